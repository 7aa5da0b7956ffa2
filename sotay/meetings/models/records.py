"""Meetings of cells, who was expected with what right, what was done, and monthly counts."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.tree import reached
from sotay.meetings.choices import (
    Basis,
    CheckIn,
    CountHeld,
    Kind,
    Mode,
    ReasonClass,
    Source,
    Stage,
    State,
    Status,
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words of meetings."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Meetings of cells that the actor's grants reach, jointly held ones included. Fails closed."""
        condition = reached(actor.reaches_of(permission), "cell__path")
        joined = JointCell.objects.filter(condition, meeting=OuterRef("pk"))
        return self.filter(condition | Exists(joined))


class Meeting(models.Model):
    """One meeting. It counts for `counted_for` (yyyymm), also when held late.

    `also_for`: a second month met by the same meeting, when the superior's consent to join the
    months (gộp) is recorded; steps, attendance and theme then count once, in the first.
    `papers_on`: the day the papers went out to the members. `entered_at`, `entered_by_id` (account):
    the first recording by hand; `form_key`: the form it came by, so that sending it twice records once.
    `stage`: the last of its moves (0: it came by a spreadsheet and has none); the moves are the truth.
    `live_version` grows with whatever other devices at the meeting should see. `check_in`: whether members
    check themselves in by the code on the screen (off unless switched on).
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    code = models.CharField("mã buổi", max_length=40, blank=True)
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=9, choices=Status.choices)
    counted_for = models.PositiveIntegerField("tháng tính")
    also_for = models.PositiveIntegerField("tháng gộp", null=True, blank=True)
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    held_on = models.DateField("ngày sinh hoạt", null=True, blank=True)
    started_at = models.TimeField("bắt đầu", null=True, blank=True)
    ended_at = models.TimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=120, blank=True)
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.IN_PERSON)
    theme = models.CharField("chuyên đề", max_length=300, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    consent = models.CharField("ý kiến cấp ủy", max_length=120, blank=True)
    rule_set = models.CharField(max_length=20, blank=True)
    papers_on = models.DateField("ngày gửi tài liệu", null=True, blank=True)
    roll_recorded = models.BooleanField(default=False)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.ENTRY)
    entered_at = models.DateTimeField(null=True, editable=False)
    entered_by_id = models.BigIntegerField(null=True, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)
    stage = models.PositiveSmallIntegerField(choices=[(0, "–"), *Stage.choices], default=0, editable=False)
    planned_time = models.TimeField("giờ dự kiến", null=True, blank=True)
    topic = models.ForeignKey("meetings.Topic", models.SET_NULL, null=True, blank=True, related_name="+")
    chair = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    minute_taker = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode_reason = models.CharField("lý do sinh hoạt trực tuyến", max_length=200, blank=True)
    check_in = models.BooleanField("tự điểm danh", default=False)
    live_version = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.HELD) | Q(held_on__isnull=False), name="held_meeting_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(also_for__isnull=True)
                | (Q(also_for__gt=models.F("counted_for")) & ~Q(consent="")),
                name="joined_months_need_consent",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.POSTPONED) | ~Q(consent=""), name="postponed_needs_consent"
            ),
            models.UniqueConstraint(fields=["cell", "code"], condition=~Q(code=""), name="meeting_code_once"),
            models.UniqueConstraint(
                fields=["entered_by_id", "form_key"], condition=~Q(form_key=""), name="meeting_form_once"
            ),
        ]
        indexes = [models.Index(fields=["cell", "counted_for"], name="meeting_cell_month")]


class JointCell(models.Model):
    """Another cell that takes part in a meeting held jointly; it counts for each of them."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="joint_cells")
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "cell"], name="joint_cell_once")]


class MeetingStep(models.Model):
    """A step with its mark: done, or skipped with a reason. No row: no mark."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="steps")
    code = models.CharField(max_length=4)
    done = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "code"], name="meeting_step_once")]


class Attendance(models.Model):
    """The snapshot of one person at one meeting, as at the day held, and how it turned out.

    `expected` follows from `basis`; one who came without being expected is kept with
    `expected` false: noted, not counted. `votes`: official and not temporary. `reason_class`: of an
    excused absence, printed in neutral words. `way`: how the presence came to be recorded.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="attendances")
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="attendances")
    basis = models.CharField(max_length=12, choices=Basis.choices)
    expected = models.BooleanField()
    votes = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, blank=True)
    reason_class = models.CharField(max_length=7, choices=ReasonClass.choices, blank=True)
    arrived_at = models.TimeField("đến lúc", null=True, blank=True)
    left_at = models.TimeField("về lúc", null=True, blank=True)
    way = models.CharField(max_length=6, choices=CheckIn.choices, blank=True)
    checked_at = models.DateTimeField(null=True, editable=False)
    sitting = models.ForeignKey("meetings.Sitting", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]


class CellMonthCount(models.Model):
    """The counts that a cell reported of a month: the other way in (indicators.md, definition 11).

    `late`: held, but after the month's end. `consent`: the superior's, for a month joined with the one
    before. `entered_at`, `entered_by_id` (account): the last recording by hand.
    """

    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    month = models.PositiveIntegerField("tháng")
    held = models.CharField(max_length=6, choices=CountHeld.choices)
    expected = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    excused = models.PositiveIntegerField(null=True, blank=True)
    unexcused = models.PositiveIntegerField(null=True, blank=True)
    steps_complete = models.BooleanField(null=True, blank=True)
    theme_held = models.BooleanField(null=True, blank=True)
    late = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    consent = models.CharField(max_length=120, blank=True)
    entered_at = models.DateTimeField(null=True, editable=False)
    entered_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month"], name="cell_month_count_once")]
