"""The year's plan of a cell: a regular meeting each month, a theme each quarter (Hướng dẫn 12-HD/BTCTW,
2018, and 42-HD/BTCTW, 2025, as `rulesets/catalogue/` quotes them)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sotay.core.period import first_day, last_day, months_of_quarter, next_month
from sotay.core.vietnamese import format_month_paper, format_quarter
from sotay.meetings.choices import REGULAR_KINDS, THEMATIC_KINDS, Kind
from sotay.meetings.rules.planning import Habit, day_by

LONGEST_THEME = 300


class EntryDraft(NamedTuple):
    """One month as planned. `topic`: id of the bank's topic, if it comes from there."""

    month: int
    kind: str
    planned_on: date | None
    theme: str = ""
    topic: int | None = None


def months_of(year: int) -> list[int]:
    """yyyymm of every month of a year."""
    return [year * 100 + month for month in range(1, 13)]


def propose_year(
    year: int, habit: Habit | None, known: Collection[int], themed: Mapping[int, bool], first: int
) -> list[EntryDraft]:
    """A regular meeting for every month from `first` (yyyymm) on without one (`known`), on the day by
    habit; combined with its theme in a quarter's middle month where nothing is planned for the quarter yet
    (`themed`: by quarter, yyyyq), so that a month is left when it falls out; else in its last month."""
    drafts = []
    for month in months_of(year):
        if month in known or month < first:
            continue
        quarter = year * 10 + (month % 100 + 2) // 3
        free = [one for one in months_of_quarter(quarter) if one not in known and one >= first]
        middle = months_of_quarter(quarter)[1]
        chosen = middle if middle in free else free[-1]
        kind = Kind.COMBINED if month == chosen and not themed.get(quarter) else Kind.REGULAR
        day = day_by(habit.rule, month) if habit else None
        drafts.append(EntryDraft(month, kind, day))
    return drafts


def entry_faults(draft: EntryDraft) -> dict[str, str]:
    """What stands against planning a month so, by field. The theme may still be open."""
    found: dict[str, str] = {}
    day = draft.planned_on
    if day and not first_day(draft.month) <= day <= last_day(next_month(draft.month)):
        found["planned_on"] = f"Chọn ngày trong tháng {format_month_paper(draft.month)} hoặc tháng sau."
    if len(draft.theme) > LONGEST_THEME:
        found["theme"] = f"Dài quá {LONGEST_THEME} chữ cái: viết gọn lại."
    if draft.theme and draft.kind not in THEMATIC_KINDS:
        found["theme"] = "Tháng thường kỳ thì để trống, hoặc chọn loại có chuyên đề."
    return found


def year_warnings(
    entries: Collection[EntryDraft], year: int, held: Collection[int], themed: Collection[int] = ()
) -> list[str]:
    """Months without a regular meeting, quarters without a theme, themes without a name. `held`: months
    met already, by whatever record; `themed`: quarters (yyyyq) whose theme is told by counts alone."""
    regular = {entry.month for entry in entries if entry.kind in REGULAR_KINDS} | set(held)
    missing = [month for month in months_of(year) if month not in regular]
    found = []
    if missing and len(missing) < 12:
        names = ", ".join(str(month % 100) for month in missing)
        found.append(f"Chưa có buổi thường kỳ: tháng {names}.")
    for number in range(1, 5):
        quarter = year * 10 + number
        of = [e for e in entries if e.month in months_of_quarter(quarter) and e.kind in THEMATIC_KINDS]
        name = format_quarter(quarter)
        name = name[:1].upper() + name[1:]
        if quarter in themed:
            continue
        if not of:
            found.append(f"{name} chưa có chuyên đề.")
        elif not any(entry.theme for entry in of):
            found.append(f"{name} chưa chọn tên chuyên đề.")
    return found
