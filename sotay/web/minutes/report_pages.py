"""Page data of a monthly report, in words."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import month_of, next_month, previous_month
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.minutes.operations.reporting import ReportDraft, draft_of, written
from sotay.minutes.queries.months import MonthFigures, ReportPage
from sotay.minutes.record import Heads
from sotay.reporting.meeting_papers import monthly_paper
from sotay.reporting.meeting_papers.gathering import desk_of
from sotay.reporting.meeting_papers.inputs import Month
from sotay.reporting.paper import Paper, Table
from sotay.web.lookup import name_on

OWN = frozenset({"official", "probationary"})


def paper_of(found: ReportPage, figures: MonthFigures) -> Paper:
    """The report laid out with those figures."""
    row = found.row
    sent_on = localtime(row.sent_at).date() if row is not None and row.sent_at else None
    said = draft_of(row) if row is not None else ReportDraft("", "")
    counted = {name: value for name, value in asdict(figures).items() if name not in OWN}
    month = Month(
        desk=desk_of(found.cell, sent_on or figures.as_at),
        number=f"{row.number:02}-BC/CB" if row is not None and row.number else "",
        issued_on=sent_on,
        month=found.month,
        all=Heads(figures.official, figures.probationary),
        confirmed=False,
        mood=said.mood,
        proposals=said.proposals,
        draft="" if sent_on else "DỰ THẢO",
        **counted,
    )
    return monthly_paper(month)


def differences(found: ReportPage) -> list[dict[str, str]]:
    """Rows whose result is another now than when the report was sent."""
    if found.told is None or found.told == found.now:
        return []
    then, now = _results(paper_of(found, found.told)), _results(paper_of(found, found.now))
    return [
        {"title": title, "then": then.get(title, "–"), "now": words}
        for title, words in now.items()
        if then.get(title) != words
    ]


def _results(paper: Paper) -> dict[str, str]:
    table = next((block for block in paper.blocks if isinstance(block, Table)), None)
    return {row[1].text: row[2].text for row in table.rows} if table else {}


def draft_words(draft: ReportDraft) -> str:
    """The two places as somebody else left them."""
    words = [("Tình hình tư tưởng", draft.mood), ("Đề xuất, kiến nghị", draft.proposals)]
    return "\n".join(f"{label}: {'(gạch bỏ)' if text is None else text}" for label, text in words)


def report_context(actor: Actor, found: ReportPage, *, today: date) -> dict[str, Any]:
    """The context of web/month_report.html."""
    cell, month = found.cell, found.month
    records = actor.may(Permission.MEETING_RECORD, cell)
    sent = found.row is not None and found.row.sent_at is not None
    address = "web:cell" if records else "web:organisation"
    later = next_month(month)
    sent_at = found.row.sent_at if found.row is not None else None
    return {
        "title": f"Báo cáo tháng {format_month_paper(month)}",
        "subtitle": name_on(cell, today),
        "back": {
            "url": reverse(address, args=[cell.public_id]),
            "label": "Tháng này" if records else "Chi bộ",
        },
        "paper": paper_of(found, found.told or found.now) if sent or records else None,
        "sent_on": format_date(localtime(sent_at).date()) if sent_at else "",
        "differences": differences(found),
        "written": found.row is not None and written(draft_of(found.row)),
        "may_write": records and not sent,
        "may_send": actor.may(Permission.MEETING_SEAL, cell) and not sent,
        "cell_id": cell.public_id,
        "month": month,
        "before": previous_month(month),
        "before_words": format_month_paper(previous_month(month)),
        "later": later if later <= month_of(today) else None,
        "later_words": format_month_paper(later),
    }
