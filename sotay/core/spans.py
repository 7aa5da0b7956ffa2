"""Half-open spans of days: `valid_from` counts, `valid_to` is the first day without."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db import models
from django.db.models import F, Q


class Span(Protocol):
    """Anything with a half-open span."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def holds_on(span: Span, day: date) -> bool:
    """Whether the span covers that day."""
    return span.valid_from <= day and (span.valid_to is None or day < span.valid_to)


def span_on[S: Span](spans: Iterable[S], day: date) -> S | None:
    """The span that covers the day, or None."""
    return next((span for span in spans if holds_on(span, day)), None)


def on_day(day: date, prefix: str = "") -> Q:
    """Database condition: the span (behind `prefix`, e.g. "links__") covers the day."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


class DatedModel(models.Model):
    """A row that is true for a half-open span of days."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def span_is_forward(name: str) -> models.CheckConstraint:
    """Constraint: a span ends after it begins."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )
