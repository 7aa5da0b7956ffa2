"""The list of members as a paper (papers §5.1): by given name, the last line says how many."""

from collections.abc import Iterator
from datetime import date

from sotay.core.vietnamese import format_date_paper, format_int
from sotay.members.choices import Status
from sotay.members.queries import Line, Register, Visitor
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.queries import names_on
from sotay.reporting.forms import form_on
from sotay.reporting.lists.head import list_head
from sotay.reporting.paper import Block, Cell, Column, Note, Paper, Paragraph, Table

CELL_COLUMNS = (
    Column("TT", 9, "center"),
    Column("Họ và tên", 44),
    Column("Năm sinh", 14, "center"),
    Column("Giới tính", 13, "center"),
    Column("Ngày vào Đảng", 25, "center"),
    Column("Ngày chính thức", 25, "center"),
    Column("Ghi chú", 35),
)
COMMITTEE_COLUMNS = (
    Column("TT", 9, "center"),
    Column("Họ và tên", 34),
    Column("Năm sinh", 10, "center"),
    Column("Ngày vào Đảng", 20, "center"),
    Column("Ngày chính thức", 20, "center"),
    Column("Chi bộ", 42),
    Column("Ghi chú", 30),
)


def member_list_paper(found: Register, *, today: date) -> Paper:
    """The whole register of an organisation as on its day; made and signed today."""
    return Paper(
        form=form_on(today),
        head=list_head(found.organisation, "đảng viên", found.day, today=today, scope=_scope(found)),
        blocks=tuple(_blocks(found)),
        properties={"title": "Danh sách đảng viên"},
    )


def count_words(number: int) -> str:
    """Below ten with a leading 0, as papers write: 02, 28, 1.204."""
    return f"{number:02d}" if number < 10 else format_int(number)


def _scope(found: Register) -> str:
    """A list of a part says so under its title, with the whole number; "" when nobody is left out."""
    if not found.hidden:
        return ""
    seen, all_ = found.sums.members, found.sums.members + found.hidden_members
    return f"(gồm {count_words(seen)} trong {count_words(all_)} đảng viên: các chi bộ người lập được xem tên)"


def closing(found: Register) -> tuple[str, str]:
    """Danh sách có 28 đồng chí. · Gồm 26 chính thức, 02 dự bị; trong đó 03 được miễn sinh hoạt."""
    sums = found.sums
    standings = ((sums.official, "chính thức"), (sums.probationary, "dự bị"))
    apart = ((sums.exempt, "được miễn sinh hoạt"), (sums.away, "sinh hoạt tạm thời nơi khác"))
    said = "Gồm " + ", ".join(f"{count_words(n)} {words}" for n, words in standings if n)
    if rest := ", ".join(f"{count_words(n)} {words}" for n, words in apart if n):
        said += f"; trong đó {rest}"
    return f"Danh sách có {count_words(sums.members)} đồng chí.", f"{said}."


def _blocks(found: Register) -> Iterator[Block]:
    several = found.organisation.kind not in CELL_KINDS
    names = {pk: n.name for pk, n in names_on(list(found.cells), found.day).items()}
    row = _committee_row if several else _cell_row
    yield Table(
        title="",
        columns=COMMITTEE_COLUMNS if several else CELL_COLUMNS,
        rows=tuple(row(number, line, names) for number, line in enumerate(found.lines, 1)),
    )
    if found.visitors:
        yield _visitors(found.visitors, names, several=several)
    if found.hidden:
        yield Note(f"Không gồm {count_words(found.hidden)} chi bộ mà người lập không được xem tên đảng viên.")
    # Two lines of text stand with the signature; with one alone the table would be held to it as well.
    for words in closing(found):
        yield Paragraph(words)


def _dates(line: Line) -> tuple[Cell, Cell]:
    official = format_date_paper(line.official_on) if line.official_on else ""
    probationary = line.status == Status.PROBATIONARY
    return (
        Cell(format_date_paper(line.joined_on) if line.joined_on else ""),
        Cell("dự bị" if probationary else official),
    )


def _notes(line: Line) -> str:
    """Posts, and why somebody is not expected; no ground, which is nobody else's business."""
    words = [str(post.label) for post in line.posts]
    words += ["miễn sinh hoạt"] if line.exempt else []
    words += ["sinh hoạt tạm thời nơi khác"] if line.away else []
    text = "; ".join(words)
    return text[:1].upper() + text[1:]


def _who(number: int, line: Line) -> tuple[Cell, Cell, Cell]:
    born = str(line.birth_year) if line.birth_year else ""
    return Cell(str(number)), Cell(line.name, unbroken=True), Cell(born)


def _cell_row(number: int, line: Line, names: dict[int, str]) -> tuple[Cell, ...]:
    sex = Cell(str(line.sex.label) if line.sex else "")
    return (*_who(number, line), sex, *_dates(line), Cell(_notes(line)))


def _committee_row(number: int, line: Line, names: dict[int, str]) -> tuple[Cell, ...]:
    return (*_who(number, line), *_dates(line), Cell(_short(names.get(line.cell, ""))), Cell(_notes(line)))


def _short(name: str) -> str:
    """The column says "Chi bộ": thôn Hạ, Trường Tiểu học An Hòa."""
    return name.removeprefix("Chi bộ ")


def _visitors(visitors: tuple[Visitor, ...], names: dict[int, str], *, several: bool) -> Table:
    """Members of other cells who meet here for a time: a second, short table."""
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên", 50),
        Column("Tư cách", 30),
        Column("Từ ngày", 25, "center"),
        *((Column("Chi bộ đến", 50),) if several else ()),
    )
    rows = tuple(
        (
            Cell(str(number)),
            Cell(one.name, unbroken=True),
            Cell("dự bị" if one.status == Status.PROBATIONARY else "chính thức"),
            Cell(format_date_paper(one.since)),
            *((Cell(names.get(one.cell, "")),) if several else ()),
        )
        for number, one in enumerate(visitors, 1)
    )
    return Table("Đồng chí nơi khác đến sinh hoạt tạm thời", columns, rows)
