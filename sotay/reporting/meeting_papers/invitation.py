"""Giấy mời sinh hoạt, A5: when, where, what; to one person, or with room for the pen."""

from collections.abc import Iterator

from sotay.core.vietnamese import format_date_paper
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.head import number_line, place_line
from sotay.reporting.meeting_papers.inputs import Invitation
from sotay.reporting.meeting_papers.words import few, meeting_words, moment_words, sentence, weekday_words
from sotay.reporting.paper import Block, Letterhead, Paper, Paragraph

DOTS = "Đồng chí " + "…" * 16


def invitation_paper(asked: Invitation) -> Paper:
    """The invitation; its number is optional and then falls away."""
    desk = asked.desk
    words = f"dự sinh hoạt chi bộ {meeting_words(asked.kind, asked.month, asked.also_for)}"
    head = Letterhead(
        superior=desk.superior,
        organ=desk.organ,
        number=number_line(asked.number, "GM/CB") if asked.number else "",
        place_and_date=place_line(desk.seat, asked.issued_on, asked.month),
        kind="GIẤY MỜI",
        abstract=(words,),
        right_to_sign=f"T/M {desk.body.upper()}",
        post=desk.post,
        signatory=desk.signatory,
        recipients=("Như trên", *desk.report_to, "Lưu Chi bộ"),
    )
    blocks = tuple(_blocks(asked, words))
    return Paper(
        form_on(asked.issued_on), head, blocks, sheet="A5", properties={"title": f"Giấy mời {words}"}
    )


def _blocks(asked: Invitation, words: str) -> Iterator[Block]:
    desk = asked.desk
    yield Paragraph(f"Kính gửi: {asked.to or DOTS}", centred=True)
    who = f"{desk.body} {desk.cell_name}" if desk.committee else desk.cell_name
    yield Paragraph(f"{who} trân trọng mời đồng chí {words}:")
    when = f"{moment_words(asked.started_at, asked.held_on)} ({weekday_words(asked.held_on)})."
    yield Paragraph(when, lead="1. Thời gian:")
    yield Paragraph(sentence(asked.place or "…"), lead="2. Địa điểm:")
    number = 3
    if asked.contents and not asked.neutral:
        yield Paragraph("", lead=f"{number}. Nội dung:")
        number += 1
        for place, content in enumerate(asked.contents, 1):
            end = "." if place == len(asked.contents) else ";"
            yield Paragraph(f"{content.strip().rstrip('.;')}{end}", item=True)
    if asked.papers and not asked.neutral:
        yield Paragraph(f"{few(asked.papers)} tài liệu, gửi kèm theo giấy mời.", lead=f"{number}. Tài liệu:")
    yield Paragraph(
        f"Đồng chí không dự được, đề nghị báo cáo bí thư trước ngày {format_date_paper(asked.held_on)}."
    )
