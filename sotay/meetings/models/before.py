"""Before a meeting: the year's plan, topics, papers, replies, the cell committee's preparation."""

from typing import Self

from django.db import models
from django.db.models import Q

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.tree import reached
from sotay.meetings.choices import Answer, Decision, Kind, Mode, Origin, ReasonClass, State


class MeetingHabit(models.Model):
    """When and where a cell usually meets, so that the next meeting proposes itself.

    `rule`: "ngay:3" (the 3rd of the month) or "thu:5:1" (the first Friday: ISO weekday, which one; -1 the
    last). `open_invitation`: the text to paste into a messenger tells the agenda too (default: it does not).
    """

    cell = models.OneToOneField("organisations.Organisation", models.CASCADE, related_name="+")
    rule = models.CharField(max_length=12)
    time = models.TimeField("giờ")
    place = models.CharField("địa điểm", max_length=120, blank=True)
    open_invitation = models.BooleanField(default=False)


class Topic(models.Model):
    """A theme in the bank of topics of its owner. `shared`: cells beside and below the owner may use it."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    title = models.CharField("chuyên đề", max_length=300)
    outline = models.TextField("gợi ý nội dung", blank=True, max_length=8000)
    shared = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True, editable=False)


class PlanEntry(models.Model):
    """One month of the year's plan of a cell: which kind, on which day, with which theme."""

    cell = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    month = models.PositiveIntegerField("tháng")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    theme = models.CharField("chuyên đề", max_length=300, blank=True)
    topic = models.ForeignKey("meetings.Topic", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "month", "kind"], name="plan_entry_once"),
        ]


class Orientation(models.Model):
    """What a committee asks its cells to speak of in a month: orientation, and a paper to spread."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    month = models.PositiveIntegerField("tháng")
    title = models.CharField("tên", max_length=200)
    text = models.TextField("nội dung", blank=True, max_length=20000)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField()
    published_by_id = models.BigIntegerField(null=True, editable=False)


class MeetingPaper(models.Model):
    """A paper for a meeting: text to read or listen to, a file, or both. `published_at`: when members
    could first read it (the day-before rule is measured from it)."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="papers")
    title = models.CharField("tên tài liệu", max_length=200)
    text = models.TextField("nội dung", blank=True, max_length=60000)
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.CELL)
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    added_by_id = models.BigIntegerField(null=True, editable=False)


class Reply(models.Model):
    """A member's answer to the call: will come, or asks leave with a reason, which is then decided.

    `reason` (own words) is for the secretary alone and is deleted after a year; health and family reasons
    never reach the minutes (`ReasonClass.neutral`). `entered_by_id`: the account that wrote the answer down
    for a member without a phone; None: the member's own.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="replies")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer.choices)
    reason_class = models.CharField(max_length=7, choices=ReasonClass.choices, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    answered_at = models.DateTimeField()
    entered_by_id = models.BigIntegerField(null=True, editable=False)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="reply_once"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.LEAVE) | ~Q(reason_class=""), name="leave_has_its_reason"
            ),
        ]


class Reminder(models.Model):
    """The superior reminded a cell of its month; once a day is enough."""

    cell = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    month = models.PositiveIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "month", "day"], name="reminder_once_a_day")]


class CommitteeMeetingQuerySet(models.QuerySet["CommitteeMeeting"]):
    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Preparatory meetings of cells that the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "cell__path"))


class CommitteeMeeting(models.Model):
    """The cell committee's own meeting (họp chi ủy; without a committee: secretary and deputy) that
    prepares a meeting of the cell: evaluates last month, plans this one's tasks, agrees contents and draft.

    `to_vote`: what the cell is to be asked, a matter a line. `opinions`: of no one by name; by name they
    stand with the presences. `in_favour`: of those present, who agreed to the conclusion; None: not noted.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    meeting = models.OneToOneField(
        "meetings.Meeting", models.SET_NULL, null=True, blank=True, related_name="prepared_by"
    )
    counted_for = models.PositiveIntegerField("chuẩn bị cho tháng")
    held_on = models.DateField("ngày họp")
    started_at = models.TimeField("bắt đầu", null=True, blank=True)
    ended_at = models.TimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=120, blank=True)
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.IN_PERSON)
    chair = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    minute_taker = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    review = models.TextField("đánh giá tháng trước", blank=True, max_length=8000)
    agreed = models.TextField("nội dung thống nhất", blank=True, max_length=8000)
    opinions = models.TextField("ý kiến", blank=True, max_length=8000)
    plan = models.TextField("dự kiến nhiệm vụ", blank=True, default="", max_length=8000)
    to_vote = models.TextField("vấn đề xin ý kiến, biểu quyết", blank=True, default="", max_length=8000)
    conclusion = models.TextField("kết luận", blank=True, default="", max_length=8000)
    in_favour = models.PositiveSmallIntegerField("tán thành", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    entered_at = models.DateTimeField()
    entered_by_id = models.BigIntegerField(null=True, editable=False)

    objects = CommitteeMeetingQuerySet.as_manager()


class CommitteePresence(models.Model):
    """Who of the cell committee was there, and what they said."""

    meeting = models.ForeignKey("meetings.CommitteeMeeting", models.CASCADE, related_name="presences")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)
    opinion = models.TextField("ý kiến", blank=True, default="", max_length=8000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="committee_presence_once")]
