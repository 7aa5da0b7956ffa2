"""Who belongs to the cell and who came: part I.1 of the minutes."""

from collections.abc import Iterable, Iterator

from sotay.core.vietnamese import format_date_paper
from sotay.meetings.rules.readings import NAME, attendance_words
from sotay.minutes.record import GroupSitting, Heads, MeetingRecord, Membership, Passage
from sotay.reporting.meeting_papers.words import DASH, NONE, few, time_words
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
    known = record.membership.known
    listed = known or record.membership.expected.total > 0  # without a roll nobody was counted as expected
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
        unknown = (name in _TURNED_OUT and not known) or (name == "expected" and not listed)
        counts = [str(heads.official), str(heads.probationary), str(heads.attached)]
        if name in _OWN and not heads.attached:
            counts[2] = DASH
        counts += [str(_of(part, name).total) if listed else DASH for _, part in groups]
        counts.append(str(heads.total))
        cells = (DASH for _ in counts) if unknown else counts
        bold = name == "expected"
        rows.append((Cell(title, bold=bold), *(Cell(text, bold=bold) for text in cells)))
    return Table("", columns, tuple(rows))


def group_blocks(groups: Iterable[GroupSitting]) -> Iterator[Block]:
    """When and where each group sat by itself; nothing where nobody wrote that down."""
    found = list(groups)
    if found:
        yield Paragraph("", lead="Họp theo từng tổ đảng:")
    for one in found:
        yield Paragraph(f"{one.name}: {_when_and_where(one)}.", item=True)


def _when_and_where(one: GroupSitting) -> str:
    """từ 19 giờ đến 20 giờ 15 phút, ngày 03/11/2026; địa điểm: Nhà văn hóa xóm Trong."""
    hours = ""
    if one.started_at and one.ended_at:
        hours = f"từ {time_words(one.started_at)} đến {time_words(one.ended_at)}"
    elif one.started_at:
        hours = f"bắt đầu {time_words(one.started_at)}"
    elif one.ended_at:
        hours = f"kết thúc {time_words(one.ended_at)}"
    day = f"ngày {format_date_paper(one.held_on)}" if one.held_on else ""
    place = f"địa điểm: {one.place.strip().rstrip('.')}" if one.place.strip() else ""
    return "; ".join(filter(None, (", ".join(filter(None, (hours, day))), place)))


def membership_blocks(record: MeetingRecord) -> Iterator[Block]:
    """The table, the ratio, the absent (with neutral reasons, or by name), who came late or went early."""
    yield membership_table(record)
    members = record.membership
    if not members.known:
        yield Paragraph("Chưa có số liệu điểm danh.")
        return
    yield Paragraph(f"{NAME}: {attendance_words(members.present.total, members.expected.total)}.")
    yield _absent("Vắng có lý do", [_excused(a.name, a.reason) for a in record.excused])
    yield _absent("Vắng không có lý do", list(record.unexcused))
    yield from _passages(record)


def _passages(record: MeetingRecord) -> Iterator[Block]:
    """Who came late and who went before the end, and what that makes of the counts; nothing without any."""
    for title, people in (("Đến muộn", record.late), ("Về trước khi bế mạc", record.gone)):
        if people:
            names = "; ".join(_passage(one) for one in people)
            yield Paragraph(f"{title} ({few(len(people))} đồng chí): {names}.", item=True)
    if not record.late and not record.gone:
        return
    who = [words for words, some in (("đến muộn", record.late), ("về trước", record.gone)) if some]
    yield Paragraph(
        f"Đồng chí {', '.join(who)} được tính là có mặt. Số đang dự: lúc khai mạc {record.at_opening}, lúc "
        f"bế mạc {record.at_close} (trong {record.membership.expected.total} đồng chí phải dự)."
    )


def _passage(one: Passage) -> str:
    """Bùi Thị Lụa – lúc 19 giờ 45 phút, khi đang ở nội dung “Thảo luận” · Lưu Thế Vượng (không ghi giờ)."""
    if one.at is None:
        return f"{one.name} (không ghi giờ)"
    during = f", khi đang ở nội dung “{one.during}”" if one.during else ""
    return f"{one.name} – lúc {time_words(one.at)}{during}"


def _excused(name: str, reason: str) -> str:
    return f"{name} – {reason}" if reason else name


def _absent(title: str, names: list[str]) -> Paragraph:
    if not names:
        return Paragraph(f"{title}: {NONE}.", item=True)
    between = "; " if any(" – " in name for name in names) else ", "
    return Paragraph(f"{title} ({few(len(names))} đồng chí): {between.join(names)}.", item=True)
