"""Biên bản sinh hoạt chi bộ: the record of a meeting laid out as its minutes (papers, bien-ban-sinh-hoat).

What persons edited as text comes in `record.texts`: "opening" (after the agenda's adoption), "discussion"
(after the opinions), "closing" (before the end). Facts stay facts: they are set from the record.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.timezone import localtime

from sotay.core.vietnamese import format_date_paper
from sotay.meetings.choices import THEMATIC_KINDS, Kind
from sotay.minutes.record import Item, MeetingRecord, NoteLine, Person, VoteLine
from sotay.reporting.forms import form_on
from sotay.reporting.frozen import paper_from_json, paper_to_json
from sotay.reporting.meeting_papers.head import record_head
from sotay.reporting.meeting_papers.membership import group_blocks, membership_blocks
from sotay.reporting.meeting_papers.parts import (
    came_back,
    reserved_blocks,
    said_blocks,
    tasks_table,
    text_blocks,
    voided_blocks,
    votes_blocks,
)
from sotay.reporting.meeting_papers.words import (
    NONE,
    by_hand,
    few,
    meeting_words,
    mode_words,
    moment_words,
    person_words,
    sentence,
    time_words,
    vote_words,
)
from sotay.reporting.paper import Block, Heading, Paper, Paragraph

HELD = "Đã thực hiện."
NOBODY_SPOKE = "Không ghi ý kiến phát biểu."
"""Of a step that was marked as done and has no words: a text is expected of the discussion alone."""
READ = "Toàn văn biên bản đã được đọc trước chi bộ."
UNREAD = "Không ghi việc đọc toàn văn biên bản trước chi bộ."
UNMARKED = "Không ghi nội dung này đã thực hiện hay chưa."
"""Minutes claim nothing that was not recorded (rules.md §1.4)."""
REASON, REPORT, AGENDA = "O2", "O3", "O4"
LAST_TASKS, DISCUSSION, TASKS, VOTES = "C2", "C6", "C7", "C8"
AGENDA_VOTE, TAKER_VOTE, MINUTES_VOTE = "O4", "O5", "E2"


def minutes_paper(record: MeetingRecord) -> Paper:
    """The minutes: a draft until they are sealed; appended notes follow the signatures. Sealed, they are what
    was printed then, word for word, whatever this module says by now (docs/adr/0011-sealed-words.md)."""
    after = tuple(_notes(record.notes))
    if record.paper:
        kept = paper_from_json(json.loads(record.paper))
        return replace(kept, head=replace(kept.head, signed=record.signed), after=after)
    abstract = f"sinh hoạt chi bộ {meeting_words(record.kind, record.counted_for, record.also_for)}"
    return Paper(
        form=form_on(record.held_on),
        head=record_head(record, abstract),
        blocks=tuple(_blocks(record)),
        after=after,
        properties={"title": f"Biên bản {abstract}"},
    )


def paper_to_keep(record: MeetingRecord) -> str:
    """The minutes that are being sealed, as text that `minutes_paper` prints again. Notes and "(đã ký)" come
    later and are no part of it."""
    paper = minutes_paper(replace(record, paper="", notes=(), signed=False))
    return json.dumps(paper_to_json(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _blocks(record: MeetingRecord) -> Iterator[Block]:
    yield Paragraph(f"bắt đầu {moment_words(record.started_at, record.held_on)}.", lead="Thời gian:")
    yield Paragraph(sentence(record.place or "…"), lead="Địa điểm:")
    yield Paragraph(f"{mode_words(record)}.", lead="Hình thức:")
    if record.joined:
        others, own = "; ".join(record.joined), f"tình hình đảng viên dưới đây là của {record.cell_name}"
        yield Paragraph(f"{others}. Mỗi chi bộ tự điểm danh; {own}.", lead="Chi bộ cùng sinh hoạt:")
    yield from group_blocks(record.groups)
    yield Heading(1, "I- THÀNH PHẦN")
    yield Heading(2, "1. Tình hình đảng viên")
    yield from membership_blocks(record)
    yield Heading(2, "2. Đại biểu cấp trên và khách mời")
    yield from _guests((*record.delegates, *record.guests))
    yield Heading(2, "3. Chủ trì, người ghi biên bản")
    yield from _chair_and_taker(record)
    yield Heading(1, "II- NỘI DUNG VÀ DIỄN BIẾN")
    for number, (title, blocks) in enumerate(_contents(record), 1):
        yield Heading(2, f"{number}. {title}")
        yield from blocks
    yield Heading(1, "III- THÔNG QUA BIÊN BẢN")
    yield from _closing(record)


def _guests(guests: Iterable[Person]) -> Iterator[Block]:
    found = list(guests)
    for guest in found:
        words = person_words(guest)
        yield Paragraph(sentence(words[:1].upper() + words[1:]), item=True)
    if not found:
        yield Paragraph("Không có.", item=True)


def _chair_and_taker(record: MeetingRecord) -> Iterator[Block]:
    chair = person_words(record.chair) if record.chair else NONE
    taker = person_words(record.minute_taker) if record.minute_taker else NONE
    yield Paragraph(f"Chủ trì: {chair}.", item=True)
    words = f"Người ghi biên bản (thư ký): {taker}."
    for vote in _of_step(record.votes, TAKER_VOTE):
        words += f" {_agreed(vote)}"
    yield Paragraph(words, item=True)


def _agreed(vote: VoteLine) -> str:
    """Chi bộ nhất trí bằng biểu quyết giơ tay. · with counts when not all agreed."""
    method = by_hand(vote)
    if not vote.no and not vote.other:
        return f"Chi bộ nhất trí bằng {method[:1].lower()}{method[1:]}."
    return f"{method}: {vote_words(vote)}."


def _of_step(votes: Iterable[VoteLine], step: str) -> list[VoteLine]:
    return [vote for vote in votes if vote.step == step]


Part = tuple[str, list[Block]]


def _contents(record: MeetingRecord) -> list[Part]:
    """The parts of II: the opening, each item of contents, then tasks and votes where no item bore them."""
    items = [item for item in record.items if not item.step.startswith(("O", "E"))]
    parts = [(item.title, list(_item(item, record))) for item in items]
    themed = any("chuyên đề" in item.title.lower() for item in items)
    if record.theme and record.kind in THEMATIC_KINDS and not themed:
        parts.insert(0, ("Sinh hoạt chuyên đề", [Paragraph(sentence(record.theme))]))
    steps = {item.step for item in items}
    if record.tasks and TASKS not in steps:
        parts.append(("Kết luận, phân công nhiệm vụ", [tasks_table(record.tasks)]))
    if (voted := list(_voted(record))) and VOTES not in steps:
        parts.append(("Biểu quyết", voted))
    opening = "Thông qua chương trình" if _done(record, AGENDA) else "Khai mạc"
    return [(opening, list(_opening(record, len(parts)))), *parts]


def _decided(record: MeetingRecord) -> tuple[VoteLine, ...]:
    """The votes of the table: all but those told in sentences of their own."""
    told = (AGENDA_VOTE, TAKER_VOTE, MINUTES_VOTE)
    return tuple(vote for vote in record.votes if vote.step not in told)


def _voted(record: MeetingRecord) -> Iterator[Block]:
    """The table of the votes, and those called off, whichever step they belonged to."""
    if decided := _decided(record):
        yield from votes_blocks(decided)
    yield from voided_blocks(record.voided)


def _opening(record: MeetingRecord, contents: int) -> Iterator[Block]:
    who = f"Đồng chí {record.chair.name}" if record.chair else "Chủ trì"
    deeds = list(_opening_deeds(record, contents))
    words = f"{who} {' và '.join(filter(None, (', '.join(deeds[:-1]), deeds[-1])))}." if deeds else ""
    if not _done(record, AGENDA):
        words = f"{words} Chương trình gồm {few(contents)} nội dung.".strip()
    for vote in _of_step(record.votes, AGENDA_VOTE):
        words += f" {by_hand(vote)}: {vote_words(vote)}."
    yield Paragraph(words)
    for item in record.items:
        if item.step.startswith("O"):
            yield from text_blocks(item.content)
    yield from text_blocks(record.texts.get("opening", ""))


def _done(record: MeetingRecord, step: str) -> bool:
    return any(item.step == step and item.done and not item.skipped for item in record.items)


def _opening_deeds(record: MeetingRecord, contents: int) -> Iterator[str]:
    """What the record says was done at the opening: only steps with their mark."""
    if _done(record, REASON):
        yield "nêu lý do" + (", giới thiệu đại biểu" if record.delegates or record.guests else "")
    if _done(record, REPORT):
        yield "báo cáo tình hình đảng viên"
    if _done(record, AGENDA):
        yield f"thông qua chương trình gồm {few(contents)} nội dung"


def _item(item: Item, record: MeetingRecord) -> Iterator[Block]:
    """Presenter, papers and content in one paragraph; opinions; the chair's conclusion."""
    if item.skipped:
        yield Paragraph(f"Không thực hiện nội dung này; lý do: {sentence(item.skipped)}")
        if item.step == VOTES:  # what was voted on all the same
            yield from _voted(record)
        return
    blocks = [*_presented(item, record), *said_blocks(item.opinions)]
    if item.step == DISCUSSION:
        blocks += text_blocks(record.texts.get("discussion", ""))
    blocks += reserved_blocks(item.opinions)
    if item.conclusion.strip():
        first, *rest = item.conclusion.strip().splitlines()
        blocks.append(Paragraph(sentence(first), lead="Kết luận của chủ trì:"))
        blocks += text_blocks("\n".join(rest))
    if item.step == TASKS and record.tasks:
        blocks.append(tasks_table(record.tasks))
    if item.step == VOTES:
        blocks += _voted(record)
    yield from blocks or [Paragraph(_silence(item))]


