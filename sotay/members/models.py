"""Members: who they are, their status over time, where they belong, and their posts."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.spans import DatedModel, span_is_forward
from sotay.core.tree import reached
from sotay.members.choices import ExemptionGround, IdentifierKind, Post, Sex, Status


class MemberQuerySet(models.QuerySet["Member"]):
    """Words of the register."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Members whose present official cell the actor's grants reach. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission), "home__path"))


class Member(models.Model):
    """A person in the register. `home` repeats the present official cell, for rights and lists."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    search_name = models.CharField(max_length=120, db_index=True, editable=False, default="")
    sort_key = models.CharField(max_length=400, db_index=True, editable=False, default="")
    sex = models.CharField("giới tính", max_length=6, choices=Sex.choices, blank=True)
    born_on = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    home = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    account = models.OneToOneField(
        "accounts.Account", models.SET_NULL, null=True, blank=True, related_name="member"
    )

    objects = MemberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id


class MemberIdentifier(DatedModel):
    """A number by which a member is known. Numbers change, so several may stand side by side."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind.choices)
    number = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="member_identifier_once"),
            span_is_forward("member_identifier_forward"),
        ]


class MemberStatus(DatedModel):
    """Probationary, official, or the end of membership, from a day on."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=14, choices=Status.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "valid_from"], name="member_status_once"),
            span_is_forward("member_status_forward"),
        ]


class OfficialPlace(DatedModel):
    """The cell where the member officially belongs and is counted.

    Between two places the member is counted at the sender until the receiver accepts
    (indicators.md, definition 9): `valid_from` is the day of acceptance.
    """

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="places")
    cell = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "valid_from"], name="official_place_once"),
            span_is_forward("official_place_forward"),
        ]
        indexes = [models.Index(fields=["cell", "valid_from"], name="official_place_cell")]


class TemporaryPlace(DatedModel):
    """A member away for a time: expected at `cell`, or outside the system when there is none."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="temporary_places")
    cell = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "valid_from"], name="temporary_place_once"),
            span_is_forward("temporary_place_forward"),
        ]


class Exemption(DatedModel):
    """Exempt from work and meetings of the cell, by its resolution; not expected at meetings."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="exemptions")
    ground = models.CharField(max_length=12, choices=ExemptionGround.choices)
    decision = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "valid_from"], name="exemption_once"),
            span_is_forward("exemption_forward"),
        ]


class Position(DatedModel):
    """A post held in an organisation for a term."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="positions")
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="positions")
    post = models.CharField(max_length=18, choices=Post.choices)
    term = models.CharField("nhiệm kỳ", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organisation", "post", "valid_from"], name="position_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="position_forward"
            ),
        ]


class LookupReason(models.Model):
    """Why somebody looked for names beyond the cells whose names they see anyway; for one sitting."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    text = models.CharField("lý do", max_length=300)
    stated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
