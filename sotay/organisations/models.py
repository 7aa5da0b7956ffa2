"""The tree of organisations over time: every name, link and class is dated."""

from typing import Self

from django.db import models
from django.db.models import Q

from sotay.core.actor import Actor
from sotay.core.ids import new_public_id
from sotay.core.spans import DatedModel, span_is_forward
from sotay.core.tree import reached, within
from sotay.organisations.choices import Block, CellType, Change, Kind


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Words of the tree."""

    def visible_to(self, actor: Actor, permission: str) -> Self:
        """Only what the actor's grants reach, by today's place in the tree. Fails closed."""
        return self.filter(reached(actor.reaches_of(permission)))

    def at_or_below(self, path: str) -> Self:
        """By today's place in the tree."""
        return self.filter(within(path))

    def existing_on(self, day: object) -> Self:
        """Founded and not yet dissolved on that day (indicators.md, definition 3)."""
        return self.filter(founded_on__lte=day).filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day))


class Organisation(models.Model):
    """Any node of the tree. Exists on the half-open span founded_on–dissolved_on."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    code = models.CharField("mã tổ chức", max_length=40, unique=True)
    kind = models.CharField("loại tổ chức", max_length=24, choices=Kind.choices)
    seat = models.CharField("địa danh", max_length=80, blank=True)
    founded_on = models.DateField("ngày thành lập")
    dissolved_on = models.DateField("ngày kết thúc", null=True, blank=True)
    decision = models.CharField("số quyết định", max_length=80, blank=True)
    official_order = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=120, default="", db_index=True, editable=False)
    """Today's place (the last one, once dissolved): what rights are decided on. Derived."""

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=models.F("founded_on")),
                name="organisation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.code


class OrganisationLink(DatedModel):
    """Under whom an organisation stands, for a span of days."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="links")
    parent = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="child_links")
    decision = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisation_link_once"),
            span_is_forward("organisation_link_forward"),
        ]


class OrganisationName(DatedModel):
    """The organisation's name (Đảng bộ huyện …) and its leading organ's name (Huyện ủy …)."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="names")
    name = models.CharField("tên tổ chức", max_length=200)
    organ_name = models.CharField("tên cấp ủy", max_length=200, blank=True)
    sort_key = models.CharField(max_length=450, editable=False, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisation_name_once"),
            span_is_forward("organisation_name_forward"),
        ]


class OrganisationClass(DatedModel):
    """Block (of a grassroots organisation) and cell type, for a span of days."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="classes")
    block = models.CharField("khối", max_length=12, choices=Block.choices, blank=True)
    cell_type = models.CharField("loại hình chi bộ", max_length=12, choices=CellType.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisation_class_once"),
            span_is_forward("organisation_class_forward"),
        ]


class OrganisationPath(DatedModel):
    """Derived: the place in the tree and the block in force, for a span of days."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="paths")
    path = models.CharField(max_length=120)
    block = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisation_path_once"),
            span_is_forward("organisation_path_forward"),
        ]
        indexes = [models.Index(fields=["path", "valid_from"], name="organisation_path_place")]


class Succession(models.Model):
    """One organisation goes over into another on a day, by a decision.

    `takes_over` is meaningful for splits: the decision names the one successor that takes
    over the month and quarter of the change (indicators.md, definition 4).
    """

    predecessor = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="successions_out"
    )
    successor = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="successions_in")
    on = models.DateField("ngày")
    change = models.CharField(max_length=12, choices=Change.choices)
    takes_over = models.BooleanField(default=False)
    decision = models.CharField("số quyết định", max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=models.F("successor")), name="succession_of_two"),
        ]