def _silence(item: Item) -> str:
    if not item.done:
        return UNMARKED
    return NOBODY_SPOKE if item.step == DISCUSSION else HELD


def _presented(item: Item, record: MeetingRecord) -> Iterator[Block]:
    presenter = item.presenter.strip().rstrip(",")
    comma = "," if "," in presenter else ""
    words = [f"Đồng chí {presenter}{comma} trình bày."] if presenter else []
    if item.papers:
        words.append(f"Văn bản được phổ biến: {'; '.join(item.papers)}.")
        if record.papers_days is not None:
            words.append(f"Tài liệu gửi trước {few(record.papers_days)} ngày.")
    if item.step == LAST_TASKS and record.last_tasks:
        words += came_back(record.last_paper, record.last_tasks)
    written = list(text_blocks(item.content))
    if written and not written[0].item:
        words.append(written.pop(0).text)
    if words:
        yield Paragraph(" ".join(words))
    yield from written


def _closing(record: MeetingRecord) -> Iterator[Block]:
    yield from text_blocks(record.texts.get("closing", ""))
    words = list(_adoption(record))
    day = f"ngày {format_date_paper(record.held_on)}" if _days_later(record) else "cùng ngày"
    end = f"Buổi sinh hoạt kết thúc lúc {time_words(record.ended_at)} {day}"
    words.append(f"{end} ({record.minutes_long} phút)." if record.minutes_long else f"{end}.")
    if record.afterwards:
        words.append("Buổi sinh hoạt được ghi vào sổ sau khi bế mạc.")
    yield Paragraph(" ".join(words))


