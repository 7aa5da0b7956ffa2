"""Phiếu biểu quyết and biên bản kiểm phiếu: nothing tells ballots apart; counts add up or are not printed."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sotay.ballots.choices import Purpose
from sotay.core.errors import DomainError
from sotay.core.vietnamese import format_percent
from sotay.reporting.forms import form_on
from sotay.reporting.meeting_papers.head import CHAIR, name_of, place_line
from sotay.reporting.meeting_papers.inputs import Count
from sotay.reporting.meeting_papers.words import few, moment_words, time_words
from sotay.reporting.paper import (
    Block,
    Cell,
    Column,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Signer,
    Table,
)

DOTS, FEW_DOTS = "…………", "……"
"""Room for the pen: a name, a number."""
MOST_ON_A_QUARTER = 4
"""So many names fit on a quarter of a sheet; more need A5."""


def ballot_paper(organ: str, about: str, names: tuple[str, ...], day: date, *, third: bool = False) -> Paper:
    """Ballots, four to an A4 sheet (A5 for many names): no name of a voter, no number, no mark. `third`: with
    a box for another opinion, as the count has a column for it (`third_answer`)."""
    sheet: Literal["A5", "A6"] = "A6" if len(names) <= MOST_ON_A_QUARTER else "A5"
    head = Letterhead(
        superior="", organ=organ, number="", place_and_date="", kind="PHIẾU BIỂU QUYẾT",
        abstract=(about,) if about else (),
        right_to_sign="", post="", signatory="", recipients=(), hyphens=False,
    )  # fmt: skip
    what = "Họ và tên" if about else "Nội dung"
    columns = (
        (Column("TT", 8, "center"), Column(what, 34), Column("Đồng ý", 14, "center"),
         Column("Không đồng ý", 18, "center"), Column("Ý kiến khác", 15, "center"))
        if third
        else (Column("TT", 8, "center"), Column(what, 34), Column("Đồng ý", 18, "center"),
              Column("Không đồng ý", 29, "center"))
    )  # fmt: skip
    boxes = (Cell("", box=True),) * (3 if third else 2)
    rows = tuple((Cell(str(n)), Cell(name), *boxes) for n, name in enumerate(names, 1))
    many, wrong = ("ba", "quá một ô") if third else ("hai", "cả hai ô")
    unmarked = f"Phiếu không đánh dấu hoặc đánh dấu {wrong} là phiếu không hợp lệ."
    note = Note(f"Đánh dấu × vào một trong {many} ô. {unmarked}")
    blocks = (Table("", columns, rows, row_mm=8), note)
    return Paper(form_on(day), head, blocks, sheet=sheet, properties={"title": "Phiếu biểu quyết"})


def third_answer(purpose: Purpose) -> bool:
    """Whether a secret vote on it also asks for another opinion: a person is admitted or elected or not (the
    sample of the ballot), of any other matter one may think otherwise."""
    return purpose not in {Purpose.ADMISSION, Purpose.ELECTION}


def require_counts(count: Count) -> None:
    """Raise DomainError unless issued, collected and counted ballots agree."""
    valid = count.collected - count.invalid
    if not count.collected <= count.issued <= count.present <= count.entitled:
        raise DomainError("Số phiếu chưa khớp: thu về không quá phát ra, phát ra không quá số có mặt.")
    if valid < 0 or any(row.yes + row.no + row.other != valid for row in count.rows):
        raise DomainError("Số phiếu chưa khớp: cộng các ý kiến lại phải bằng số phiếu hợp lệ.")


def count_paper(count: Count) -> Paper:
    """The minutes of the counting. Raises DomainError when its counts do not agree."""
    require_counts(count)
    desk, month = count.desk, count.counted_on.year * 100 + count.counted_on.month
    abstract = f"kiểm phiếu biểu quyết {count.about}"
    head = Letterhead(
        superior=desk.superior,
        organ=f"{desk.organ}\nTỔ KIỂM PHIẾU",
        number="",
        place_and_date=place_line(desk.seat, None if count.draft else count.counted_on, month),
        kind="BIÊN BẢN",
        abstract=(abstract,),
        right_to_sign="T/M TỔ KIỂM PHIẾU",
        post="TỔ TRƯỞNG",
        signatory=count.tellers[0] if count.tellers else "",
        recipients=(),
        draft=count.draft,
        beside=Signer(CHAIR, "", name_of(count.chair)),
    )
    blocks = tuple(_blocks(count))
    return Paper(form_on(count.counted_on), head, blocks, properties={"title": f"Biên bản {abstract}"})


def _blocks(count: Count) -> Iterator[Block]:
    yield Paragraph(_opening(count))
    yield Heading(2, "1. Số phiếu")
    yield Table(
        "",
        (Column("Nội dung", 125), Column("Số lượng", 40, "right")),
        tuple(
            (Cell(title), Cell(str(number)))
            for title, number in (
                ("Đảng viên chính thức có quyền biểu quyết", count.entitled),
                ("Đảng viên chính thức có mặt", count.present),
                *_slips(count),
                ("Phiếu hợp lệ", count.collected - count.invalid),
                ("Phiếu không hợp lệ", count.invalid),
            )
        ),
    )
    yield Heading(2, "2. Kết quả")
    yield _results(count)
    yield Paragraph(" ".join(_end(count)))


def _slips(count: Count) -> tuple[tuple[str, int], ...]:
    """Ballots handed out and taken back; on devices nothing is handed out, only cast."""
    if count.electronic:
        return (("Phiếu đã bỏ", count.collected),)
    return ("Phiếu phát ra", count.issued), ("Phiếu thu về", count.collected)


def _opening(count: Count) -> str:
    way = "biểu quyết điện tử bằng phiếu kín" if count.electronic else "biểu quyết bằng phiếu kín"
    where = f" tại {count.place}," if count.place else ""
    words = f"Vào hồi {moment_words(count.started_at, count.counted_on)},{where} Chi bộ tiến hành {way}."
    if not count.tellers:
        return words
    first, *rest = count.tellers
    words += (
        f" Tổ kiểm phiếu gồm {few(len(count.tellers))} đồng chí: {', '.join([f'{first} (tổ trưởng)', *rest])}"
    )
    if count.agreed is None:
        return f"{words}."
    agreed = count.agreed
    how = "nhất trí bằng" if agreed.yes == agreed.base else "thông qua bằng"
    return f"{words}; Chi bộ {how} biểu quyết {agreed.method.lower()} {agreed.yes}/{agreed.base}."


def _results(count: Count) -> Table:
    third = count.third or any(row.other for row in count.rows)
    # The ratio's title stands in two lines: a third would take a short count to a second page.
    widths = (9, 33, 17, 20, 17, 47, 22) if third else (10, 38, 17, 24, 0, 50, 26)
    tt, name, yes, no, other, ratio, least = widths
    columns = (
        Column("TT", tt, "center"),
        Column(count.rows_head, name),
        Column("Đồng ý", yes, "right"),
        Column("Không đồng ý", no, "right"),
        *((Column("Ý kiến khác", other, "right"),) if third else ()),
        Column(f"Tỷ lệ đồng ý so với {count.base} {count.base_words}", ratio, "right"),
        Column("Mức phải đạt", least),
    )
    rows = tuple(
        (
            Cell(str(number)),
            Cell(row.name),
            Cell(str(row.yes)),
            Cell(str(row.no)),
            *((Cell(str(row.other)),) if third else ()),
            Cell(f"{format_percent(row.yes / count.base)} ({row.yes}/{count.base})" if count.base else "–"),
            Cell(count.threshold),
        )
        for number, row in enumerate(count.rows, 1)
    )
    return Table("", columns, rows)


def _end(count: Count) -> Iterator[str]:
    """One paragraph, as in the sample: a line less, and a short count stands on one page."""
    results = {True: "Kết quả: đủ tỷ lệ theo quy định.", False: "Kết quả: không đủ tỷ lệ theo quy định."}
    if count.passed is not None:
        yield results[count.passed]
    # Who keeps the ballots and how many copies there are is recorded nowhere: the tellers write it in.
    kept = (
        "Biểu quyết điện tử bằng phiếu kín."
        if count.electronic
        else f"Phiếu đã kiểm được niêm phong, giao đồng chí {DOTS} lưu."
    )
    yield f"{kept} Biên bản lập thành {FEW_DOTS} bản, thông qua hồi {time_words(count.ended_at)} cùng ngày."
