"""Page data of the review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.vietnamese import format_int
from sotay.facts.figures import Figure
from sotay.programmes.queries import UNWRITTEN
from sotay.reporting.paper import Paper
from sotay.reporting.queries import Review
from sotay.reporting.review import sentences
from sotay.reporting.review.outline import WRITINGS, Writing
from sotay.reporting.review.words import anything_known, counts, length_words, percent, ratio_words
from sotay.web.figures.shape import Shaper
from sotay.web.lookup import organisation_url
from sotay.web.overview.pages import ATTENDANCE, BESIDE, BY_YEAR, HEADLINES, by_year
from sotay.web.periods import Window
from sotay.web.reviews.forms import mark_of

Link = tuple[tuple[str, ...], str]
"""How a figure may be spelt in a sentence, and the page of the records behind it."""


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
    actor: Actor, review: Review, window: Window, *, at: datetime, typed: Sequence[Typed] = ()
) -> dict[str, Any]:
    """The context of web/review.html."""
    node, query = review.organisation, window.query()
    shape = Shaper(node.public_id, review.figures, window, review.programme)
    unsaved = {one.key: one for one in typed}
    places = [_place(review, writing, unsaved.get(writing.key)) for writing in WRITINGS]

    def url(name: str) -> str:
        return f"{reverse(name, args=[node.public_id])}?{query}"

    return {
        "review": {"title": _title(review), "outline": "", "url": url("web:review-save")},
        "back": {"url": f"{organisation_url(node.public_id)}?{query}", "label": "Tổng quan"},
        "organisation": {"name": review.shown.name, "url": organisation_url(node.public_id)},
        "period": review.period,
        "period_form": window.form(reverse("web:review", args=[node.public_id]), dates=True),
        "report_date": review.report_date,
        "computed_at": at,
        "figures": [shape(code) for code in (*HEADLINES, *BESIDE)],
        "tables": [
            {"id": f"nam-{i}", "title": title, "table": by_year(shape, code, review.blocks), "note": ""}
            for i, (code, title) in enumerate(BY_YEAR)
        ],
        "sentences": _sentences(review, shape),
        "places": places,
        "editable": actor.may(Permission.REPORT_WRITE, node),
        "outline": _outline(places),
        "empty_places": sum(not p["text"] and not p["struck"] for p in places),
        "preview_url": url("web:review-preview"),
        "word_url": url("web:review-docx"),
        "json_url": url("web:review-json"),
    }


def preview_page(review: Review, window: Window, paper: Paper) -> dict[str, Any]:
    """The context of web/review_preview.html."""
    node, query = review.organisation, window.query()
    back = f"{reverse('web:review', args=[node.public_id])}?{query}"
    return {
        "review": {"title": _title(review), "url": back},
        "back": {"url": back, "label": "Báo cáo"},
        "organisation": {"name": review.shown.name},
        "paper": paper,
        "word_url": f"{reverse('web:review-docx', args=[node.public_id])}?{query}",
    }


def _title(review: Review) -> str:
    return f"Báo cáo sơ kết {length_words(review.period)} {review.programme.title}"


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
    }
    if mine:  # a box to write in, even when somebody struck the place out meanwhile
        found |= {"text": mine.text, "version": mine.version, "seen": mine.seen, "struck": False}
        found |= {"error": mine.error, "theirs": mine.theirs, "unsaved": True}
    if writing.key == "shortcomings" and not found["struck"]:
        proposed = list(enumerate(sentences.shortfalls(review)))
        found["proposals"] = [(number, words) for number, words in proposed if words not in found["text"]]
    return found


def _outline(places: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Every heading of the outline with its state: from records, written, struck out, or open."""
    computed = [
        ("Kết quả so với mục tiêu", "muc-ket-qua"),
        ("Kết quả theo khối và năm", "nam-0"),
        ("Lời văn từ số liệu", "muc-loi-van"),
    ]
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


def _sentences(review: Review, shape: Shaper) -> list[dict[str, Any]]:
    found = [
        {"title": "I- Tình hình chung", "parts": linked(sentences.situation(review), _counts(review, shape))}
    ]
    links = _ratios(review, shape)
    for number, sentence in enumerate(sentences.results(review)):
        title = "III-1. Kết quả thực hiện" if not number else ""
        found.append({"title": title, "parts": linked(sentence, links)})
    return found


def linked(sentence: str, links: list[Link]) -> list[dict[str, str]]:
    """A sentence cut at its figures. Each link is used once, in the order of the figures; used ones
    leave the list, because equal figures follow one another through the sentences."""
    parts, rest = [], sentence
    for link in list(links):
        spelt = next((words for words in link[0] if words in rest), None)
        if spelt is not None:
            before, _, rest = rest.partition(spelt)
            parts += [{"text": before, "url": ""}, {"text": spelt, "url": link[1]}]
            links.remove(link)
    return [p for p in [*parts, {"text": rest, "url": ""}] if p["text"]]


def _counts(review: Review, shape: Shaper) -> list[Link]:
    """The numbers of the first sentence, with the word that follows each."""
    rows: list[tuple[str, dict[str, str], str]] = [
        ("org.grassroots", {}, "tổ chức cơ sở đảng"),
        ("org.cells", {}, "chi bộ trực thuộc"),
        ("member.total", {}, "đảng viên"),
    ]
    for block in review.blocks:
        code, word = ("org.cells", "chi bộ") if block == "commune" else ("org.units", "chi, đảng bộ")
        rows.append((code, {"block": block}, f"{word} khối"))
    links: list[Link] = []
    for code, scope, word in rows:
        figure = review.find(code, **scope)
        if figure and figure.numerator:
            words = f"{format_int(int(figure.numerator))} {word}"
            links.append(((words,), shape.url(code, **scope)))
    return links


def _ratios(review: Review, shape: Shaper) -> list[Link]:
    """The ratios of the results, in the order in which the sentences name them."""
    scopes: list[tuple[str, dict[str, str]]] = [(code, {}) for code in HEADLINES[:3]]
    scopes += [(ATTENDANCE, {"block": block}) for block in review.blocks]
    found: list[Link] = []
    for code, scope in scopes:
        figure: Figure | None = review.find(code, **scope)
        if figure and figure.denominator and anything_known(figure):
            spelt = (ratio_words(figure), f"{percent(figure)} chi bộ ({counts(figure)})")
            found.append((spelt, shape.url(code, **scope)))
    return found
