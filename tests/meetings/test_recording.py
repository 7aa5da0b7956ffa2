"""A meeting written down by hand, as the guidance would have it: each test is a sentence of a rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.facts.models import CellMonth
from sotay.journal.models import Entry
from sotay.meetings.choices import Kind, State, Status
from sotay.meetings.models import Attendance, Meeting
from sotay.meetings.operations.recording import (
    MeetingConflict,
    RecordRefused,
    amend_meeting,
    record_meeting,
)
from sotay.meetings.operations.rolls import ReasonMissing, confirm_roll
from sotay.meetings.operations.undoing import RollConflict
from sotay.meetings.queries.recorded import draft_of
from sotay.meetings.queries.rosters import roll_form
from sotay.meetings.rules.recording import MeetingDraft, StepDraft, mark_of
from sotay.members.models import Exemption, TemporaryPlace
from sotay.organisations.choices import Kind as OrganisationKind
from sotay.organisations.models import Organisation
from sotay.rulesets.rules import in_force
from tests import factories as make

TODAY = date(2024, 5, 10)
AT = datetime(2024, 5, 10, 13, tzinfo=UTC)
HELD_ON = date(2024, 5, 3)
SECRETARY = replace(system_actor(Permission, "Bí thư"), account_id=7)


@pytest.fixture
def cell(db: None) -> Organisation:
    above = make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE, code="XA", block="commune")
    one = make.organisation(OrganisationKind.CELL, above, code="THON")
    two = make.organisation(OrganisationKind.CELL, above, code="THON2")
    make.settle(above, one, two)
    return one


def held(**more: object) -> MeetingDraft:
    rules = in_force(HELD_ON)
    assert rules is not None
    steps = tuple(StepDraft(s.code, True) for s in rules.steps if s.compulsory)
    draft = MeetingDraft(Status.HELD, Kind.REGULAR, 202405, held_on=HELD_ON, steps=steps)
    return replace(draft, **more)  # type: ignore[arg-type]


def write(cell: Organisation, draft: MeetingDraft, key: str = "", *, second: bool = False) -> Meeting:
    return record_meeting(
        actor=SECRETARY, cell=cell, draft=draft, form_key=key, at=AT, today=TODAY, second=second
    )


def refused(cell: Organisation, draft: MeetingDraft) -> dict[str, str]:
    with pytest.raises(RecordRefused) as found:
        write(cell, draft)
    assert not Meeting.objects.exists(), "nothing is half done"
    return found.value.faults


def fact(cell: Organisation, month: int = 202405) -> CellMonth:
    return CellMonth.objects.get(cell=cell, month=month)


def test_a_meeting_counts_as_soon_as_it_is_written_down(cell: Organisation) -> None:
    write(cell, held(started_at=time(19, 30), ended_at=time(21, 0)))
    known = fact(cell)
    assert (known.met, known.held, known.steps_done, known.long_enough) == (1, 1, 1, 1)
    assert known.rolls_known == 0, "the roll is not confirmed yet"
    entry = Entry.objects.get(event="MeetingRecorded", organisation_id=cell.pk)
    assert entry.account_id == 7
    assert '"after":7' in entry.payload, "entered seven days after the meeting"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"held_on": date(2024, 5, 11)}, "held_on"),
        ({"held_on": None}, "held_on"),
        ({"started_at": time(19, 30)}, "ended_at"),
        ({"started_at": time(21), "ended_at": time(19)}, "ended_at"),
        ({"papers_on": date(2024, 5, 4)}, "papers_on"),
        ({"kind": Kind.THEMATIC}, "theme"),
        ({"theme": "Chuyển đổi số"}, "theme"),
        ({"also_for": 202406}, "consent"),
        ({"also_for": 202407, "consent": "Có"}, "also_for"),
        ({"counted_for": 202407, "held_on": date(2024, 5, 3)}, "counted_for"),
        ({"kind": Kind.COMBINED, "theme": "Chuyển đổi số"}, "reason"),
        ({"steps": (StepDraft("C6", False),)}, "reason-C6"),
        ({"place": "x" * 121}, "place"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cell: Organisation, change: dict[str, object], field: str
) -> None:
    assert field in refused(cell, held(**change))


def test_under_the_guidance_of_2025_a_combined_meeting_needs_no_reason(cell: Organisation) -> None:
    day = date(2025, 11, 5)
    draft = held(kind=Kind.COMBINED, theme="Chuyển đổi số", held_on=day, counted_for=202511)
    record_meeting(actor=SECRETARY, cell=cell, draft=draft, form_key="", at=AT, today=date(2025, 11, 6))
    assert fact(cell, 202511).themes == 1


def test_postponed_needs_consent_and_stays_a_duty(cell: Organisation) -> None:
    postponed = MeetingDraft(Status.POSTPONED, Kind.REGULAR, 202405)
    assert "consent" in refused(cell, postponed)
    meeting = write(cell, replace(postponed, consent="Đảng ủy xã đồng ý 02/5", planned_on=date(2024, 6, 2)))
    assert (fact(cell).met, fact(cell).postponed) == (0, 1)
    later = write(cell, held())
    assert later.pk == meeting.pk, "the meeting that was postponed is the one held"
    assert (fact(cell).met, fact(cell).postponed) == (1, 0)


def test_not_held_needs_its_reason_and_contradicts_a_meeting(cell: Organisation) -> None:
    none = MeetingDraft(Status.NOT_HELD, Kind.REGULAR, 202405)
    assert "reason" in refused(cell, none)
    write(cell, held())
    with pytest.raises(RecordRefused, match="xem lại"):
        write(cell, replace(none, reason="Bão"))


def test_a_second_regular_meeting_of_the_month_is_asked_about(cell: Organisation) -> None:
    write(cell, held())
    other = held(held_on=date(2024, 5, 9))
    with pytest.raises(RecordRefused) as found:
        write(cell, other)
    assert set(found.value.faults) == {"second"}
    write(cell, other, second=True)
    assert fact(cell).held == 2
    with pytest.raises(RecordRefused):
        write(cell, other, second=True)  # the same day again is the same meeting


def test_the_same_form_sent_twice_records_once(cell: Organisation) -> None:
    first = write(cell, held(), "k1")
    assert write(cell, held(), "k1").pk == first.pk
    assert Entry.objects.filter(event="MeetingRecorded").count() == 1
    with pytest.raises(MeetingConflict):
        write(cell, held(place="Nhà văn hóa"), "k1")
    somebody = replace(SECRETARY, account_id=8)
    with pytest.raises(RecordRefused):  # a key is bound to its person: theirs is another form
        record_meeting(actor=somebody, cell=cell, draft=held(), form_key="k1", at=AT, today=TODAY)


def test_what_is_held_jointly_counts_for_each_neighbour_only(cell: Organisation) -> None:
    two = Organisation.objects.get(code="THON2")
    far = make.organisation(OrganisationKind.GRASSROOTS_CELL, code="XA-LA", block="agency")
    assert "joint" in refused(cell, held(joint=(far.pk,)))
    write(cell, held(joint=(two.pk,)))
    assert fact(cell).met == fact(two).met == 1
    assert Entry.objects.filter(event="MeetingRecorded", organisation_id=two.pk).exists()


def test_joined_months_are_both_met(cell: Organisation) -> None:
    write(cell, held(also_for=202406, consent="Đảng ủy xã đồng ý"))
    assert (fact(cell).met, fact(cell).held) == (1, 1)
    assert (fact(cell, 202406).met, fact(cell, 202406).held) == (1, 0)


def test_only_the_cell_records(cell: Organisation) -> None:
    with pytest.raises(PermissionDenied):
        record_meeting(actor=Actor(1, "Người lạ"), cell=cell, draft=held(), form_key="", at=AT, today=TODAY)


# Correcting ---------------------------------------------------------------------------------------


def amend(meeting: Meeting, draft: MeetingDraft, seen: str | None = None) -> Meeting:
    mark = mark_of(draft_of(meeting)) if seen is None else seen
    return amend_meeting(actor=SECRETARY, meeting=meeting, draft=draft, seen=mark, at=AT, today=TODAY)


def test_a_correction_leaves_its_trace_and_moves_the_figures(cell: Organisation) -> None:
    meeting = write(cell, held())
    amend(meeting, held(counted_for=202404))
    assert not CellMonth.objects.filter(month=202405).exists()
    assert fact(cell, 202404).met == 1
    entry = Entry.objects.get(event="MeetingAmended")
    assert '"fields":["counted_for"]' in entry.payload


def test_saying_what_stands_there_changes_nothing(cell: Organisation) -> None:
    meeting = write(cell, held())
    amend(meeting, held(), seen="cũ")
    assert not Entry.objects.filter(event="MeetingAmended").exists()


def test_two_people_editing_never_overwrite_each_other(cell: Organisation) -> None:
    meeting = write(cell, held())
    seen = mark_of(draft_of(meeting))
    amend(meeting, held(place="Nhà văn hóa"), seen)
    with pytest.raises(MeetingConflict) as found:
        amend(meeting, held(place="Trường học"), seen)
    assert found.value.theirs.place == "Nhà văn hóa"
    amend(meeting, held(place="Trường học"), found.value.seen)
    assert Meeting.objects.get().place == "Trường học"


def test_a_meeting_that_was_not_held_after_all_loses_its_roll(cell: Organisation) -> None:
    make.member(cell, name="Nguyễn Văn An")
    meeting = write(cell, held())
    roll(meeting, cell)
    amend(meeting, MeetingDraft(Status.NOT_HELD, Kind.REGULAR, 202405, reason="Ghi nhầm"))
    assert not Attendance.objects.exists()
    assert (fact(cell).met, fact(cell).not_held, fact(cell).expected) == (0, 1, 0)


# The roll -----------------------------------------------------------------------------------------


def roll(meeting: Meeting, cell: Organisation, seen: str | None = None, **states: str) -> None:
    """Confirm the roll; `states`: by name with _ for blanks, everybody else present."""
    form = roll_form(SECRETARY, meeting.public_id)
    wanted = {line.public_id: states.get(line.name.split()[-1], State.PRESENT) for line in form.expected}
    mark = form.seen if seen is None else seen
    why = {key: "work" for key, state in wanted.items() if state == State.EXCUSED}
    confirm_roll(actor=SECRETARY, meeting=meeting, cell=cell, states=wanted, reasons=why, seen=mark, at=AT)


def people(cell: Organisation) -> None:
    for name in ("An", "Bình", "Cường", "Dung"):
        make.member(cell, name=f"Nguyễn Thị {name}")


def test_exempt_and_away_are_not_expected_attached_are(cell: Organisation) -> None:
    people(cell)
    two = Organisation.objects.get(code="THON2")
    long_ago = date(2020, 1, 1)
    exempt, away = make.member(cell, name="Lê Miễn"), make.member(cell, name="Lê Vắng")
    guest = make.member(two, name="Lê Đến")
    new = make.member(cell, name="Lê Mới", since=date(2024, 5, 4))
    Exemption.objects.create(member=exempt, ground="age_health", valid_from=long_ago)
    TemporaryPlace.objects.create(member=away, cell=two, valid_from=long_ago)
    TemporaryPlace.objects.create(member=guest, cell=cell, valid_from=long_ago)
    form = roll_form(SECRETARY, write(cell, held()).public_id)
    names = {line.name for line in form.expected}
    assert {"Lê Đến", "Nguyễn Thị An"} <= names
    assert not {"Lê Miễn", "Lê Vắng", "Lê Mới"} & names, "as at the day held"
    assert {line.name for line in form.others} == {"Lê Miễn", "Lê Vắng"}
    assert {line.state for line in form.expected} == {State.PRESENT}, "presumed present until tapped"
    assert new.pk


def test_three_absent_of_four(cell: Organisation) -> None:
    people(cell)
    roll(write(cell, held()), cell, An="excused", Bình="excused", Dung="unexcused")
    known = fact(cell)
    assert (known.rolls_known, known.expected, known.present, known.excused) == (1, 4, 1, 2)
    entry = Entry.objects.get(event="RollConfirmed")
    assert '"excused":2' in entry.payload
    assert "Nguyễn" not in entry.payload


def test_an_excused_absence_says_why_and_an_old_one_may_stay(cell: Organisation) -> None:
    people(cell)
    meeting = write(cell, held())
    form = roll_form(SECRETARY, meeting.public_id)
    first, *rest = [line.public_id for line in form.expected]
    states = {first: "excused", **dict.fromkeys(rest, "present")}
    given = {"actor": SECRETARY, "meeting": meeting, "cell": cell, "at": AT}
    with pytest.raises(ReasonMissing) as refused:
        confirm_roll(**given, states=states, seen=form.seen)  # type: ignore[arg-type]
    assert refused.value.people == {first}
    confirm_roll(**given, states=states, reasons={first: "study"}, seen=form.seen)  # type: ignore[arg-type]
    Attendance.objects.update(reason_class="")  # as a spreadsheet leaves it
    states[rest[0]] = "late"
    seen = roll_form(SECRETARY, meeting.public_id).seen
    confirm_roll(**given, states=states, seen=seen)  # type: ignore[arg-type]
    assert Attendance.objects.filter(state="late").exists()


def test_confirming_twice_is_confirming_once(cell: Organisation) -> None:
    people(cell)
    meeting = write(cell, held())
    seen = roll_form(SECRETARY, meeting.public_id).seen
    roll(meeting, cell, seen, An="excused")
    roll(meeting, cell, seen, An="excused")
    assert Entry.objects.filter(event="RollConfirmed").count() == 1
    with pytest.raises(RollConflict):
        roll(meeting, cell, seen, An="present")  # somebody who saw the page before the first confirmation


def test_a_later_change_of_status_never_alters_the_snapshot(cell: Organisation) -> None:
    people(cell)
    meeting = write(cell, held())
    roll(meeting, cell, An="excused")
    someone = Attendance.objects.filter(state="present").first()
    assert someone is not None
    Exemption.objects.create(member=someone.member, ground="timed", valid_from=date(2020, 1, 1))
    roll(meeting, cell, An="unexcused")
    known = fact(cell)
    assert (known.expected, known.present, known.excused) == (4, 3, 0)


def test_one_who_came_without_being_expected_is_noted_not_counted(cell: Organisation) -> None:
    people(cell)
    exempt = make.member(cell, name="Lê Miễn")
    Exemption.objects.create(member=exempt, ground="age_health", valid_from=date(2020, 1, 1))
    meeting = write(cell, held())
    form = roll_form(SECRETARY, meeting.public_id)
    states = {line.public_id: State.PRESENT for line in form.expected}
    came = [exempt.public_id]
    confirm_roll(actor=SECRETARY, meeting=meeting, cell=cell, states=states, came=came, seen=form.seen, at=AT)
    assert fact(cell).expected == 4
    assert Attendance.objects.get(member=exempt).expected is False
    assert [line.came for line in roll_form(SECRETARY, meeting.public_id).others] == [True]


def test_another_day_takes_the_snapshot_anew_and_keeps_states(cell: Organisation) -> None:
    people(cell)
    meeting = write(cell, held())
    roll(meeting, cell, An="excused")
    make.member(cell, name="Lê Mới", since=date(2024, 5, 4))
    amend(meeting, held(held_on=date(2024, 5, 6)))
    known = fact(cell)
    assert (known.expected, known.present, known.excused) == (5, 3, 1)
    assert Attendance.objects.get(member__full_name="Lê Mới").state == ""


def test_whoever_is_missing_from_the_form_stops_it(cell: Organisation) -> None:
    people(cell)
    meeting = write(cell, held())
    seen = roll_form(SECRETARY, meeting.public_id).seen
    with pytest.raises(RollConflict):
        confirm_roll(actor=SECRETARY, meeting=meeting, cell=cell, states={}, seen=seen, at=AT)
    assert not Attendance.objects.exists()
