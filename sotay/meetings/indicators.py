"""The figures of meetings, and where their records come from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import batched
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from sotay.facts.registry import FlowIndicator, Indicator, Unit, VerdictIndicator, register, register_months
from sotay.facts.rules.records import MonthRecord
from sotay.meetings.choices import PRESENCES, Kind, State
from sotay.meetings.models import Attendance, CellMonthCount, JointCell, Meeting, MeetingStep
from sotay.meetings.rules import (
    NO_LENGTH,
    NO_PAPERS,
    CountFacts,
    MeetingFacts,
    Turnout,
    length_of,
    month_record,
    papers_of,
    roll_is_known,
)
from sotay.rulesets.rules import rule_set, rule_sets

Pair = tuple[int, int]
NO_STEPS = (0, 0)


class Roll(NamedTuple):
    """One cell's roll of one meeting: its turnout, and how many of the expected have a mark."""

    turnout: Turnout
    marks: int


NO_ROLL = Roll(Turnout(), 0)


def month_records(pairs: Collection[Pair] | None, held_by: date | None = None) -> dict[Pair, MonthRecord]:
    """Own records of (cell, month) pairs, or of all; with `held_by`, without what was held later."""
    meetings: dict[Pair, list[MeetingFacts]] = defaultdict(list)
    for pair, facts in _meetings(pairs, held_by):
        meetings[pair].append(facts)
    counts = dict(_counts(pairs))
    keys = meetings.keys() | counts.keys()
    if pairs is not None:
        keys &= set(pairs)
    return {key: month_record(key[1], meetings.get(key, ()), counts.get(key)) for key in keys}


def _meetings(pairs: Collection[Pair] | None, held_by: date | None) -> Iterator[tuple[Pair, MeetingFacts]]:
    rows = Meeting.objects.all()
    if held_by is not None:
        rows = rows.exclude(held_on__gt=held_by)
    for part in _parts(rows, pairs):
        ids = None if pairs is None else [m.pk for m in part]
        steps, turnouts, joint = _steps(ids), _turnouts(ids), _joint(ids)
        for meeting in part:
            guests = joint.get(meeting.pk, ())
            for cell in (meeting.cell_id, *guests):
                roll = turnouts.get((meeting.pk, cell), NO_ROLL)
                known = roll_is_known(recorded=meeting.roll_recorded, joint=bool(guests), marks=roll.marks)
                turnout = roll.turnout if known else None
                facts = _facts(meeting, steps.get(meeting.pk, NO_STEPS), turnout)
                yield (cell, meeting.counted_for), facts
                if meeting.also_for:
                    yield (cell, meeting.also_for), facts


def _parts(rows: QuerySet[Meeting], pairs: Collection[Pair] | None) -> Iterable[list[Meeting]]:
    """The meetings to look at: all at once, or those of the cells and months asked for."""
    if pairs is None:
        return [list(rows)]
    months = {month for _, month in pairs}
    of_months = Q(counted_for__in=months) | Q(also_for__in=months)
    found: dict[int, Meeting] = {}
    for cells in batched({cell for cell, _ in pairs}, 400):
        hosted = rows.filter(of_months, cell_id__in=cells)
        joined = rows.filter(of_months, pk__in=JointCell.objects.filter(cell_id__in=cells).values("meeting"))
        found |= {m.pk: m for m in (*hosted, *joined)}
    return [list(part) for part in batched(found.values(), 5000)]


def _facts(meeting: Meeting, steps: tuple[int, int], turnout: Turnout | None) -> MeetingFacts:
    rules = rule_set(meeting.rule_set) if meeting.rule_set else None
    length, papers = NO_LENGTH, NO_PAPERS
    if rules is not None:
        combined = meeting.kind == Kind.COMBINED
        length = length_of(meeting.started_at, meeting.ended_at, minimum=rules.minutes(combined=combined))
    if rules is not None and meeting.held_on is not None:
        papers = papers_of(meeting.papers_on, meeting.held_on, days=rules.papers_days)
    return MeetingFacts(
        kind=meeting.kind,
        status=meeting.status,
        counted_for=meeting.counted_for,
        also_for=meeting.also_for,
        held_on=meeting.held_on,
        marked=steps[0],
        done=steps[1],
        compulsory=len(rules.compulsory) if rules is not None else 0,
        turnout=turnout,
        length=length,
        papers=papers,
    )


def _of(field: str, ids: list[int] | None) -> Q:
    return Q() if ids is None else Q(**{f"{field}__in": ids})


def _steps(ids: list[int] | None) -> dict[int, tuple[int, int]]:
    """(marked, done) compulsory steps of each meeting."""
    compulsory = Q(pk__in=[])
    for rules in rule_sets():
        compulsory |= Q(meeting__rule_set=rules.code, code__in=sorted(rules.compulsory))
    rows = (
        MeetingStep.objects.filter(_of("meeting_id", ids))
        .filter(compulsory)
        .values("meeting_id")
        .annotate(marked=Count("pk"), made=Count("pk", filter=Q(done=True)))
    )
    return {row["meeting_id"]: (row["marked"], row["made"]) for row in rows}


def _turnouts(ids: list[int] | None) -> dict[tuple[int, int], Roll]:
    """Roll of each meeting and participating cell."""
    rows = (
        Attendance.objects.filter(_of("meeting_id", ids), expected=True)
        .values("meeting_id", "cell_id")
        .annotate(
            due=Count("pk"),
            came=Count("pk", filter=Q(state__in=sorted(PRESENCES))),
            asked=Count("pk", filter=Q(state=State.EXCUSED)),
            marked=Count("pk", filter=~Q(state="")),
        )
    )
    return {
        (r["meeting_id"], r["cell_id"]): Roll(Turnout(r["due"], r["came"], r["asked"]), r["marked"])
        for r in rows
    }


