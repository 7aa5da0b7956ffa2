"""Page data of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.programmes.queries import UNWRITTEN
from sotay.reporting.paper import Paper
from sotay.reporting.papers import report_paper
from sotay.reporting.queries import Review
from sotay.reporting.review import sentences
from sotay.reporting.review.outline import LETTER, Writing
from sotay.reporting.review.words import (
    length_words,
    span_words,
)
from sotay.reporting.statistics.tables import MEASURES
from sotay.web.figures.board import by_year
from sotay.web.figures.codes import BESIDE, BY_YEAR, HEADLINES
from sotay.web.figures.shape import Shaper, other_reading
from sotay.web.lookup import organisation_url
from sotay.web.periods import Window
from sotay.web.reviews.addresses import period_choice, report_url
from sotay.web.reviews.boards import boards
from sotay.web.reviews.forms import mark_of
from sotay.web.reviews.opening import opened, opened_paper

DOWNLOADS = (
    ("pdf", "Tải bản PDF để in"),
    ("xlsx", "Tải các biểu (Excel)"),
    ("html", "Tải trang web để đọc"),
    ("json", "Tải số liệu (JSON)"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed and could not be saved: kept on the page with what to do about it.

    `version`: the one to save over knowingly; `seen`: the mark of the text that stands under it;
    `error`: "" where only another place stood in the way; `theirs`: what somebody else saved meanwhile.
    """

    key: str
    text: str
    version: int
    seen: str
    error: str = ""
    theirs: str | None = None


def review_page(
    actor: Actor,
    review: Review,
    window: Window,
    *,
    at: datetime,
    typed: Sequence[Typed] = (),
    choosing: bool = False,
) -> dict[str, Any]:
    """The context of web/review.html."""
    node, query, kind = review.organisation, window.query(), review.kind
    shape = Shaper(node.public_id, review.figures, window, review.programme)
    unsaved = {one.key: one for one in typed}
    places = [_place(review, writing, unsaved.get(writing.key)) for writing in review.writings]
    editable = actor.may(Permission.REPORT_WRITE, node)
    return {
        "review": {
            "title": title_of(review),
            "outline": "",
            "url": report_url(kind, node.public_id, window, "save"),
        },
        "back": {"url": f"{reverse('web:reports', args=[node.public_id])}?{query}", "label": "Báo cáo"},
        "organisation": {"name": review.shown.name, "url": organisation_url(node.public_id)},
        "period": review.period,
        "period_form": period_choice(kind, node.public_id, window, choosing=choosing),
        "report_date": review.report_date,
        "computed_at": at,
        "aims": bool(review.programme),
        **_counted(review, shape),
        "places": places,
        "letter": _letter(review, unsaved) if editable else [],
        "editable": editable,
        "outline": _outline(review, places),
        "empty_places": sum(not p["text"] and not p["struck"] for p in places),
        "changed": sum(len(p["changed"]) for p in places),
        "close_url": report_url(kind, node.public_id, window, "close")
        if actor.may(Permission.REPORT_ISSUE, node)
        else "",
        "preview_url": report_url(kind, node.public_id, window, "preview"),
        "word_url": report_url(kind, node.public_id, window, "docx"),
        "downloads": [(words, report_url(kind, node.public_id, window, form)) for form, words in DOWNLOADS],
    }


def _counted(review: Review, shape: Shaper) -> dict[str, Any]:
    """Figures, tables and sentences of a review; of figures, the paper's own tables."""
    if review.kind.is_review:
        return {
            "figures": [
                *(shape(code) for code in HEADLINES),
                *(other_reading(shape(code)) for code in BESIDE),
            ],
            "tables": [
                {"id": f"nam-{i}", "title": title, "table": by_year(shape, code, review.blocks), "note": ""}
                for i, (code, title) in enumerate(BY_YEAR)
            ],
            "sentences": _sentences(review, shape.window),
            "boards": [],
        }
    return {
        "figures": [other_reading(shape(code)) if code in BESIDE else shape(code) for code, _ in MEASURES],
        "tables": [],
        "sentences": [],
        "boards": boards(opened(report_paper(review).blocks, review.organisation, shape.window)),
    }


