"""The plain data of a report: figures with targets, names, and what persons wrote."""

from dataclasses import dataclass
from datetime import date

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import Period
from sotay.core.progress import Progress, silent
from sotay.core.spans import on_day
from sotay.facts.figures import Figure, FigureSet
from sotay.facts.queries import figures, load_counter
from sotay.members.models import Position
from sotay.organisations.choices import CELL_KINDS, Block
from sotay.organisations.models import Organisation
from sotay.organisations.queries import Names, child_blocks, names_of, superior_on
from sotay.programmes.queries import Written, review_texts
from sotay.programmes.rules import Programme, Target
from sotay.reporting.choices import ReportKind, SigningPost
from sotay.reporting.queries.months import Statistics, statistics
from sotay.reporting.review.outline import LETTER, Writing, writings_of
from sotay.reporting.rules import period_before


@dataclass(frozen=True, slots=True)
class Signer:
    """Who may sign on the report's date: the post, the name ("": no holder is recorded), the term.

    `key` is how the choice is kept: "deputy_secretary:12".
    """

    key: str
    post: str
    name: str
    term: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a report of one node and period rests on, as at its date.

    `shown` are the names on the report's date; `superior` is None for the highest organisation.
    `statistics` is there for figures of a month, quarter or year, None for reviews.
    """

    kind: ReportKind
    organisation: Organisation
    shown: Names
    superior: Names | None
    signers: tuple[Signer, ...]
    programme: Programme
    period: Period
    report_date: date
    figures: FigureSet
    child_blocks: dict[str, str]
    texts: dict[str, Written]
    statistics: Statistics | None = None

    @property
    def as_at(self) -> date:
        """The day on which stocks and verdicts stand (indicators.md, definition 8)."""
        return min(self.period.last_day, self.report_date)

    @property
    def is_cell(self) -> bool:
        """Whether the report is a cell's own."""
        return self.organisation.kind in CELL_KINDS

    @property
    def writings(self) -> tuple[Writing, ...]:
        """The places that a person writes, in the outline's order."""
        return writings_of(self.kind, cell=self.is_cell)

    @property
    def is_draft(self) -> bool:
        """While a place is neither written nor struck out the paper prints only as a draft."""
        return bool(self.open_places)

    @property
    def open_places(self) -> list[Writing]:
        """Places neither written nor struck out."""
        return [writing for writing in self.writings if not self._settled(writing.key)]

    def _settled(self, key: str) -> bool:
        written = self.texts.get(key)
        return written is not None and (written.struck or bool(written.text))

    @property
    def signer(self) -> Signer:
        """Who was chosen to sign; else the first who may."""
        chosen = self.texts.get(LETTER[0])
        found = next((s for s in self.signers if chosen and s.key == chosen.text), None)
        return found or self.signers[0]

    @property
    def draft_number(self) -> int:
        """DỰ THẢO LẦN n: as chosen, 1 to 9."""
        chosen = self.texts.get(LETTER[1])
        return int(chosen.text) if chosen and chosen.text in set("123456789") else 1

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
    """Gather an interim review. Requires REPORT_VIEW and FIGURES_VIEW at the organisation."""
    return gather(actor, organisation, ReportKind.INTERIM, programme, period, report_date=report_date)


def programme_of(kind: ReportKind, programme: Programme) -> str:
    """Under which programme a report's words are kept: figures speak of none."""
    return programme.code if kind.is_review else ""


def gather(
    actor: Actor,
    organisation: Organisation,
    kind: ReportKind,
    programme: Programme,
    period: Period,
    *,
    report_date: date,
    tell: Progress = silent,
) -> Review:
    """Gather a report of any kind. Requires REPORT_VIEW and FIGURES_VIEW at the organisation. `tell`: how far
    it has come."""
    actor.require(Permission.REPORT_VIEW, organisation)
    above = superior_on(organisation, report_date) or superior_on(organisation, period.last_day)
    tell(f"Đọc bản ghi của {len(period.months)} tháng", 0, 1)
    counter = load_counter(organisation, period, report_date=report_date)
    more = None
    if not kind.is_review:
        tell("Tính kỳ trước để so sánh", 0, 1)
        before = figures(actor, organisation, period_before(period), report_date=report_date)
        more = statistics(counter, before)
    return Review(
        kind=kind,
        organisation=organisation,
        shown=names_of(organisation, report_date),
        superior=names_of(above, report_date) if above else None,
        signers=_signers(organisation, report_date),
        programme=programme,
        period=period,
        report_date=report_date,
        child_blocks=child_blocks(organisation, min(period.last_day, report_date)),
        figures=figures(actor, organisation, period, report_date=report_date, counter=counter, tell=tell),
        texts=review_texts(actor, organisation, programme_of(kind, programme), period, report=kind.value),
        statistics=more,
    )


def _signers(organisation: Organisation, day: date) -> tuple[Signer, ...]:
    """Holders of the posts that sign, on the day; a post without a recorded holder may sign too, its
    name is written by hand."""
    held = Position.objects.filter(on_day(day), organisation=organisation, post__in=SigningPost.values)
    rows = [
        Signer(f"{p.post}:{p.member_id}", SigningPost(p.post).label, p.member.full_name, p.term)
        for p in held.select_related("member").order_by("valid_from", "pk")
    ]
    found: list[Signer] = []
    for post in SigningPost:
        holders = [row for row in rows if row.post == post.label]
        found += holders or [Signer(f"{post}:", post.label, "", "")]
    return tuple(found)
