"""Every figure of a node and period out of the recount: flows, verdicts and stocks in every scope."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from tests.facts.raw import Raw, covers
from tests.facts.recount import (
    CELLS,
    GRASSROOTS,
    UNITS,
    Key,
    Month,
    Own,
    Recount,
    Row,
    Scope,
    end_of,
    months_of,
    quarter_of,
    scopes,
    tally,
)


class Refigures:
    """What `figures()` must say of a node over whole months `first`…`last`, both included."""

    def __init__(self, raw: Raw, node: int, first: Month, last: Month, report_date: date) -> None:
        self.raw, self.node, self.report_date = raw, node, report_date
        self.recount = Recount(raw, report_date)
        self.months = [
            (year, number)
            for year in range(first[0], last[0] + 1)
            for number in range(1, 13)
            if first <= (year, number) <= last
        ]
        quarters = dict.fromkeys(quarter_of(m) for m in self.months)
        self.quarters = [q for q in quarters if set(months_of(q)) <= set(self.months)]
        # A part of the period that has not begun on the report's date has no column yet.
        self.years = sorted({y for y, n in self.months if date(y, n, 1) <= report_date})
        self.rows: dict[Key, Row] = {}
        self.left_out: dict[str, set[int]] = {}
        self._flows()
        for year in (None, *self.years):
            self._verdicts(year)
            self._stocks(year)

    def where(self, organisation: int, day: date, year: int | None) -> list[Scope]:
        """The scopes of what happened to an organisation, by its place on a day; none elsewhere."""
        child = self.recount.child(self.node, organisation, day)
        if child is None:
            return []
        block = self.recount.block(organisation, day)
        return list(scopes(block=block, organisation=self.raw.codes[child], year=year))

    def _flows(self) -> None:
        """Definitions 8, 12, 13: months by the month's last day, quarters by the quarter's."""
        counts: dict[Scope, Counter] = {frozenset(): Counter()}
        counts |= {frozenset({("year", year)}): Counter() for year in self.years}
        for cell in self.recount.cells():
            for month in self.months:
                if self.recount.due(cell, month):
                    own = self.recount.all_of(cell, month)
                    where = self.where(cell, end_of(month), month[0])
                    tally(counts, where, due=1, **vars(own))
            for quarter in self.quarters:
                if self.recount.due_quarter(cell, quarter):
                    known = self.recount.quarter_months(cell, quarter)
                    theme = any(own.theme for own in known)
                    tally(
                        counts,
                        self.where(cell, end_of(months_of(quarter)[2]), quarter[0]),
                        quarters=1,
                        themes=int(theme),
                        known_quarters=int(theme or all(own.recorded for own in known)),
                    )
        for scope, n in counts.items():
            self._flow_rows(scope, n)

    def _flow_rows(self, scope: Scope, n: Counter) -> None:
        months = (n["recorded"], n["due"])
        net = n["expected"] - n["excused"]
        rolls = (n["known"], n["held"])
        self.rows["meeting.regular", scope] = Row(n["met"], n["due"], months)
        self.rows["meeting.steps", scope] = Row(n["done"], n["held"], (n["marked"], n["held"]), months)
        themes = Row(n["themes"], n["quarters"], (n["known_quarters"], n["quarters"]))
        self.rows["meeting.thematic", scope] = themes
        self.rows["meeting.attendance", scope] = Row(n["present"], n["expected"], rolls, months)
        self.rows["meeting.attendance_net", scope] = Row(n["present"], net, rolls, months)
        self.rows["meeting.duration_ok", scope] = Row(
            n["lengthy"], n["timed"], (n["timed"], n["held"]), months
        )
        self.rows["task.assigned", scope] = Row(n["tasked"], n["working"], (n["led"], n["held"]), months)
        self.rows["task.done", scope] = Row(n["tasks_done"], n["tasks"], (n["tasks_told"], n["tasks"]))
        made, visits = n["visits_made"], n["visits"]
        self.rows["oversight.attended", scope] = Row(made, visits, (n["visits_told"], visits))
        asked = n["papers_asked"]
        self.rows["meeting.papers_ok", scope] = Row(
            n["papers_early"], asked, (n["papers_dated"], asked), months
        )

    def _part(self, year: int | None) -> tuple[list[Month], list[Month], date]:
        months = [m for m in self.months if year in (None, m[0])]
        quarters = [q for q in self.quarters if year in (None, q[0])]
        return months, quarters, min(end_of(months[-1]), self.report_date)

    def _verdicts(self, year: int | None) -> None:
        """Definitions 4 and 8: once a cell, under its place on the as-at day."""
        months, quarters, as_at = self._part(year)
        counts: dict[str, dict[Scope, Counter]] = defaultdict(dict)
        left_out: dict[str, set[int]] = defaultdict(set)
        for cell in self.recount.cells():
            where = [s for s in self.where(cell, as_at, year) if year is None or "year" in dict(s)]
            if not where or not self.recount.exists(cell, as_at):
                continue
            for code, verdict in self._judge(cell, months, quarters).items():
                if verdict is None:
                    left_out[code].add(cell)
                else:
                    tally(counts[code], where, value=verdict[0], known=int(verdict[1]), cells=1)
        whole: Scope = frozenset() if year is None else frozenset({("year", year)})
        for code in (*VERDICTS,):
            for scope, n in ({whole: Counter()} | counts[code]).items():
                self.rows[code, scope] = Row(n["value"], n["cells"], (n["known"], n["cells"]))
        if year is None:
            self.left_out = left_out

    def _judge(
        self, cell: int, months: list[Month], quarters: list[Month]
    ) -> dict[str, tuple[Fraction | int, bool] | None]:
        """Each verdict on a cell as (value, everything known); None when it must be left out."""
        line = self.recount.carries(cell)
        known = [self.recount.all_of(c, m) for c in line for m in months if self.recount.due(c, m)]
        themes = [
            self.recount.quarter_months(c, q)
            for c in line
            for q in quarters
            if self.recount.due_quarter(c, q)
        ]
        with_theme = [any(own.theme for own in quarter) for quarter in themes]
        total = Own()
        for own in known:
            for name in ("held", "marked", "done", "known", "expected", "present", "excused"):
                setattr(total, name, getattr(total, name) + getattr(own, name))
        net = total.expected - total.excused
        sure = [
            theme or all(own.recorded for own in quarter)
            for theme, quarter in zip(with_theme, themes, strict=True)
        ]
        return {
            REGULAR: (int(all(o.met for o in known)), all(o.recorded for o in known)) if known else None,
            THEMATIC: (int(all(with_theme)), all(sure)) if themes else None,
            STEPS: (int(total.done == total.held), total.marked == total.held) if total.held else None,
            MEAN: (Fraction(total.present, net), total.known == total.held) if net else None,
        }

    def _stocks(self, year: int | None) -> None:
        """Definitions 6, 8 and 9: organisations and members on the as-at day."""
        *_, day = self._part(year)
        counts: dict[str, dict[Scope, Counter]] = defaultdict(dict)
        own = [] if year is None else [("year", year)]
        for pk, row in self.raw.organisations.items():
            if self.recount.exists(pk, day):
                where = [s for s in self.where(pk, day, year) if year is None or "year" in dict(s)]
                for code, kinds in STOCKS.items():
                    if row.kind in kinds:
                        tally(counts[code], where, n=1)
        for member in self.raw.members:
            place = next((p for p in self.raw.places[member.pk] if covers(p, day)), None)
            status = next((s.status for s in self.raw.statuses[member.pk] if covers(s, day)), "")
            if place is None or status not in ("official", "probationary"):
                continue
            where = [s for s in self.where(place.cell_id, day, year) if year is None or "year" in dict(s)]
            for extra in self._member_scopes(member, status, day):
                tally(counts["member.total"], [s | extra for s in where], n=1)
        _hide_small_groups(counts["member.total"])
        for code in (*STOCKS, "member.total"):
            for scope, n in ({frozenset(own): Counter()} | counts[code]).items():
                self.rows[code, scope] = Row(n["n"], None)

    def _member_scopes(self, member: object, status: str, day: date) -> list[Scope]:
        found = [{}, {"status": status}]
        if any(covers(e, day) for e in self.raw.exemptions[member.pk]):
            found.append({"status": "exempt"})
        if member.sex:
            found.append({"sex": member.sex})
        if age := age_group(member.born_on, member.birth_year, day):
            found.append({"age": age})
        return [frozenset(f.items()) for f in found]


def _hide_small_groups(counts: dict[Scope, Counter]) -> None:
    """Groups under five members are not broken down by sex or age."""
    for scope in list(counts):
        around = frozenset(item for item in scope if item[0] not in ("sex", "age"))
        if around != scope and counts[around]["n"] < 5:
            del counts[scope]


REGULAR, THEMATIC = "meeting.regular_cells", "meeting.thematic_cells"
STEPS, MEAN = "meeting.steps_cells", "meeting.attendance_mean"
VERDICTS = (REGULAR, THEMATIC, STEPS, MEAN)
STOCKS = {
    "org.grassroots": GRASSROOTS,
    "org.grassroots_committees": {"grassroots_committee"},
    "org.grassroots_cells": {"grassroots_cell"},
    "org.cells": CELLS,
    "org.units": UNITS,
}
FLOWS = (
    "meeting.regular",
    "meeting.steps",
    "meeting.thematic",
    "meeting.attendance",
    "meeting.attendance_net",
)


def age_group(born_on: date | None, birth_year: int | None, day: date) -> str:
    """The age group on that day; a year of birth alone counts from 1 July."""
    if born_on is None and birth_year is None:
        return ""
    birth = born_on or date(birth_year, 7, 1)
    age = day.year - birth.year - (0 if (birth.month, birth.day) <= (day.month, day.day) else 1)
    for upper, group in ((30, "18-30"), (40, "31-40"), (50, "41-50"), (60, "51-60")):
        if age <= upper:
            return group
    return "61+"
