"""The map of children × months: a shape and a word in every place.

A child with one cell shows what that cell did, a committee how many of its cells did. A square opens the
records of its month, the row's name those of the year.
"""

from collections import Counter as Tallied
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sotay.core.period import last_day
from sotay.facts.drill import late_months
from sotay.facts.figures import Child
from sotay.facts.registry import Unit
from sotay.facts.rules.rollup import Counter, Flow
from sotay.facts.series import Grain
from sotay.web.figures.points import TOO_SMALL, Points, span_words
from sotay.web.templatetags.words import figure_counts, figure_value

FAR = 0.1
"""From so far below the aim on, a ratio is drawn as far from it."""
QUARTERS = tuple(range(1, 5))
MONTHS = tuple(range(1, 13))
ROMAN = ("I", "II", "III", "IV")
_REGULAR = {
    "ok": "đã sinh hoạt đủ",
    "warn": "có muộn hoặc còn thiếu",
    "hold": "hoãn, có ý kiến cấp ủy",
    "bad": "không sinh hoạt",
    "half": "chưa đủ số liệu",
    "none": "chưa có bản ghi",
}
_COUNTED = {
    "ok": "đủ",
    "warn": "còn thiếu",
    "bad": "không có",
    "half": "chưa đủ số liệu",
    "none": "chưa có bản ghi",
}
_PERSONS = {
    "ok": "đạt mục tiêu",
    "warn": "thiếu dưới 10 điểm %",
    "bad": "thiếu từ 10 điểm %",
    "hold": TOO_SMALL,
    "none": "chưa có số liệu",
}


@dataclass(frozen=True, slots=True)
class Heat:
    """What a map is drawn from. `joined`: (cell, month) met by a meeting that counts for two months:
    not late though held after the month."""

    points: Points
    counter: Counter
    joined: Collection[tuple[int, int]]

    @property
    def grain(self) -> Grain:
        """Months, or quarters for what counts by quarter."""
        return Grain.QUARTER if self.points.indicator.unit is Unit.QUARTERS else Grain.MONTH

    def spans(self, year: int) -> list[int]:
        """The months (quarters) of a year's row."""
        quarters = self.grain is Grain.QUARTER
        return [year * (10 if quarters else 100) + n for n in (QUARTERS if quarters else MONTHS)]

    def name(self, span: int) -> str:
        """The words of a month or quarter."""
        return span_words(self.points.window.period, self.grain, span)

    def years(self) -> list[int]:
        """Years with anything due, newest first."""
        spans = {span for _, span in self.points.flows(Grain.YEAR)}
        return sorted(spans, reverse=True)

    def words(self) -> dict[str, str]:
        """The word of each status."""
        code = self.points.indicator.code
        if code == "meeting.regular":
            return _REGULAR
        if code.startswith("meeting.attendance"):
            return _PERSONS if self.points.target is not None else _PERSONS | {"ok": "đã có số liệu"}
        return _COUNTED

    def table(self, children: Sequence[Child], year: int, links: Mapping[str, str]) -> dict[str, Any]:
        """What components/heat.html asks for; `links`: the address of each child's records, by segment."""
        spans, flows = self.spans(year), self.points.flows(self.grain, "child")
        late = self._late(spans)
        rows: list[dict[str, Any]] = []
        for child in children:
            cells = [self._cell(child, span, flows.get((child.segment, span)), late) for span in spans]
            rows.append({"label": child.name, "url": links.get(child.segment, ""), "cells": cells})
        found = {cell["status"] for row in rows for cell in row["cells"]}
        return {
            "head": "Tổ chức đảng",
            "columns": [{"label": _column(span), "full": self.name(span)} for span in spans],
            "rows": rows,
            "legend": [(s, w[:1].upper() + w[1:]) for s, w in self.words().items() if s in found],
        }

    def due_in(self, year: int) -> set[str]:
        """Children (their segments) of whom anything is due in the year."""
        return {child for child, span in self.points.flows(Grain.YEAR, "child") if span == year}

    def _late(self, spans: Sequence[int]) -> Tallied[tuple[str, int]]:
        """How many cells of each child met late, by month."""
        found: Tallied[tuple[str, int]] = Tallied()
        if self.points.indicator.code == "meeting.regular":
            for cell, month in late_months(self.counter, self.joined):
                place = self.counter.flow_place(cell, last_day(month)) if month in spans else None
                if place:
                    found[place[1], month] += 1
        return found

    def _cell(
        self, child: Child, span: int, flow: Flow | None, late: Mapping[tuple[str, int], int]
    ) -> dict[str, str]:
        about = self.points.indicator
        if flow is None or not about.due(flow):
            due = flow is not None and flow.due > 0  # a month without any meeting: nothing to look at
            return {"status": "none", "word": self._said(span, "none", ""), "url": ""} if due else _EMPTY
        figure = self.points.figure(flow, self.grain, span, child=child.public_id)
        if figure["reason"] == TOO_SMALL:
            return {"status": "hold", "word": self._said(span, "hold", ""), "url": ""}
        if about.code == "meeting.regular":
            status = _met(flow, late.get((child.segment, span), 0))
        elif about.code.startswith("meeting.attendance"):
            status = _against_aim(figure)
        else:
            status = _counted(about.numerator(flow), about.known(flow), about.due(flow))
        counts = f"{figure_value(figure)}, {figure_counts(figure)}" if figure["value"] is not None else ""
        return {"status": status, "word": self._said(span, status, counts), "url": figure["url"]}

    def _said(self, span: int, status: str, counts: str) -> str:
        return f"{self.name(span)}: {self.words()[status]}" + (f" ({counts})" if counts else "")


_EMPTY = {"status": "", "word": "", "url": ""}


def _column(span: int) -> str:
    return str(span % 100) if span > 99999 else ROMAN[span % 10 - 1]


def _met(flow: Flow, late: int) -> str:
    """Cells that met, of those due in the month."""
    if not flow.recorded:
        return "none"
    if flow.met == flow.due:
        return "warn" if late else "ok"
    if flow.recorded < flow.due:
        return "half"
    if flow.met + flow.postponed >= flow.due:
        return "hold"
    return "warn" if flow.met else "bad"


def _against_aim(figure: Mapping[str, Any]) -> str:
    """A ratio of persons: how far it stands from the aim; without an aim, whether it is known."""
    if figure["value"] is None:
        return "none"
    gap = figure["gap"]
    if gap is None or gap >= 0:
        return "ok"
    return "bad" if gap <= -FAR else "warn"


def _counted(done: int, known: int, due: int) -> str:
    """Meetings or quarters that have what is asked, of those that are due."""
    if done == due:
        return "ok"
    if known < due:
        return "half" if known else "none"
    return "warn" if done else "bad"