def preview_page(review: Review, window: Window, paper: Paper) -> dict[str, Any]:
    """The context of web/review_preview.html."""
    node, kind = review.organisation, review.kind
    back = report_url(kind, node.public_id, window)
    return {
        "review": {"title": title_of(review), "url": back},
        "back": {"url": back, "label": kind.label},
        "organisation": {"name": review.shown.name},
        "paper": opened_paper(paper, node, window),
        "word_url": report_url(kind, node.public_id, window, "docx"),
    }


def title_of(review: Review) -> str:
    """Báo cáo sơ kết 03 năm Đề án 11-ĐA/TU · Báo cáo số liệu tháng 5 năm 2024."""
    if review.kind.is_review:
        return f"{review.kind.label} {length_words(review.period)} {review.programme.title}"
    return f"Báo cáo số liệu {span_words(review.period)}"


# Places and outline ---------------------------------------------------------------------------


def _place(review: Review, writing: Writing, mine: Typed | None) -> dict[str, Any]:
    written = review.texts.get(writing.key, UNWRITTEN)
    found: dict[str, Any] = {
        "key": writing.key,
        "heading": writing.heading,
        "hint": writing.prompt[:1].upper() + writing.prompt[1:] + ".",
        "text": written.text,
        "struck": written.struck,
        "version": written.version,
        "seen": mark_of(written.text),
        "saved_at": written.updated_at,
        "proposals": [],
        "changed": [],
    }
    if mine:  # a box to write in, even when somebody struck the place out meanwhile
        found |= {"text": mine.text, "version": mine.version, "seen": mine.seen, "struck": False}
        found |= {"error": mine.error, "theirs": mine.theirs, "unsaved": True}
    if writing.key == "shortcomings" and not found["struck"]:
        proposed = list(enumerate(sentences.shortfalls(review)))
        found["proposals"] = [(number, words) for number, words in proposed if words not in found["text"]]
        found["changed"] = sentences.outdated(review, found["text"])
    return found


def _letter(review: Review, unsaved: dict[str, Typed]) -> list[dict[str, Any]]:
    """What is chosen for the head: who signs, which draft."""
    signers = [(s.key, f"{s.post} {s.name}".strip()) for s in review.signers]
    drafts = [(str(n), f"Lần {n}") for n in range(1, 10)]
    found = []
    for key, label, options, chosen in (
        (LETTER[0], "Người ký", signers, review.signer.key),
        (LETTER[1], "Dự thảo", drafts, str(review.draft_number)),
    ):
        written, mine = review.texts.get(key, UNWRITTEN), unsaved.get(key)
        found.append(
            {
                "key": key,
                "label": label,
                "options": options,
                "chosen": mine.text if mine else chosen,
                "version": mine.version if mine else written.version,
                "seen": mine.seen if mine else mark_of(chosen),
                "error": mine.error if mine else "",
            }
        )
    return found


def _outline(review: Review, places: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Every heading of the outline with its state: from records, written, struck out, or open."""
    computed = [
        ("Kết quả so với mục tiêu", "muc-ket-qua"),
        ("Kết quả theo khối và năm", "nam-0"),
        ("Lời văn từ số liệu", "muc-loi-van"),
    ]
    if not review.kind.is_review:
        computed = [("Kết quả", "muc-ket-qua"), ("Các biểu của báo cáo", "muc-bieu")]
    items = [{"label": w, "state": "done", "word": "Tự tính từ bản ghi", "anchor": a} for w, a in computed]
    for place in places:
        state, word = ("done", "Đã viết") if place["text"] else ("none", "Chưa viết")
        if place.get("unsaved"):
            state, word = "doing", "Chưa lưu"
        if place["struck"]:
            state, word = "done", "Không có, không in"
        items.append(
            {"label": place["heading"], "state": state, "word": word, "anchor": f"muc-{place['key']}"}
        )
    return items


# Sentences made of figures --------------------------------------------------------------------


def _sentences(review: Review, window: Window) -> list[dict[str, Any]]:
    said = [sentences.situation(review), *sentences.results(review)]
    titles = ["I- Tình hình chung", "III-1. Kết quả thực hiện"]
    return [
        {"title": titles[number] if number < len(titles) else "", "block": block}
        for number, block in enumerate(opened(said, review.organisation, window))
    ]
