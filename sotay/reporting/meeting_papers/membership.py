"""Who belongs to the cell and who came: part I.1 of the minutes."""

from collections.abc import Iterator

from sotay.minutes.record import Heads, MeetingRecord, Membership
from sotay.reporting.meeting_papers.words import DASH, NONE, few, ratio_words
from sotay.reporting.paper import Block, Cell, Column, Paragraph, Table

EXPECTED = "Phải dự sinh hoạt"
_ROWS = (
    ("all", "Đảng viên của chi bộ"),
    ("exempt", "Được miễn công tác và sinh hoạt đảng"),
    ("away", "Đang sinh hoạt tạm thời nơi khác"),
    ("expected", EXPECTED),
    ("present", "Có mặt"),
    ("excused", "Vắng có lý do"),
    ("unexcused", "Vắng không có lý do"),
)
_OWN = frozenset({"all", "exempt", "away"})  # of the cell's own members: nobody is attached among them
_TURNED_OUT = frozenset({"present", "excused", "unexcused"})


def _of(membership: Membership, name: str) -> Heads:
    found: Heads = getattr(membership, name)
    return found


def membership_table(record: MeetingRecord) -> Table:
    """The counts by right; one column more for each group that sat by itself."""
    groups = record.sittings
    columns = (
        Column("Nội dung", 62),
        Column("Chính thức", 24, "right"),
        Column("Dự bị", 20, "right"),
        Column("Tạm thời đến", 26, "right"),
        *(Column(name, 20, "right") for name, _ in groups),
        Column("Cộng", 20, "right"),
    )
    rows = []
    for name, title in _ROWS:
        heads = _of(record.membership, name)
        unknown = name in _TURNED_OUT and not record.membership.known
        counts = [str(heads.official), str(heads.probationary), str(heads.attached)]
        if name in _OWN and not heads.attached:
            counts[2] = DASH
        counts += [str(_of(part, name).total) for _, part in groups]
        counts.append(str(heads.total))
        cells = (DASH for _ in counts) if unknown else counts
        bold = name == "expected"
        rows.append((Cell(title, bold=bold), *(Cell(text, bold=bold) for text in cells)))
    return Table("", columns, tuple(rows))


def membership_blocks(record: MeetingRecord) -> Iterator[Block]:
    """The table, the ratio, and the absent: with neutral reasons, and by name alone."""
    yield membership_table(record)
    members = record.membership
    if not members.known:
        yield Paragraph("Chưa có số liệu điểm danh.")
        return
    ratio = ratio_words(members.present.total, members.expected.total)
    yield Paragraph(f"Tỷ lệ đảng viên dự sinh hoạt: {ratio}.")
    yield _absent("Vắng có lý do", [_excused(a.name, a.reason) for a in record.excused])
    yield _absent("Vắng không có lý do", list(record.unexcused))


def _excused(name: str, reason: str) -> str:
    return f"{name} – {reason}" if reason else name


def _absent(title: str, names: list[str]) -> Paragraph:
    if not names:
        return Paragraph(f"{title}: {NONE}.", item=True)
    between = "; " if any(" – " in name for name in names) else ", "
    return Paragraph(f"{title} ({few(len(names))} đồng chí): {between.join(names)}.", item=True)
