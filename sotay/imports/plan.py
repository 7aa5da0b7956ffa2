"""What an import would do, as plain data: shown before anything is written, and after."""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sotay.core.errors import DomainError
from sotay.imports.reading.mapping import Mappings

BlankMeaning = Literal["present", "unexcused", "unrecorded"]


class ImportRefused(DomainError):
    """The files cannot go in as they are; nothing was written. `plan` says why, when there is one."""

    def __init__(self, message: str, plan: "ImportPlan | None" = None) -> None:
        super().__init__(message)
        self.plan = plan


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person decided. `blank`: the meaning of an empty cell in a roll (None: not answered).

    `prefer`: who wins where a roll and the dated statuses disagree about who was expected.
    `set_aside`: where to write the wrong rows (.xlsx) so that the rest may go in; None: do not.
    `mappings`: how columns are read, as confirmed, by the fingerprint of a sheet's shape.
    `large`: the limits of the command line instead of those of an upload.
    `year`: that of months which a roll names without one (None: not answered).
    `twins`: what becomes of likely duplicates nobody has decided yet; "ask" stops the commit.
    """

    blank: BlankMeaning | None = None
    prefer: Literal["status", "roll"] = "status"
    set_aside: Path | None = None
    mappings: Mappings = field(default_factory=dict)
    large: bool = False
    twins: Literal["ask", "same", "both", "aside"] = "ask"
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong and what to do about it; never repeats the value. Row 0: the whole sheet."""

    file: str
    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        places = [self.file, self.sheet, f"dòng {self.row}" if self.row else ""]
        places.append(f"cột {self.column}" if self.column else "")
        return " · ".join(p for p in places if p) + f": {self.message}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know that stops nothing."""

    file: str
    sheet: str
    message: str

    def __str__(self) -> str:
        return " · ".join(p for p in (self.file, self.sheet) if p) + f": {self.message}"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the person can answer; `option` is the field of ImportOptions."""

    option: str
    message: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One field of two likely twins: what is known ("" when it may not be seen), what the file says."""

    label: str
    ours: str
    theirs: str
    agrees: bool
    alike_only: bool = False
    """Whether it agrees but for marks or capitals: taking the file's word would change how it is spelt."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that may mean somebody who is there already; `kind` and `answer` as in choices ("": open).

    `visible`: whether this person may see the values of the known side. `other`: where the row of the
    same upload stands that it may double, "" for somebody known before.
    """

    key: str
    kind: str
    file: str
    sheet: str
    row: int
    answer: str = ""
    visible: bool = True
    sides: tuple[Side, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text; both "" when this person may not see the values."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that changes what is known. `about`: what it is, without a name."""

    file: str
    sheet: str
    row: int
    about: str
    fields: tuple[FieldChange, ...]
    visible: bool = True


@dataclass(frozen=True, slots=True)
class LandedRow:
    """A row that went in: of which thing (`kind` as in choices, its id), and whether it is new (`fresh`)."""

    file: str
    sheet: str
    row: int
    kind: str
    thing: int
    fresh: bool

    def as_list(self) -> list[Any]:
        """For JSON: the fields in their order."""
        return [self.file, self.sheet, self.row, self.kind, self.thing, self.fresh]


@dataclass(slots=True)
class SheetPlan:
    """One sheet: how many rows are new, change something, say the same, or are wrong.

    `waiting`: rows that wait for an answer; `left`: rows left aside by choice.
    """

    file: str
    sheet: str
    kind: str
    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0
    waiting: int = 0
    left: int = 0

    @property
    def rows(self) -> int:
        """Rows in all."""
        return self.new + self.changed + self.same + self.wrong + self.waiting + self.left


@dataclass(slots=True)
class ImportPlan:
    """The whole batch. `committed`: whether it has been written (never so after a dry run)."""

    sheets: list[SheetPlan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    """What changes, row by row; of very many the first ones (`MOST_CHANGES`)."""
    unreadable: bool = False
    """Whether a whole file or sheet could not be read: that cannot be set aside."""
    committed: bool = False
    set_aside: Path | None = None
    """The file with the wrong rows, once it has been written."""
    landed: list[LandedRow] = field(default_factory=list)
    """Once committed: which rows went in. Kept apart from the plan (`waiting.ROWS`)."""

    @property
    def new(self) -> int:
        """New rows of all sheets."""
        return sum(s.new for s in self.sheets)

    @property
    def changed(self) -> int:
        """Changing rows of all sheets."""
        return sum(s.changed for s in self.sheets)

    @property
    def same(self) -> int:
        """Rows that say what is already known."""
        return sum(s.same for s in self.sheets)

    @property
    def wrong(self) -> int:
        """Wrong rows of all sheets."""
        return sum(s.wrong for s in self.sheets)

    @property
    def waiting(self) -> int:
        """Rows that wait for an answer."""
        return sum(s.waiting for s in self.sheets)

    @property
    def left(self) -> int:
        """Rows left aside by choice."""
        return sum(s.left for s in self.sheets)


MOST_CHANGES = 2000


def as_json(plan: ImportPlan) -> dict[str, Any]:
    """The plan as it is kept beside the files until they go."""
    found = {f: getattr(plan, f) for f in ("unreadable", "committed")}
    lists = ("sheets", "faults", "notices", "questions", "twins", "changes")
    kept = {name: [asdict(one) for one in getattr(plan, name)] for name in lists}
    return {**kept, **found, "left": plan.left}


def from_json(kept: dict[str, Any]) -> ImportPlan:
    """The inverse of `as_json`."""
    plan = ImportPlan(unreadable=kept["unreadable"], committed=kept["committed"])
    plan.sheets = [SheetPlan(**one) for one in kept["sheets"]]
    plan.faults = [Fault(**one) for one in kept["faults"]]
    plan.notices = [Notice(**one) for one in kept["notices"]]
    plan.questions = [
        Question(q["option"], q["message"], tuple((v, w) for v, w in q["choices"])) for q in kept["questions"]
    ]
    plan.twins = [Twin(**{**one, "sides": tuple(Side(**s) for s in one["sides"])}) for one in kept["twins"]]
    plan.changes = [
        Change(**{**one, "fields": tuple(FieldChange(**f) for f in one["fields"])}) for one in kept["changes"]
    ]
    return plan


YEARS_BACK = 5
"""How far back the year of a roll is offered."""


def year_question(today: date) -> Question:
    """Of which year the months of a roll are, when it names none."""
    years = [str(today.year - back) for back in range(YEARS_BACK + 1)]
    text = "Các cột tháng của bảng điểm danh không ghi năm. Đó là năm nào?"
    return Question("year", text, tuple((year, year) for year in years))


BLANK_QUESTION = Question(
    "blank",
    "Ô trống trong bảng điểm danh nghĩa là gì?",
    (("present", "có mặt"), ("unexcused", "vắng không có lý do"), ("unrecorded", "chưa ghi")),
)
