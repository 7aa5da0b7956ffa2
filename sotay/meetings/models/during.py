"""During a meeting: agenda, sittings by group, guests, opinions."""

from django.db import models
from django.db.models import Q

from sotay.core.ids import new_public_id
from sotay.meetings.choices import ItemState, OpinionWay


class Sitting(models.Model):
    """A sitting of one group (tổ đảng) of a large cell; attendance and votes of all sittings add up."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="sittings")
    name = models.CharField("tổ đảng", max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    held_on = models.DateField(null=True, blank=True)
    started_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="sitting_once")]


class AgendaItem(models.Model):
    """One item of the agenda, in order of `position`. `step`: the step of the procedure that it fulfils
    ("" for the cell's own items); a step stands once.

    `content`: what was presented; `conclusion`: the chair's. `version` grows with each change of the texts,
    so that two people editing one text lose nothing silently. `begun_at`: when the chair came to it;
    `by_itself`: its mark was set by itself, not along with all that was left.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=4, blank=True)
    title = models.CharField("nội dung", max_length=200)
    presenter = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    presenter_words = models.CharField("người trình bày", max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField("số phút dự kiến", null=True, blank=True)
    content = models.TextField("nội dung đã trình bày", blank=True, max_length=20000)
    conclusion = models.TextField("kết luận của chủ trì", blank=True, max_length=8000)
    state = models.CharField(max_length=7, choices=ItemState.choices, blank=True)
    reason = models.CharField("lý do bỏ", max_length=200, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    by_itself = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "step"], condition=~Q(step=""), name="agenda_step_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.SKIPPED) | ~Q(reason=""), name="skipped_item_has_its_reason"
            ),
        ]


class Guest(models.Model):
    """Somebody who attends without belonging to the cell. `delegate`: sent by the superior."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="guests")
    name = models.CharField("họ và tên", max_length=120)
    post = models.CharField("chức vụ, đơn vị", max_length=160, blank=True)
    delegate = models.BooleanField("đại biểu cấp trên", default=False)


class Opinion(models.Model):
    """What somebody said, by name: typed, pasted, sent before, or a photo of the handwritten book beside
    the text. `reserved`: a minority opinion that its speaker keeps (ý kiến bảo lưu)."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="opinions")
    item = models.ForeignKey(
        "meetings.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="opinions"
    )
    speaker = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.ForeignKey("meetings.Guest", models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField("ý kiến", blank=True, max_length=8000)
    reserved = models.BooleanField(default=False)
    way = models.CharField(max_length=6, choices=OpinionWay.choices, default=OpinionWay.TYPED)
    photo = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    entered_at = models.DateTimeField()
    entered_by_id = models.BigIntegerField(null=True, editable=False)
    form_key = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) ^ Q(guest__isnull=False), name="opinion_has_one_speaker"
            ),
            models.UniqueConstraint(
                fields=["entered_by_id", "form_key"], condition=~Q(form_key=""), name="opinion_form_once"
            ),
        ]


class SpeakerTurn(models.Model):
    """Somebody asked to speak: waits in order of asking, is called (`begun_at`), has spoken or drew back
    (`ended_at`). One waits once, and one speaks at a time. `by_self`: asked on their own device."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="turns")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.ForeignKey("meetings.Guest", models.CASCADE, null=True, blank=True, related_name="+")
    by_self = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False) ^ Q(guest__isnull=False), name="turn_has_one_speaker"
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(ended_at__isnull=True), name="member_waits_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "guest"], condition=Q(ended_at__isnull=True), name="guest_waits_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(begun_at__isnull=False, ended_at__isnull=True),
                name="one_speaks_at_a_time",
            ),
        ]


class RollBefore(models.Model):
    """The roll of one cell as it stood before its last confirmation: what the one undo restores.

    `lines`: one a person: [member id, basis, expected, votes, state, way, arrived, left] (times hh:mm or
    ""); no reasons. `recorded`: the meeting's `roll_recorded` then. Gone once it was used.
    """

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="+")
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    lines = models.JSONField(default=list)
    recorded = models.BooleanField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "cell"], name="roll_before_once")]
