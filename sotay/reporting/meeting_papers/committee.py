"""Biên bản họp chi ủy: the preparatory meeting; without a committee, secretary and deputy confer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sotay.core.period import previous_month
from sotay.core.vietnamese import format_date_paper
from sotay.minutes.record import Person
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.head import minutes_head
from sotay.reporting.meeting_papers.inputs import CommitteeRecord
from sotay.reporting.meeting_papers.parts import OTHERS, outcomes_words, said_items, text_blocks
from sotay.reporting.meeting_papers.words import (
    NONE,
    few,
    moment_words,
    month_words,
    sentence,
    time_words,
)
from sotay.reporting.paper import Block, Heading, Paper, Paragraph


def committee_paper(record: CommitteeRecord) -> Paper:
    """The minutes of the committee; parts that hold nothing fall away."""
    what = "họp chi ủy" if record.desk.committee else "hội ý"
    abstract = f"{what} chuẩn bị sinh hoạt chi bộ {month_words(record.month)}"
    head = minutes_head(
        superior=record.desk.superior, organ=record.desk.organ, number=record.number, abstract=abstract,
        taker=record.taker, chair=record.chair, sealed=record.sealed, signed=record.signed,
    )  # fmt: skip
    blocks = tuple(_blocks(record))
    return Paper(form_on(record.held_on), head, blocks, properties={"title": f"Biên bản {abstract}"})


def _blocks(record: CommitteeRecord) -> Iterator[Block]:
    yield Paragraph(f"bắt đầu {moment_words(record.started_at, record.held_on)}.", lead="Thời gian:")
    yield Paragraph(sentence(record.place or "…"), lead="Địa điểm:")
    yield Paragraph(_present(record), lead="Thành phần:")
    yield Heading(1, "I- NỘI DUNG")
    parts = [part for part in (_review(record), _plan(record), _agreed(record), _opinions(record)) if part[1]]
    for number, (title, blocks) in enumerate(parts, 1):
        yield Heading(2, f"{number}. {title}")
        yield from blocks
    yield Heading(1, "II- KẾT LUẬN")
    text = sentence(record.conclusion) or f"{record.desk.body} thống nhất các nội dung trên."
    if record.in_favour is not None:
        text += f" Biểu quyết: tán thành {few(record.in_favour)}/{few(len(record.present))}."
    yield from text_blocks(text)
    meeting = "Cuộc họp" if record.desk.committee else "Cuộc hội ý"
    yield Paragraph(
        f"Biên bản được đọc lại và thông qua. {meeting} kết thúc lúc {time_words(record.ended_at)} cùng ngày."
    )


def _present(record: CommitteeRecord) -> str:
    persons = "; ".join(_person(one, record) for one in record.present)
    absent = f"Vắng: {', '.join(record.absent)}." if record.absent else f"Vắng: {NONE}."
    if not record.desk.committee:
        return f"{persons}. {absent}"
    count = f"có mặt {few(len(record.present))}/{few(record.expected)} chi ủy viên"
    return f"{count}: {persons}. {absent}" if persons else f"{count}. {absent}"


def _person(person: Person, record: CommitteeRecord) -> str:
    words = ", ".join(filter(None, (person.name, person.post.removesuffix(" Chi bộ"))))
    if record.chair and person.name == record.chair.name:
        return f"{words} (chủ trì)"
    if record.taker and person.name == record.taker.name:
        return f"{words} (ghi biên bản)"
    return words


Part = tuple[str, list[Block]]


def _review(record: CommitteeRecord) -> Part:
    blocks: list[Block] = []
    if last := tuple(one for one in record.outcomes if not one.given):
        states = outcomes_words(last, named=False)
        day = format_date_paper(record.held_on)
        blocks.append(Paragraph(f"Trong {few(len(last))} nhiệm vụ: {states} (đến ngày {day})."))
    for given, words in OTHERS:  # what the resolution of that month did not give
        if others := tuple(one for one in record.outcomes if one.given == given):
            states = outcomes_words(others, named=False)
            blocks.append(Paragraph(f"{words} {few(len(others))} nhiệm vụ: {states}."))
    blocks += text_blocks(record.review)
    return f"Đánh giá kết quả thực hiện nghị quyết {month_words(previous_month(record.month))}", blocks


def _plan(record: CommitteeRecord) -> Part:
    lines = list(text_blocks(record.plan))
    several = [replace(line, item=True) for line in lines] if len(lines) > 1 else lines
    return f"Dự kiến nhiệm vụ {month_words(record.month)}", [*several]


def _agreed(record: CommitteeRecord) -> Part:
    lines = []
    if record.coming_on:
        place = f"; địa điểm: {record.coming_place}" if record.coming_place else ""
        lines.append(f"Thời gian: {moment_words(record.coming_at, record.coming_on)}{place}.")
    if record.contents:
        lines.append(f"Chương trình: {few(record.contents)} nội dung (giấy mời kèm theo).")
    if record.to_vote:
        lines.append(f"Vấn đề xin ý kiến, biểu quyết: {'; '.join(record.to_vote)}.")
    if record.papers:
        # At least a day before the meeting (HD 42-HD/BTCTW, 2025).
        eve = record.coming_on - timedelta(days=1) if record.coming_on else None
        day = f" trước ngày {format_date_paper(eve)}" if eve else ""
        lines.append(
            f"Tài liệu: {few(record.papers)} tài liệu, gửi đảng viên và đồng chí cấp ủy viên phụ trách{day}."
        )
    blocks: list[Block] = [Paragraph(line, item=True) for line in lines]
    return "Thống nhất nội dung sinh hoạt chi bộ", [*blocks, *text_blocks(record.agreed)]


def _opinions(record: CommitteeRecord) -> Part:
    whose = "chi ủy viên" if record.desk.committee else "các đồng chí dự"
    return f"Ý kiến của {whose}", [*said_items(record.said), *text_blocks(record.opinions)]
