"""The large district's shape, checked on plain data: counts, quotas, lives."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

from sotay.core.period import first_day, last_day
from sotay.core.vietnamese import format_percent
from sotay.demo.district import SMALL, District, build_district
from sotay.demo.district.lives import expected_stays, members_on, official_stays
from sotay.demo.district.model import Turnout, Unit
from sotay.demo.district.shape import FULL
from sotay.demo.district.tree import DISTRICT
from sotay.demo.files.people import committee_secretaries
from sotay.organisations.choices import UNIT_KINDS, Block, Kind

LAST = FULL.last_day


@cache
def district() -> District:
    """Made once: it takes about a second."""
    return build_district()


def _there(day: date) -> list[Unit]:
    return [u for u in district().units if u.founded <= day and (u.ended is None or u.ended > day)]


def _of(block: Block, *years: int) -> list[Turnout]:
    return [
        t
        for t in district().turnouts
        if t.cell.grassroots.block == block and (not years or t.month // 100 in years)
    ]


def _net(turnouts: Iterable[Turnout]) -> Fraction:
    some = list(turnouts)
    return Fraction(sum(t.present for t in some), sum(t.net for t in some))


def test_the_tree_has_the_articles_counts() -> None:
    units = [u for u in _there(LAST) if u.kind in UNIT_KINDS]
    grassroots = [u for u in units if u.kind in {Kind.GRASSROOTS_COMMITTEE, Kind.GRASSROOTS_CELL}]
    cells = Counter(u.grassroots.block for u in units if u.is_cell)
    by_block = Counter(u.grassroots.block for u in units)
    assert len(grassroots) == 68
    assert (cells.total(), cells[Block.COMMUNE]) == (400, 311)
    assert (by_block[Block.AGENCY], by_block[Block.ENTERPRISE]) == (48, 58)


def test_members_on_the_last_day() -> None:
    assert members_on(district().people, LAST) == 9255


def test_codes_are_unique_and_speak() -> None:
    codes = [u.code for u in district().units]
    assert len(set(codes)) == len(codes)
    assert {"HN", "ML", "ML-X01", "ML-X01-03", "ML-C01-01", "ML-D01"} <= set(codes)
    numbers = [p.record for p in district().people]
    assert len(set(numbers)) == len(numbers)


def test_every_change_of_the_tree_is_there_once() -> None:
    kinds = Counter(c.what for c in district().unit_changes)
    assert kinds == {
        "Đổi tên": 1, "Hợp nhất": 2, "Chia": 2, "Tách": 1, "Sáp nhập": 1, "Chuyển cấp trên": 1,
    }  # fmt: skip
    assert sum(c.takes_over for c in district().unit_changes) == 1
    assert all(c.decision for c in district().unit_changes)


def test_members_come_leave_and_are_away() -> None:
    kinds = Counter(c.what for p in district().people for c in p.changes)
    assert set(kinds) == {
        "Miễn sinh hoạt", "Sinh hoạt tạm thời", "Chuyển chính thức", "Công nhận chính thức", "Chuyển đi",
        "Xóa tên", "Khai trừ", "Từ trần",
    }  # fmt: skip


def test_lives_are_in_order() -> None:
    for person in district().people:
        begin = person.joined
        assert person.born + timedelta(16 * 365) < begin <= person.starts
        assert person.official is None or person.official > begin
        assert person.starts >= person.cell.founded
        for cell, start, stop in official_stays(person):
            assert start < stop, person.record
            assert start >= cell.founded
            assert cell.ended is None or stop <= cell.ended


def test_nobody_is_expected_at_two_cells_on_one_day() -> None:
    for person in district().people:
        stays = sorted(expected_stays(person), key=lambda s: s[1])
        assert all(a[2] <= b[1] for a, b in pairwise(stays)), person.record


def test_every_due_month_is_met() -> None:
    """A month is met by the cell's own meeting, a joint one, the month before, or a predecessor's."""
    met = {(t.cell, t.month) for t in district().turnouts}
    met |= {(s.cell, s.also_month) for s in district().sittings if s.also_month}
    met |= {(c.cell, c.month) for c in district().counts if c.turnout is None}
    followers = {c.other: c.unit for c in district().unit_changes if c.what in {"Hợp nhất", "Chia"}}
    for month in FULL.period.months:
        for unit in _there(last_day(month)):
            if not unit.is_cell or (unit, month) in met:
                continue
            founded_now = unit.founded > first_day(month)
            split_off = any(c.other is unit for c in district().unit_changes if c.what == "Tách")
            assert founded_now, (unit.code, month)
            assert split_off or (followers[unit], month) in met


def test_exactly_the_declared_cells_lack_a_theme() -> None:
    themed = {(s.cell, s.month) for s in district().sittings if s.theme and s.held_on}
    themed |= {(t.cell, t.month) for t in district().turnouts if t.theme}
    quarters = FULL.period.whole_quarters
    assert len(quarters) == 9
    lacking: Counter[Block | None] = Counter()
    for cell in (u for u in _there(LAST) if u.is_cell and not u.changed):
        for quarter in quarters:
            months = [quarter // 10 * 100 + quarter % 10 * 3 - k for k in range(3)]
            if not any((cell, m) in themed for m in months):
                lacking[cell.grassroots.block] += 1
                break
    assert lacking == {Block.COMMUNE: 28, Block.ENTERPRISE: 12}


def test_attendance_prints_as_the_article_says() -> None:
    assert format_percent(_net(_of(Block.COMMUNE))) == "85%"
    assert _net(_of(Block.AGENCY)) == 1
    assert abs(_net(_of(Block.COMMUNE)) - Fraction(85, 100)) < Fraction(1, 100_000)


def test_attendance_rises() -> None:
    for block in (Block.COMMUNE, Block.ENTERPRISE):
        years = [_net(_of(block, year)) for year in (2022, 2023, 2024)]
        assert years == sorted(years)
        assert years[0] + Fraction(3, 100) < years[-1]


def test_gross_attendance_is_a_few_points_lower() -> None:
    for block in Block.COMMUNE, Block.AGENCY, Block.ENTERPRISE:
        some = _of(block)
        gross = Fraction(sum(t.present for t in some), sum(len(t.expected) for t in some))
        assert Fraction(2, 100) < _net(some) - gross < Fraction(7, 100)


def test_the_month_has_its_exceptions() -> None:
    sittings = district().sittings
    assert any(s.also_month and s.consent for s in sittings)
    assert any(s.joint for s in sittings)
    assert any(s.held_on and s.held_on > last_day(s.month) for s in sittings)
    assert {"Thường kỳ", "Chuyên đề", "Thường kỳ gắn chuyên đề"} == {s.kind for s in sittings}
    assert {"Đã sinh hoạt", "Không tổ chức", "Hoãn"} == {s.status for s in sittings}
    late = [s for s in sittings if s.held_on and s.held_on > LAST]
    assert {s.month for s in late} == {FULL.period.last}, "its last month slipped over its end"
    assert all(s.held_on <= LAST + timedelta(2) for s in late if s.held_on)
    assert any("-" in marks.values() for rows in district().marks.values() for marks in rows.values())


def test_both_ways_in() -> None:
    counted = {c.cell for c in district().counts}
    rolled = set(district().marks)
    assert not counted & rolled
    assert counted | rolled == set(district().cells)
    assert {c.grassroots.block for c in counted} == {Block.ENTERPRISE}


def test_the_same_seed_gives_the_same_district() -> None:
    one, other = build_district(SMALL, seed=3), build_district(SMALL, seed=3)
    assert [p.name for p in one.people] == [p.name for p in other.people]
    assert [p.name for p in one.people] != [p.name for p in build_district(SMALL, seed=4).people]


def test_every_committee_has_its_own_secretary() -> None:
    district = build_district(SMALL)
    led = list(committee_secretaries(district))
    assert {unit.code for unit, _ in led} == {
        u.code for u in district.units if u.kind == Kind.GRASSROOTS_COMMITTEE or u.code == DISTRICT
    }
    assert len({person.record for _, person in led}) == len(led)
