"""Giấy mời sinh hoạt: when, where, what; to one person, or with room for the pen. On A5 where it fits one
sheet, else on A4: nobody turns a small sheet to find who invites."""

from collections.abc import Iterator, Sequence
from typing import Literal

from sotay.core.vietnamese import format_date_paper
from sotay.reporting.docx.head import head_widths, name_lines
from sotay.reporting.docx.metrics import line_count
from sotay.reporting.forms import Form, form_by_code, form_on
from sotay.reporting.meeting_papers.head import number_line, place_line
from sotay.reporting.meeting_papers.inputs import Invitation
from sotay.reporting.meeting_papers.words import few, meeting_words, moment_words, sentence, weekday_words
from sotay.reporting.paper import Letterhead, Paper, Paragraph

POINT_MM = 25.4 / 72
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
    code = form_on(asked.issued_on)
    sheet: Literal["A4", "A5"] = "A5" if _fits_a5(head, blocks, form_by_code(code, "A5")) else "A4"
    return Paper(code, head, blocks, sheet=sheet, properties={"title": f"Giấy mời {words}"})


def _fits_a5(head: Letterhead, blocks: Sequence[Paragraph], form: Form) -> bool:
    """Whether all of it stands on one small sheet, reckoned in lines with one to spare."""
    number, (left, _) = form.number, head_widths(head, form)
    organ = sum(
        len(name_lines(name, number("organ_pt"), left, bold=bold))
        for name, bold in ((head.superior, False), (head.organ, True))
    )
    abstract = line_count(head.abstract[0], number("abstract_pt"), number("abstract_width_mm"), bold=True)
    lines = organ + abstract + 5  # "*", the line of number and date, the kind, its hyphens; one to spare
    gaps = number("kind_above_pt") + number("text_above_pt")
    indent = " " * 10  # the first line stands in by 10 mm
    for block in blocks:
        words = f"{indent}{block.lead} {block.text}"
        lines += line_count(words, number("text_pt"), form.text_width_mm(), bold=bool(block.lead))
        gaps += number("paragraph_gap_pt")
    people = len(head.recipients) * number("recipients_pt") + number("recipients_title_pt")
    hand = 3 * number("line_pt") + number("sign_room_mm") / POINT_MM
    used = lines * number("line_pt") + gaps + number("sign_above_pt") + max(people, hand)
    return used * POINT_MM <= number("page_height_mm") - number("margin_top_mm") - number("margin_bottom_mm")


def _blocks(asked: Invitation, words: str) -> Iterator[Paragraph]:
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