def _adoption(record: MeetingRecord) -> Iterator[str]:
    """Whether it was read, the vote, and when it was written down: after the close, so never "before" it."""
    if record.adopted is None:
        yield "Biên bản chưa được thông qua."
        return
    yield READ if record.read_aloud else UNREAD
    agreed = "nhất trí thông qua" if record.adopted.yes == record.adopted.base else "thông qua"
    yield f"Chi bộ {agreed}: {vote_words(record.adopted)}."
    if record.adopted_at is None:
        return
    local = localtime(record.adopted_at)
    day = format_date_paper(local.date())
    if later := _days_later(record):
        yield f"Việc thông qua ghi ngày {day}, sau buổi sinh hoạt {few(later)} ngày."
    else:
        yield f"Việc thông qua ghi lúc {time_words(local.time())} ngày {day}."


def _days_later(record: MeetingRecord) -> int:
    """Days from the meeting to the day on which its adoption was written down; 0 while it is not."""
    at = record.adopted_at
    return (localtime(at).date() - record.held_on).days if record.adopted and at else 0


def _notes(notes: tuple[NoteLine, ...]) -> Iterator[Block]:
    """GHI CHÚ BỔ SUNG, ngày …: below the signatures; they change nothing above."""
    for note in notes:
        yield Heading(1, f"GHI CHÚ BỔ SUNG, ngày {format_date_paper(localtime(note.at).date())}")
        yield from text_blocks(note.text)
        if note.by:
            yield Paragraph(f"Người ghi: đồng chí {note.by}.")


def foot_words(record: MeetingRecord, number: int) -> str:
    """Biên bản số 06, sinh hoạt thường kỳ tháng 11/2026: the foot line of the running book."""
    month = f"{record.counted_for % 100}/{record.counted_for // 100}"
    kinds = {Kind.THEMATIC: "chuyên đề", Kind.COMBINED: "thường kỳ gắn với chuyên đề"}
    what = next((words for kind, words in kinds.items() if record.kind == kind), "thường kỳ")
    return f"Biên bản số {number:02d}, sinh hoạt {what} tháng {month}"
