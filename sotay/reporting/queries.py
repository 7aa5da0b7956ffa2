"""The plain data of a review: figures with targets, names, and what persons wrote."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import Period
from sotay.core.spans import on_day
from sotay.facts.figures import Figure, FigureSet
from sotay.facts.queries import figures
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.organisations.choices import Block
from sotay.organisations.models import Organisation
from sotay.organisations.queries import Names, child_blocks, names_of, superior_on
from sotay.programmes.queries import Written, review_texts
from sotay.programmes.rules import Programme, Target


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a review of one node, programme and period rests on, as at its date.

    `shown` are the names on the report's date; `superior` is None for the highest organisation.
    """

    organisation: Organisation
    shown: Names
    superior: Names | None
    secretary: str
    programme: Programme
    period: Period
    report_date: date
    figures: FigureSet
    child_blocks: dict[str, str]
    texts: dict[str, Written]

    @property
    def as_at(self) -> date:
        """The day on which stocks and verdicts stand (indicators.md, definition 8)."""
        return min(self.period.last_day, self.report_date)

    def find(self, code: str, **scope: str | int) -> Figure | None:
        """A figure of exactly that scope."""
        return self.figures.find(code, **scope)

    def target_of(self, code: str) -> Target | None:
        """The programme's aim for an indicator."""
        return self.programme.target_of(code)

    @property
    def blocks(self) -> list[str]:
        """Blocks that have organisations or figures here, in the order of the official list."""
        present = {f.scope["block"] for f in self.figures.figures if set(f.scope) == {"block"}}
        return [b for b in Block.values if b in present]


def review(
    actor: Actor, organisation: Organisation, programme: Programme, period: Period, *, report_date: date
) -> Review:
    """Gather a review. Requires REPORT_VIEW and FIGURES_VIEW at the organisation."""
    actor.require(Permission.REPORT_VIEW, organisation)
    above = superior_on(organisation, report_date) or superior_on(organisation, period.last_day)
    return Review(
        organisation=organisation,
        shown=names_of(organisation, report_date),
        superior=names_of(above, report_date) if above else None,
        secretary=_secretary(organisation, report_date),
        programme=programme,
        period=period,
        report_date=report_date,
        child_blocks=child_blocks(organisation, min(period.last_day, report_date)),
        figures=figures(actor, organisation, period, report_date=report_date),
        texts=review_texts(actor, organisation, programme.code, period),
    )


def _secretary(organisation: Organisation, day: date) -> str:
    """The secretary's name on the day, or nothing when no term is recorded."""
    position = (
        Position.objects.filter(on_day(day), organisation=organisation, post=Post.SECRETARY)
        .select_related("member")
        .first()
    )
    return position.member.full_name if position else ""