def _joint(ids: list[int] | None) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for meeting, cell in JointCell.objects.filter(_of("meeting_id", ids)).values_list(
        "meeting_id", "cell_id"
    ):
        found[meeting].append(cell)
    return found


def _counts(pairs: Collection[Pair] | None) -> Iterator[tuple[Pair, CountFacts]]:
    rows = CellMonthCount.objects.all()
    if pairs is not None:
        rows = rows.filter(month__in={month for _, month in pairs})
        cells = {cell for cell, _ in pairs}
        if len(cells) < 800:
            rows = rows.filter(cell_id__in=cells)
    for row in rows:
        known = row.expected is not None and row.present is not None and row.excused is not None
        turnout = Turnout(row.expected or 0, row.present or 0, row.excused or 0) if known else None
        yield (row.cell_id, row.month), CountFacts(row.held, turnout, row.steps_complete, row.theme_held)


INDICATORS: tuple[Indicator, ...] = (
    FlowIndicator(
        "meeting.regular",
        "Tháng có sinh hoạt thường kỳ",
        "số chi bộ–tháng có sinh hoạt thường kỳ / số chi bộ–tháng phải sinh hoạt",
        lambda f: f.met,
        lambda f: f.due,
        lambda f: f.recorded,
        lambda f: f.due,
        Unit.MONTHS,
    ),
    VerdictIndicator(
        "meeting.regular_cells",
        "Chi bộ sinh hoạt thường kỳ đủ các tháng",
        "số chi bộ sinh hoạt đủ mọi tháng phải sinh hoạt / số chi bộ có tháng phải sinh hoạt",
        "regular",
    ),
    FlowIndicator(
        "meeting.steps",
        "Buổi thường kỳ đủ các bước quy trình",
        "số buổi thường kỳ đủ mọi bước bắt buộc (theo cách hiểu của phần mềm) / số buổi thường kỳ đã tổ chức",
        lambda f: f.steps_done,
        lambda f: f.held,
        lambda f: f.steps_recorded,
        lambda f: f.held,
        Unit.MEETINGS,
    ),
    VerdictIndicator(
        "meeting.steps_cells",
        "Chi bộ thực hiện đủ các bước quy trình",
        "số chi bộ có mọi buổi thường kỳ đủ các bước bắt buộc (theo cách hiểu của phần mềm) "
        "/ số chi bộ có buổi thường kỳ",
        "steps",
    ),
    FlowIndicator(
        "meeting.thematic",
        "Quý có sinh hoạt chuyên đề",
        "số chi bộ–quý có chuyên đề / số chi bộ–quý phải có chuyên đề",
        lambda f: f.quarters_themed,
        lambda f: f.quarters_due,
        lambda f: f.quarters_known,
        lambda f: f.quarters_due,
        Unit.QUARTERS,
    ),
    VerdictIndicator(
        "meeting.thematic_cells",
        "Chi bộ sinh hoạt chuyên đề đủ các quý",
        "số chi bộ có chuyên đề trong mọi quý phải có / số chi bộ có quý phải có chuyên đề",
        "thematic",
    ),
    FlowIndicator(
        "meeting.attendance",
        "Đảng viên dự sinh hoạt thường kỳ (trên tổng số phải dự)",
        "lượt có mặt / lượt phải dự (không tính đảng viên được miễn, đang sinh hoạt tạm thời nơi khác)",
        lambda f: f.present,
        lambda f: f.expected,
        lambda f: f.rolls_known,
        lambda f: f.held,
        Unit.MEETINGS,
    ),
    FlowIndicator(
        "meeting.attendance_net",
        "Đảng viên dự sinh hoạt thường kỳ",
        "lượt có mặt / (lượt phải dự − lượt vắng có lý do), tính gộp; không tính đảng viên được miễn",
        lambda f: f.present,
        lambda f: f.expected_net,
        lambda f: f.rolls_known,
        lambda f: f.held,
        Unit.MEETINGS,
    ),
    VerdictIndicator(
        "meeting.attendance_mean",
        "Tỷ lệ dự sinh hoạt, bình quân các chi bộ",
        "tổng tỷ lệ dự của từng chi bộ / số chi bộ đã biết số người dự",
        "mean",
    ),
    FlowIndicator(
        "meeting.duration_ok",
        "Buổi thường kỳ đủ thời lượng",
        "số buổi thường kỳ không ngắn hơn mức của bộ quy định áp dụng / số buổi thường kỳ có ghi giờ",
        lambda f: f.long_enough,
        lambda f: f.timed,
        lambda f: f.timed,
        lambda f: f.held,
        Unit.MEETINGS,
    ),
    FlowIndicator(
        "meeting.papers_ok",
        "Buổi có tài liệu gửi trước ít nhất 1 ngày",
        "số buổi có tài liệu gửi trước ít nhất 1 ngày / số buổi đã tổ chức theo bộ quy định có yêu cầu này",
        lambda f: f.papers_ok,
        lambda f: f.papers_due,
        lambda f: f.papers_known,
        lambda f: f.papers_due,
        Unit.MEETINGS,
        "quy định khi đó không nêu thời hạn gửi tài liệu",
    ),
)


def declare() -> None:
    """Register everything. Called once, when the app is ready."""
    register_months(month_records)
    register(*INDICATORS)
