"""Page data of a monthly report, in words."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.period import format_month, month_of, next_month, previous_month
from sotay.core.vietnamese import format_date, format_month_paper
from sotay.minutes.operations.reporting import ReportDraft, draft_of, written
from sotay.minutes.queries.known import behind
from sotay.minutes.queries.months import ReportPage
from sotay.reporting.meeting_papers.month import report_paper
from sotay.reporting.paper import Block, Paper, Paragraph, Table
from sotay.web.lookup import name_on, organisation_url
from sotay.web.papers.links import link


def differences(found: ReportPage) -> list[dict[str, str]]:
    """Rows whose result is another now than when the report was sent."""
    if found.told is None or found.told == found.now:
        return []
    then, now = _results(report_paper(found, found.told)), _results(report_paper(found, found.now))
    return [
        {"title": title, "then": then.get(title, "–"), "now": words}
        for title, words in now.items()
        if then.get(title) != words
    ]


def _results(paper: Paper) -> dict[str, str]:
    table = next((block for block in paper.blocks if isinstance(block, Table)), None)
    return {row[1].text: row[2].text for row in table.rows} if table else {}


def opened(actor: Actor, found: ReportPage, paper: Paper) -> Paper:
    """The paper with the address of the records behind each figure, as far as the reader's rights go."""
    urls = _addresses(actor, found)
    return replace(paper, blocks=tuple(_opened(block, urls) for block in paper.blocks))


def _opened(block: Block, urls: dict[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, opens=urls.get(block.opens, ""))
    if isinstance(block, Table):
        rows = (tuple(replace(c, opens=urls.get(c.opens, "")) for c in row) for row in block.rows)
        return replace(block, rows=tuple(rows))
    return block


def _addresses(actor: Actor, found: ReportPage) -> dict[str, str]:
    """By the names of `month_rows.results`: where a figure's records are read."""
    cell, records = found.cell, behind(found.cell, found.month)
    urls: dict[str, str] = {}
    if records.meeting:
        urls["meeting"] = reverse("web:meeting", args=[records.meeting])
        if records.hosted and actor.may(Permission.VISIT_VIEW, cell):
            urls["visits"] = reverse("web:visits", args=[records.meeting])
        if records.hosted and records.closed and actor.may(Permission.MINUTES_VIEW, cell):
            urls["decisions"] = reverse("web:minutes", args=[records.meeting])
    elif records.counts:
        urls["meeting"] = (
            f"{organisation_url(cell.public_id)}?tu={format_month(found.month)}&den={format_month(found.month)}"
        )
    if records.theme:
        urls["theme"] = reverse("web:meeting", args=[records.theme])
    if records.committee and actor.may(Permission.MINUTES_VIEW, cell):
        urls["committee"] = reverse("web:committee", args=[records.committee])
    if actor.may(Permission.MEMBER_VIEW, cell):
        urls["members"] = reverse("web:members", args=[cell.public_id])
    if actor.may(Permission.MEETING_RECORD, cell):
        urls["tasks"] = reverse("web:tasks", args=[cell.public_id])
    elif "decisions" in urls:
        urls["tasks"] = urls["decisions"]
    return urls


def draft_words(draft: ReportDraft) -> str:
    """The two places as somebody else left them."""
    words = [("Tình hình tư tưởng", draft.mood), ("Đề xuất, kiến nghị", draft.proposals)]
    return "\n".join(
        f"{label}: {'(gạch bỏ)' if text is None else text or '(chưa viết)'}" for label, text in words
    )


def report_context(actor: Actor, found: ReportPage, *, today: date) -> dict[str, Any]:
    """The context of web/month_report.html."""
    cell, month = found.cell, found.month
    records = actor.may(Permission.MEETING_RECORD, cell)
    sent = found.row is not None and found.row.sent_at is not None
    address = "web:cell" if records else "web:organisation"
    later = next_month(month)
    file = [link("paper-month", "Báo cáo tháng", cell.public_id, more=(month,))]
    sent_at = found.row.sent_at if found.row is not None else None
    return {
        "title": f"Báo cáo tháng {format_month_paper(month)}",
        "subtitle": name_on(cell, today),
        "back": {
            "url": reverse(address, args=[cell.public_id]),
            "label": "Tháng này" if records else "Chi bộ",
        },
        "paper": opened(actor, found, report_paper(found, found.told or found.now))
        if sent or records
        else None,
        "paper_links": file if sent or records else [],
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
