"""Parts that several papers of a meeting share: opinions, tasks, votes."""

from collections.abc import Iterable, Iterator

from sotay.core.vietnamese import format_date_paper
from sotay.minutes.record import Said, TaskLine, TaskOutcome, VoidedVote, VoteLine
from sotay.reporting.meeting_papers.words import few, ratio_words, sentence
from sotay.reporting.paper import Block, Cell, Column, Note, Paragraph, Table


def text_blocks(text: str) -> Iterator[Paragraph]:
    """What a person wrote, a paragraph a line; lines begun with a dash are items."""
    for line in text.splitlines():
        words = line.strip()
        if words:
            item = words.startswith(("- ", "– ", "+ "))
            yield Paragraph(sentence(words[2:] if item else words), item=item)


def speaker_words(said: Said) -> str:
    """Đồng chí Hoàng Gia Bảo (dự bị) · Đồng chí Ngô Thị Mai Hương, Ủy viên …"""
    if not said.note:
        return f"Đồng chí {said.name}"
    return f"Đồng chí {said.name}{f' ({said.note})' if said.note[:1].islower() else f', {said.note}'}"


def said_blocks(opinions: Iterable[Said]) -> Iterator[Block]:
    """Có 06 đồng chí phát biểu: … by name, in the order of speaking."""
    found = list(opinions)
    if not found:
        return
    count = len({one.name for one in found})
    yield Paragraph(f"Có {few(count)} đồng chí phát biểu:")
    yield from said_items(found)


def said_items(opinions: Iterable[Said]) -> Iterator[Block]:
    """- Đồng chí Nguyễn Hữu Tuyên: …: one opinion each."""
    for one in opinions:
        yield Paragraph(f"{speaker_words(one)}: {sentence(one_line(one.text))}", item=True)


def one_line(text: str) -> str:
    """Lines typed or pasted below one another, in one: their dashes go, what no sign ends is set apart by a
    semicolon."""
    lines = [line.strip().lstrip("-–+*•").strip() for line in text.splitlines()]
    found = ""
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        found += (" " if found.endswith((".", ":", ";", ",", "!", "?")) else "; ") + line if found else line
    return found


def tasks_table(tasks: tuple[TaskLine, ...]) -> Table:
    """Who does what by when."""
    return Table(
        "",
        (Column("TT", 10, "center"), Column("Nhiệm vụ", 80), Column("Người thực hiện", 48),
         Column("Thời hạn", 27, "center")),
        tuple(
            (
                Cell(str(number)),
                Cell(task.text),
                Cell(task.holders),
                Cell(format_date_paper(task.due_on) if task.due_on else ""),
            )
            for number, task in enumerate(tasks, 1)
        ),
    )  # fmt: skip


def votes_blocks(votes: tuple[VoteLine, ...]) -> Iterator[Block]:
    """The counts with the ratio and the persons it is taken over; how they voted, when it differs."""
    methods = {vote.method.lower() for vote in votes}
    one = f" ({next(iter(methods))})" if len(methods) == 1 else ""
    yield Table(
        "",
        (Column(f"Nội dung biểu quyết{one}", 66), Column("Tán thành", 22, "right"),
         Column("Không tán thành", 26, "right"), Column("Ý kiến khác", 22, "right"),
         Column("Tỷ lệ tán thành", 29, "right")),
        tuple(
            (
                Cell(vote.subject, small="" if one else f"({vote.method.lower()})"),
                Cell(str(vote.yes)),
                Cell(str(vote.no)),
                Cell(str(vote.other)),
                Cell(ratio_words(vote.yes, vote.base)),
            )
            for vote in votes
        ),
    )  # fmt: skip
    bases = dict.fromkeys((vote.base, vote.base_words) for vote in votes)
    over = "; ".join(f"{count} {words}" for count, words in bases)
    yield Note(f"Tỷ lệ tính trên {over}. Đảng viên dự bị, đảng viên sinh hoạt tạm thời không biểu quyết.")


def voided_blocks(votes: Iterable[VoidedVote]) -> Iterator[Block]:
    """- Lượt biểu quyết “…” (giơ tay) đã hủy, không tính kết quả; lý do: ….: each vote called off."""
    for vote in votes:
        why = sentence(vote.reason.strip())
        yield Paragraph(
            f"Lượt biểu quyết “{vote.subject.strip()}” ({vote.method.lower()}) đã hủy, không tính kết quả; "
            f"lý do: {why}",
            item=True,
        )


_STATES = (("done", "hoàn thành đúng hạn"), ("late", "hoàn thành quá hạn"), ("doing", "đang thực hiện"))


OTHERS = (("earlier", "Các tháng trước chuyển sang"), ("apart", "Các buổi khác giao"))
"""Tasks that the last regular meeting did not give, and how they are told of."""


def came_back(paper: str, outcomes: Iterable[TaskOutcome]) -> Iterator[str]:
    """Nghị quyết tháng 6 giao 02 nhiệm vụ: … · Các tháng trước chuyển sang 01 nhiệm vụ: …: each paper's tasks
    are its own; the others are all named, also those that are done, since no other minutes tell of that."""
    found = tuple(outcomes)
    if last := tuple(one for one in found if not one.given):
        yield f"{paper or 'Chi bộ'} giao {few(len(last))} nhiệm vụ: {outcomes_words(last)}."
    for given, words in OTHERS:
        if others := tuple(one for one in found if one.given == given):
            yield f"{words} {few(len(others))} nhiệm vụ: {outcomes_words(others, done=True)}."


def outcomes_words(outcomes: Iterable[TaskOutcome], *, named: bool = True, done: bool = False) -> str:
    """hoàn thành đúng hạn 07, đang thực hiện 01 (…; nguyên nhân: …). Not `named`: the counts alone; `done`:
    those done in time are named too. What is nought is left out; what nobody reported on is told as that."""
    outcomes = tuple(outcomes)
    parts = []
    for state, words in (*_STATES, ("not", "chưa thực hiện"), ("", "chưa báo kết quả")):
        found = [one for one in outcomes if one.state == state]
        if not found:
            continue
        why = "; ".join(_why(one) for one in found) if named and (done or state != "done") else ""
        parts.append(f"{words} {few(len(found))}" + (f" ({why})" if why else ""))
    return ", ".join(parts)


def _why(one: TaskOutcome) -> str:
    text = one.text.strip().rstrip(".")
    text = text[:1].lower() + text[1:]
    note, what = one.note.strip().rstrip("."), "kết quả" if one.state == "done" else "nguyên nhân"
    return f"{text}; {what}: {note}" if note else text


def reserved_blocks(opinions: Iterable[Said]) -> Iterator[Block]:
    """Ý kiến bảo lưu: printed only when somebody reserved an opinion; its words stand among the others."""
    kept = dict.fromkeys(speaker_words(one) for one in opinions if one.reserved)
    if kept:
        names = ", ".join(name[:1].lower() + name[1:] for name in kept)
        yield Paragraph(f"của {names}, nội dung ghi ở trên.", lead="Ý kiến bảo lưu:")
