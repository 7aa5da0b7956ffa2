"""The counts of a month as a cell reports them: what may stand together (indicators.md, definition 11)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sotay.core.period import month_of
from sotay.meetings.choices import CountHeld, Status
from sotay.meetings.rules.recording import NO_RULES, Beside, Life

FIRST_MONTH = 201807
"""The month of the oldest rule set known."""
MORE_THAN_REGISTER = (
    "Sổ đảng viên của chi bộ tháng này có {most} đồng chí, phải dự không thể nhiều hơn: "
    "xem lại số, hoặc báo cấp ủy bổ sung danh sách."
)
PEOPLE = ("expected", "present", "excused", "unexcused")


@dataclass(frozen=True, slots=True)
class CountDraft:
    """What a cell says of its month; persons, None: not said. `late`: held after the month's end."""

    held: str
    expected: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    steps_complete: bool | None = None
    theme_held: bool | None = None
    late: bool | None = None
    reason: str = ""
    consent: str = ""

    def tidied(self) -> "CountDraft":
        """Without what only a meeting of the month's own has."""
        if self.held == CountHeld.YES:
            return replace(self, reason="", consent="")
        theme = self.theme_held if self.held == CountHeld.NO else None
        kept = CountDraft(self.held, theme_held=theme, reason=self.reason)
        return replace(kept, consent=self.consent if self.held == CountHeld.JOINED else "")


def count_faults(
    draft: CountDraft,
    *,
    month: int,
    life: Life,
    beside: Collection[Beside],
    most: int | None = None,
    today: date,
) -> dict[str, str]:
    """What stands against these counts, by field. `beside`: the cell's meetings of the month, and of the
    month before when this one was joined with it. `most`: persons on the register who could be expected,
    None when it knows nobody."""
    found: dict[str, str] = {}
    for field, sentence in _faults(draft, month, life, beside, today):
        found.setdefault(field, sentence)
    if most is not None and draft.expected is not None and draft.expected > most:
        found.setdefault("expected", MORE_THAN_REGISTER.format(most=most))
    return found


def _faults(
    draft: CountDraft, month: int, life: Life, beside: Collection[Beside], today: date
) -> Iterator[tuple[str, str]]:
    if month > month_of(today):
        yield "", "Tháng chưa tới: chọn tháng khác."
    if not life.touches(month):
        yield "", "Chi bộ chưa có hoặc đã kết thúc vào tháng này: chọn tháng khác."
    if month < FIRST_MONTH:
        yield "", NO_RULES
    if draft.held == CountHeld.NO and not draft.reason:
        yield "reason", "Không sinh hoạt thì phải ghi lý do."
    if draft.held == CountHeld.JOINED and not draft.consent:
        yield "consent", "Gộp tháng phải có ý kiến cấp ủy: ghi số, ngày văn bản hoặc ai đồng ý, ngày nào."
    yield from _of_people(draft)
    for other in beside:
        if draft.held == CountHeld.NO and other.status == Status.HELD and other.regular:
            yield "held", "Tháng này đã ghi một buổi thường kỳ đã họp: sửa lại một trong hai."
        if draft.held != CountHeld.NO and other.status == Status.NOT_HELD and other.regular:
            yield "held", "Tháng này đã ghi Không tổ chức: sửa lại một trong hai."


def _of_people(draft: CountDraft) -> Iterator[tuple[str, str]]:
    """All four or none, and they add up."""
    given = {name: getattr(draft, name) for name in PEOPLE}
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        return
    if len(said) < len(PEOPLE):
        missing = next(name for name in PEOPLE if given[name] is None)
        yield missing, "Ghi đủ cả bốn số người, hoặc để trống cả bốn."
    elif said["present"] + said["excused"] + said["unexcused"] != said["expected"]:
        yield "expected", "Có mặt + vắng có lý do + vắng không có lý do phải bằng phải dự: cộng lại."
