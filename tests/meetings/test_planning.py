"""The next meeting proposes itself, is planned once, changed by one at a time, and called."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from sotay.access.choices import Permission, Role
from sotay.core.actor import Actor, system_actor
from sotay.core.errors import PermissionDenied
from sotay.documents.rules import DocumentRefused
from sotay.journal.models import Entry
from sotay.meetings.choices import Kind, Origin, Stage, Status
from sotay.meetings.models import (
    AgendaItem,
    JointCell,
    Meeting,
    MeetingHabit,
    MeetingPaper,
    Orientation,
    PlanEntry,
)
from sotay.meetings.operations.planning import (
    PlanConflict,
    PlanRefused,
    call_meeting,
    change_plan,
    plan_meeting,
    put_off_meeting,
)
from sotay.meetings.operations.preparing import (
    AgendaConflict,
    PrepareRefused,
    add_item,
    add_paper,
    change_item,
    move_item,
    remove_item,
    remove_paper,
)
from sotay.meetings.queries.collisions import Collisions, collisions
from sotay.meetings.queries.planning import propose_next
from sotay.meetings.queries.preparing import plan_of, preparation
from sotay.meetings.queries.review import content_proposed, review_proposed
from sotay.meetings.rules.moves import WrongStage
from sotay.meetings.rules.planning import ItemDraft
from sotay.meetings.rules.recording import mark_of
from sotay.members.models import Member, Position
from sotay.organisations.choices import Kind as OrganisationKind
from sotay.organisations.models import Organisation
from tests import factories as make

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
ACTOR = replace(system_actor(Permission, "Bí thư"), account_id=7)

pytestmark = pytest.mark.django_db


def hold(where: Organisation, name: str) -> None:
    who = Member.objects.get(full_name=name)
    Position.objects.create(member=who, organisation=where, post="secretary", valid_from=date(2024, 1, 1))


@pytest.fixture
def cell() -> Organisation:
    commune = make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE)
    made = make.organisation(OrganisationKind.CELL, commune)
    make.settle(commune, made)
    for number in range(3):
        make.member(made, name=f"Người Số {number}")
    hold(made, "Người Số 0")
    return made


def plan(cell: Organisation, key: str = "k", **more: object) -> Meeting:
    draft = replace(propose_next(ACTOR, cell, today=TODAY).draft, **{"place": "Nhà văn hóa", **more})  # type: ignore[arg-type]
    return plan_meeting(actor=ACTOR, cell=cell, draft=draft, form_key=key, at=AT, today=TODAY)


def item(meeting: Meeting, step: str) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, step=step)


def steps(meeting: Meeting) -> list[str]:
    return list(
        AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("step", flat=True)
    )


def test_it_proposes_what_the_cell_does_every_month(cell: Organisation) -> None:
    MeetingHabit.objects.create(cell=cell, rule="ngay:3", time=time(19), place="Đình làng")
    taker = Member.objects.get(full_name="Người Số 1")
    last = make.meeting(cell, 202611, held_on=date(2026, 11, 3), minute_taker=taker)
    AgendaItem.objects.create(meeting=last, position=1, step="C2", title="Đánh giá", presenter=taker)
    AgendaItem.objects.create(meeting=last, position=2, step="C4", title="Nhiệm vụ", content="Nạo vét mương")
    Orientation.objects.create(
        organisation=Organisation.objects.get(kind="grassroots_committee"),
        month=202612,
        title="Định hướng tháng 12",
        published_at=AT,
    )
    found = propose_next(ACTOR, cell, today=TODAY)
    assert (found.draft.counted_for, found.draft.planned_on) == (202612, date(2026, 12, 3))
    assert (found.draft.planned_time, found.draft.place, found.said) == (time(19), "Đình làng", True)
    assert found.draft.kind == Kind.COMBINED, "the quarter has no theme yet"
    assert found.draft.minute_taker == taker.pk
    assert found.draft.chair == Member.objects.get(full_name="Người Số 0").pk
    assert found.last == "Nạo vét mương"
    review = next(one for one in found.items if one.step == "C2")
    assert (review.presenter, review.content) == (taker.pk, "")
    meeting = plan(cell)
    assert review_proposed(meeting) == "Nạo vét mương"
    assert (meeting.stage, meeting.status, meeting.planned_on) == (
        Stage.PLANNED,
        Status.PLANNED,
        date(2026, 12, 3),
    )
    assert MeetingPaper.objects.get(meeting=meeting).origin == Origin.SUPERIOR
    assert propose_next(ACTOR, cell, today=TODAY).standing == meeting, "it is planned already"


def test_the_review_is_proposed_anew_until_somebody_writes_it(cell: Organisation) -> None:
    def set_tasks(day: date, words: str) -> Meeting:
        held = make.meeting(cell, day.year * 100 + day.month, held_on=day)
        AgendaItem.objects.create(meeting=held, position=1, step="C4", title="Nhiệm vụ", content=words)
        return held

    set_tasks(date(2026, 10, 3), "Việc tháng 10")
    meeting = plan(cell, counted_for=202612, planned_on=date(2026, 12, 3))
    assert review_proposed(meeting) == "Việc tháng 10"
    november = set_tasks(date(2026, 11, 28), "Việc tháng 11")
    assert review_proposed(meeting) == "Việc tháng 11", "held after December was planned"
    AgendaItem.objects.filter(meeting=november).update(conclusion="Việc tháng 11, đã sửa")
    row = item(meeting, "C2")
    said = ItemDraft(row.title, row.step, None, "Ông Năm", None, review_proposed(meeting))
    change_item(
        actor=ACTOR, meeting=meeting, item=row.public_id, draft=said, version=0, at=AT, today=TODAY
    )  # fmt: skip
    row = item(meeting, "C2")
    assert (row.presenter_words, row.content) == ("Ông Năm", ""), "only the presenter was chosen"
    assert content_proposed(meeting, row) == "Việc tháng 11, đã sửa"
    said = replace(said, content="Việc tháng 11: xong cả")
    change_item(
        actor=ACTOR, meeting=meeting, item=row.public_id, draft=said, version=1, at=AT, today=TODAY
    )  # fmt: skip
    AgendaItem.objects.filter(meeting=november).update(conclusion="Khác hẳn")
    assert content_proposed(meeting, item(meeting, "C2")) == "Việc tháng 11: xong cả", "written stays"


def test_what_planning_wrote_once_is_proposed_anew(cell: Organisation) -> None:
    meeting = plan(cell)
    old = "Tính đến ngày 10/06/2024: nhiệm vụ đã giao 4; chưa báo kết quả 4."
    rows = AgendaItem.objects.filter(meeting=meeting, step="C2")
    migration = import_module("sotay.meetings.migrations.0009_review_unwritten")
    for version, stage, left in ((0, Stage.CALLED, ""), (1, Stage.CALLED, old), (0, Stage.CLOSED, old)):
        rows.update(content=old, version=version)
        Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
        migration.forget(apps, SimpleNamespace(connection=connection))
        assert rows.get().content == left, (version, stage)


def test_the_years_plan_is_followed_and_told(cell: Organisation) -> None:
    entry = PlanEntry.objects.create(
        cell=cell, month=202611, kind=Kind.COMBINED, planned_on=date(2026, 11, 27), theme="Chuyển đổi số"
    )
    draft = propose_next(ACTOR, cell, today=TODAY).draft
    assert (draft.kind, draft.theme, draft.planned_on) == ("combined", "Chuyển đổi số", entry.planned_on)
    meeting = plan(cell, planned_on=date(2026, 11, 28))
    entry.refresh_from_db()
    assert entry.planned_on == date(2026, 11, 28)
    assert "Chuyên đề: Chuyển đổi số" in AgendaItem.objects.filter(meeting=meeting).values_list(
        "title", flat=True
    )


def test_the_same_form_plans_once_and_a_month_has_one(cell: Organisation) -> None:
    one = plan(cell)
    again = plan_meeting(actor=ACTOR, cell=cell, draft=plan_of(one), form_key="k", at=AT, today=TODAY)
    assert again == one
    with pytest.raises(PlanConflict):
        plan_meeting(
            actor=ACTOR, cell=cell, draft=replace(plan_of(one), place="X"), form_key="k", at=AT, today=TODAY
        )
    with pytest.raises(PlanRefused) as refused:
        plan_meeting(actor=ACTOR, cell=cell, draft=plan_of(one), form_key="other", at=AT, today=TODAY)
    assert "đã có buổi thường kỳ" in refused.value.faults["planned_on"]
    assert Entry.objects.filter(event="MeetingPlanned").count() == 1


def test_a_meeting_planned_by_a_spreadsheet_becomes_this_one(cell: Organisation) -> None:
    before = make.meeting(cell, 202611, status=Status.PLANNED, planned_on=date(2026, 11, 30))
    assert plan(cell).pk == before.pk


def test_only_the_cell_plans(cell: Organisation) -> None:
    draft = propose_next(ACTOR, cell, today=TODAY).draft
    stranger = Actor(1, "x")
    with pytest.raises(PermissionDenied):
        propose_next(stranger, cell, today=TODAY)
    with pytest.raises(PermissionDenied):
        plan_meeting(actor=stranger, cell=cell, draft=draft, form_key="", at=AT, today=TODAY)


def test_two_people_changing_the_plan_see_both(cell: Organisation) -> None:
    meeting = plan(cell)
    seen = mark_of(plan_of(meeting))
    mine = replace(plan_of(meeting), place="Trường học")
    change_plan(actor=ACTOR, meeting=meeting, draft=mine, seen=seen, at=AT, today=TODAY)
    other = replace(plan_of(meeting), place="Đình làng")
    with pytest.raises(PlanConflict) as conflict:
        change_plan(actor=ACTOR, meeting=meeting, draft=other, seen=seen, at=AT, today=TODAY)
    assert conflict.value.theirs.place == "Trường học"
    again = change_plan(
        actor=ACTOR, meeting=meeting, draft=other, seen=conflict.value.seen, at=AT, today=TODAY
    )
    assert again.place == "Đình làng"


def test_a_theme_chosen_later_comes_onto_the_agenda(cell: Organisation) -> None:
    meeting = plan(cell, kind=Kind.REGULAR)
    seen = mark_of(plan_of(meeting))
    draft = replace(plan_of(meeting), kind=Kind.COMBINED, theme="Gương điển hình")
    change_plan(actor=ACTOR, meeting=meeting, draft=draft, seen=seen, at=AT, today=TODAY)
    at = item(meeting, "C6").position
    assert AgendaItem.objects.get(meeting=meeting, position=at - 1).title == "Chuyên đề: Gương điển hình"


def test_the_agenda_is_ordered_by_hand(cell: Organisation) -> None:
    meeting = plan(cell)
    first = steps(meeting)
    moved = item(meeting, "O2").public_id
    move_item(actor=ACTOR, meeting=meeting, item=moved, up=True, at=AT)
    assert steps(meeting)[:2] == ["O2", "O1"]
    move_item(actor=ACTOR, meeting=meeting, item=moved, up=True, at=AT)
    assert steps(meeting)[:2] == ["O2", "O1"], "above the first nothing moves"
    move_item(actor=ACTOR, meeting=meeting, item=moved, up=False, at=AT)
    assert steps(meeting) == first
    own = add_item(actor=ACTOR, meeting=meeting, draft=ItemDraft("Đường vào ngõ 3"), at=AT, today=TODAY)
    assert (
        add_item(actor=ACTOR, meeting=meeting, draft=ItemDraft("Đường vào ngõ 3"), at=AT, today=TODAY) == own
    )
    assert steps(meeting)[steps(meeting).index("C6") - 1] == ""
    remove_item(actor=ACTOR, meeting=meeting, item=own.public_id, at=AT)
    remove_item(actor=ACTOR, meeting=meeting, item=item(meeting, "O1").public_id, at=AT)
    with pytest.raises(PrepareRefused, match="Bước bắt buộc"):
        remove_item(actor=ACTOR, meeting=meeting, item=item(meeting, "C2").public_id, at=AT)


def test_two_people_writing_an_item_see_both(cell: Organisation) -> None:
    meeting = plan(cell)
    row = item(meeting, "C2")
    said = {"actor": ACTOR, "meeting": meeting, "item": row.public_id, "at": AT, "today": TODAY}
    change_item(draft=ItemDraft("Đánh giá", content="Bản một"), version=0, **said)  # type: ignore[arg-type]
    with pytest.raises(AgendaConflict) as conflict:
        change_item(draft=ItemDraft("Đánh giá", content="Bản hai"), version=0, **said)  # type: ignore[arg-type]
    assert conflict.value.theirs.content == "Bản một"
    change_item(draft=ItemDraft("Đánh giá", content="Bản hai"), version=1, **said)  # type: ignore[arg-type]
    assert item(meeting, "C2").content == "Bản hai"
    with pytest.raises(PrepareRefused, match="không thuộc chi bộ"):
        change_item(draft=ItemDraft("Đánh giá", presenter=make.member().pk), version=2, **said)  # type: ignore[arg-type]


def paper(meeting: Meeting, title: str, text: str = "Toàn văn") -> MeetingPaper:
    return add_paper(actor=ACTOR, meeting=meeting, title=title, text=text, file=None, at=AT, today=TODAY)


def test_calling_publishes_the_papers_and_measures_the_notice(cell: Organisation) -> None:
    meeting = plan(cell, planned_on=date(2026, 11, 22), theme="Chuyển đổi số")
    paper(meeting, "Dự thảo nghị quyết")
    call_meeting(actor=ACTOR, meeting=meeting, at=AT, today=TODAY)
    found = preparation(ACTOR, meeting.public_id, today=TODAY)
    assert (found.meeting.stage, found.meeting.papers_on) == (Stage.CALLED, TODAY)
    assert found.notice == (2, 1)
    assert MeetingPaper.objects.get(meeting=meeting).published_at == AT
    line = Entry.objects.get(event="MeetingCalled")
    assert '"papers":1' in line.payload
    assert '"before":2' in line.payload
    call_meeting(actor=ACTOR, meeting=meeting, at=AT, today=TODAY)
    assert Entry.objects.filter(event="MeetingCalled").count() == 1, "called once"
    late = add_paper(
        actor=ACTOR, meeting=meeting, title="Muộn", text="x", file=None, at=AT, today=date(2026, 11, 22)
    )
    assert late.published_at is not None
    assert not preparation(ACTOR, meeting.public_id, today=TODAY).notice.kept  # type: ignore[union-attr]


def test_a_call_says_what_is_missing(cell: Organisation) -> None:
    meeting = plan(cell, place="", kind=Kind.COMBINED)
    with pytest.raises(PlanRefused) as refused:
        call_meeting(actor=ACTOR, meeting=meeting, at=AT, today=TODAY)
    assert refused.value.faults[""] == "Chưa triệu tập được, còn thiếu: địa điểm, tên chuyên đề."


def test_papers_come_and_go_and_secrets_stay_out(cell: Organisation) -> None:
    meeting = plan(cell)
    one = paper(meeting, "Công văn 12")
    assert paper(meeting, "Công văn 12") == one, "sent twice, kept once"
    with pytest.raises(DocumentRefused):
        paper(meeting, "Kế hoạch (Mật)")
    with pytest.raises(PrepareRefused, match="Dán nội dung"):
        paper(meeting, "Trống", "")
    remove_paper(actor=ACTOR, meeting=meeting, paper=one.public_id, at=AT)
    assert not MeetingPaper.objects.exists()


def test_it_is_put_off_with_consent_and_stays_prepared(cell: Organisation) -> None:
    meeting = plan(cell, planned_on=date(2026, 11, 28))

    def put_off(**more: object) -> Meeting:
        said: dict[str, object] = {"later": True, "reason": "", "consent": "", "planned_on": None, **more}
        return put_off_meeting(actor=ACTOR, meeting=meeting, at=AT, today=TODAY, **said)  # type: ignore[arg-type]

    with pytest.raises(PlanRefused) as refused:
        put_off(planned_on=date(2026, 11, 30))
    assert "ý kiến cấp ủy" in refused.value.faults["consent"]
    with pytest.raises(PlanRefused):
        put_off(later=False)
    made = put_off(planned_on=date(2026, 11, 30), consent="Đảng ủy đồng ý 19/11")
    assert (made.status, made.stage, made.place) == (Status.POSTPONED, Stage.PLANNED, "Nhà văn hóa")
    assert steps(made)
    assert put_off(later=False, reason="Bão").status == Status.NOT_HELD


def test_nothing_is_prepared_any_more_once_it_is_in_session(cell: Organisation) -> None:
    meeting = plan(cell)
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.IN_SESSION)
    with pytest.raises(WrongStage):
        paper(meeting, "Muộn")
    with pytest.raises(WrongStage):
        move_item(actor=ACTOR, meeting=meeting, item=item(meeting, "O2").public_id, up=True, at=AT)


def test_collisions_are_counted_and_nobody_is_named(cell: Organisation) -> None:
    commune = Organisation.objects.get(kind="grassroots_committee")
    other = make.organisation(OrganisationKind.CELL, commune)
    make.settle(other)
    meeting = plan(cell, planned_on=date(2026, 11, 28))
    day, evening = date(2026, 11, 28), time(19, 30)
    hold(other, "Người Số 1")
    assert collisions(cell, day, evening, without=meeting.pk).members == 0
    make.meeting(other, 202611, status=Status.PLANNED, planned_on=day, planned_time=time(20))
    assert collisions(cell, day, evening, without=meeting.pk).members == 1
    assert collisions(cell, day, time(8), without=meeting.pk).members == 0


def test_two_meetings_of_the_cell_on_one_evening_are_told_and_not_refused(cell: Organisation) -> None:
    day, evening = date(2026, 11, 28), time(19, 30)
    regular = plan(cell, planned_on=day, planned_time=evening)
    assert collisions(cell, day, evening, without=regular.pk).own == ()
    said = {"kind": Kind.THEMATIC, "theme": "Số hóa", "counted_for": 202611, "planned_on": day}
    theme = plan(cell, "k2", planned_time=time(20), **said)
    assert collisions(cell, day, evening, without=regular.pk).own == (theme,)
    assert collisions(cell, day, time(20), without=theme.pk) == Collisions(0, (regular,))
    assert collisions(cell, day, time(8), without=theme.pk).own == ()
    assert collisions(cell, date(2026, 11, 29), evening, without=theme.pk).own == ()
    put_off_meeting(
        actor=ACTOR, meeting=theme, later=False, reason="", consent="", planned_on=None, at=AT, today=TODAY
    )  # fmt: skip
    assert collisions(cell, day, evening, without=regular.pk).own == (), "it is not held"


def test_a_meeting_joined_elsewhere_is_one_of_the_cells_own(cell: Organisation) -> None:
    host = make.organisation(OrganisationKind.CELL, Organisation.objects.get(kind="grassroots_committee"))
    day = date(2026, 11, 28)
    joined = make.meeting(host, 202611, status=Status.PLANNED, planned_on=day, planned_time=time(19))
    assert collisions(cell, day, time(19, 30)).own == ()
    JointCell.objects.create(meeting=joined, cell=cell)
    assert collisions(cell, day, time(19, 30)).own == (joined,)


def test_a_theme_moved_to_another_month_counts_there(cell: Organisation) -> None:
    entry = PlanEntry.objects.create(cell=cell, month=202611, kind=Kind.THEMATIC, theme="Số hóa")
    said = {"kind": Kind.THEMATIC, "theme": "Số hóa", "counted_for": 202611}
    meeting = plan(cell, planned_on=date(2026, 11, 28), **said)
    assert meeting.counted_for == 202611
    draft, seen = plan_of(meeting), mark_of(plan_of(meeting))
    moved = replace(draft, planned_on=date(2026, 12, 5))
    change_plan(actor=ACTOR, meeting=meeting, draft=moved, seen=seen, at=AT, today=TODAY)
    meeting.refresh_from_db()
    entry.refresh_from_db()
    assert (meeting.counted_for, entry.month, entry.planned_on) == (202612, 202612, date(2026, 12, 5))
    put_off_meeting(
        actor=ACTOR, meeting=meeting, later=True, reason="", consent="Đảng ủy đồng ý",
        planned_on=date(2027, 1, 9), at=AT, today=TODAY,
    )  # fmt: skip
    meeting.refresh_from_db()
    entry.refresh_from_db()
    assert (meeting.counted_for, entry.month) == (202701, 202701)


def test_a_regular_meeting_moved_past_the_months_end_stays_of_its_month(cell: Organisation) -> None:
    meeting = plan(cell, counted_for=202611, planned_on=date(2026, 11, 28))
    moved = replace(plan_of(meeting), planned_on=date(2026, 12, 2))
    change_plan(
        actor=ACTOR, meeting=meeting, draft=moved, seen=mark_of(plan_of(meeting)), at=AT, today=TODAY
    )  # fmt: skip
    meeting.refresh_from_db()
    assert (meeting.counted_for, meeting.planned_on) == (202611, date(2026, 12, 2))


def test_a_secretary_of_elsewhere_finds_no_such_meeting(cell: Organisation) -> None:
    from tests.access.support import actor_with

    meeting = plan(cell)
    other = make.organisation(OrganisationKind.CELL, make.organisation(OrganisationKind.GRASSROOTS_COMMITTEE))
    make.settle(other)
    with pytest.raises(LookupError):
        preparation(
            actor_with(Role.SECRETARY, other, valid_from=date(2024, 1, 1)), meeting.public_id, today=TODAY
        )
