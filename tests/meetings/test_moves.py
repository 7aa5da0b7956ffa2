"""A meeting moves forward only, each move once; the database refuses what the rules forbid."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from sotay.core.actor import system_actor
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import Meeting, MeetingMove
from sotay.meetings.operations.moves import move_meeting
from sotay.meetings.rules.moves import WrongStage, require_stage
from sotay.organisations.choices import Kind
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
WHOLE = (
    Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED, Stage.ADOPTED, Stage.SEALED, Stage.FILED,
)  # fmt: skip


def planned() -> Meeting:
    return make.meeting(
        make.organisation(Kind.CELL), 202611, status=Status.PLANNED, planned_on=date(2026, 11, 3)
    )


def go(meeting: Meeting, *stages: Stage) -> None:
    for stage in stages:
        move_meeting(meeting, stage, actor=system_actor([]), at=AT)


def test_a_meeting_goes_the_whole_way_and_the_journal_tells_each_move() -> None:
    meeting = planned()
    go(meeting, *WHOLE)
    meeting.refresh_from_db()
    assert meeting.stage == Stage.FILED
    assert meeting.live_version == len(WHOLE)
    assert Entry.objects.filter(event="MeetingMoved", organisation_id=meeting.cell_id).count() == len(WHOLE)


def test_there_is_no_way_back_and_no_second_time() -> None:
    meeting = planned()
    go(meeting, Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED)
    for stage in (Stage.CALLED, Stage.IN_SESSION, Stage.CLOSED, Stage.SEALED):
        with pytest.raises(WrongStage):
            go(meeting, stage)


def test_a_meeting_written_down_afterwards_is_closed_at_once() -> None:
    meeting = planned()
    go(meeting, Stage.CLOSED)
    with pytest.raises(WrongStage):
        go(meeting, Stage.IN_SESSION)


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        (Stage.CALLED, Stage.IN_SESSION),  # backwards
        (Stage.CLOSED, Stage.CALLED),  # called was left once already
        (Stage.IN_SESSION, Stage.PLANNED),  # reached once already
        (Stage.PLANNED, 0),
    ],
)
def test_the_database_itself_refuses(stage: int, after: int) -> None:
    meeting = planned()
    go(meeting, Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingMove.objects.create(meeting=meeting, stage=stage, after=after, at=AT)


@pytest.mark.parametrize(
    ("stage", "wanted", "words"),
    [
        (Stage.FILED, (Stage.IN_SESSION, Stage.CLOSED), "chọn Ghi chú bổ sung"),
        (Stage.ADOPTED, (Stage.IN_SESSION, Stage.CLOSED), "Ghi thêm trước khi bế mạc rồi thông qua lại"),
        (Stage.CLOSED, (Stage.IN_SESSION,), "Sửa trước khi chốt"),
        (Stage.IN_SESSION, (Stage.PLANNED, Stage.CALLED), "ghi ngay tại buổi"),
        (Stage.CALLED, (Stage.PLANNED,), "đã gửi giấy mời rồi"),
        (Stage.CLOSED, (Stage.SEALED, Stage.FILED), "chưa chốt"),
        (Stage.CLOSED, (Stage.ADOPTED,), "ghi biểu quyết thông qua"),
        (Stage.IN_SESSION, (Stage.CLOSED, Stage.ADOPTED), "bế mạc ở trang Điều hành"),
        (Stage.CALLED, (Stage.IN_SESSION,), "mở buổi sinh hoạt trước"),
        (0, (Stage.CLOSED,), "ghi buổi đã sinh hoạt trước"),
    ],
)
def test_a_refusal_says_what_can_be_done_now(stage: int, wanted: tuple[Stage, ...], words: str) -> None:
    with pytest.raises(WrongStage, match=words):
        require_stage(stage, *wanted)
