"""A commit: all or nothing, twice is once, wrong rows aside on purpose, for a person with the right."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sotay.core.actor import Actor
from sotay.core.errors import PermissionDenied
from sotay.facts.models import CellMonth, StaleMonth
from sotay.imports.plan import ImportRefused
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance, CellMonthCount, Meeting, MeetingStep
from sotay.members.models import Member
from sotay.organisations.models import Organisation
from tests.imports.support import (
    COUNTS,
    DISTRICT,
    MEETINGS,
    MEMBER_EVENTS,
    MEMBERS,
    ORGANISATIONS,
    ROLL,
    Desk,
    Row,
    change,
    count,
    counts,
    line,
    meeting,
    member,
    officer,
    only_fault,
    org,
)

pytestmark = pytest.mark.django_db

WRONG = member("X1", "B", **{"Ngày vào Đảng": "31/02/2010"})


def everything() -> dict[str, list[Row]]:
    """One of each, in an order that no file should have to keep."""
    return {
        COUNTS: [count("X2", "01/2024", **{"Phải dự": 5, "Có mặt": 4, "Vắng có lý do": 1})],
        ROLL: [line("X1", "A", **{"01/2024": "x"})],
        MEETINGS: [meeting("X1", "01/2024", "05/01/2024", O3="x")],
        MEMBERS: [member("X1", "A")],
        ORGANISATIONS: DISTRICT,
    }


def journal() -> list[Entry]:
    return list(Entry.objects.filter(event="ImportCommitted"))


def test_sheets_are_taken_in_the_order_of_what_they_need(desk: Desk) -> None:
    files = [desk.book({name: rows}) for name, rows in everything().items()]
    plan = desk.commit(*files)
    assert plan.committed
    assert plan.new == 8
    assert Attendance.objects.get().state == "present"


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    plan = desk.dry(everything())
    assert (plan.new, plan.committed) == (8, False)
    assert not Organisation.objects.exists()
    assert not journal()


def test_twice_is_once(desk: Desk) -> None:
    book = desk.book(everything())
    desk.commit(book)
    tables = (Organisation, Member, Meeting, MeetingStep, Attendance, CellMonthCount)
    before = [list(t.objects.order_by("pk").values()) for t in tables]
    plan = desk.commit(book)
    assert (plan.new, plan.changed, plan.same) == (0, 0, 8)
    assert [list(t.objects.order_by("pk").values()) for t in tables] == before
    assert len(journal()) == 1


def test_figures_are_counted_again_where_something_changed(desk: Desk) -> None:
    desk.take(everything())
    found = set(CellMonth.objects.values_list("cell__code", "month", "expected", "present"))
    assert found == {("X1", 202401, 1, 1), ("X2", 202401, 5, 4)}
    assert not StaleMonth.objects.exists()


def test_the_journal_holds_counts_and_digests_only(desk: Desk) -> None:
    desk.take(everything())
    payload = json.loads(journal()[0].payload)
    assert payload["counts"]["to-chuc"] == [4, 0, 0, 0]
    assert [len(digest) for digest in payload["files"]] == [64]
    assert "Đảng viên" not in journal()[0].payload


def test_one_wrong_row_stops_everything(district: Desk) -> None:
    with pytest.raises(ImportRefused, match="còn 1 dòng lỗi") as refused:
        district.take({MEMBERS: [member("X1", "A"), WRONG]})
    assert refused.value.plan is not None
    assert only_fault(refused.value.plan)[:2] == (3, "Ngày vào Đảng")
    assert not Member.objects.exists()


def test_wrong_rows_may_be_set_aside_on_purpose(district: Desk, tmp_path: Path) -> None:
    aside = tmp_path / "loi.xlsx"
    asked_by_nobody = {"Số điện thoại": "0900000000"}
    rows = {MEMBERS: [member("X1", "A"), WRONG | asked_by_nobody], ROLL: []}
    plan = district.take(rows, set_aside=aside)
    assert (plan.new, plan.wrong, plan.set_aside) == (1, 1, aside)
    assert Member.objects.count() == 1
    header, row = CalamineWorkbook.from_path(aside).get_sheet_by_name(MEMBERS).to_python()
    assert (header[-1], row[header.index("Ngày vào Đảng")]) == ("Lỗi cần sửa", "31/02/2010")
    assert "Số điện thoại" not in header
    assert row[-1] == "Ngày vào Đảng: Không phải ngày: viết dd/mm/yyyy."
    assert aside.stat().st_mode & 0o077 == 0


def test_mended_rows_go_in_from_the_file_that_came_back(district: Desk, tmp_path: Path) -> None:
    district.take({MEMBERS: [WRONG]}, set_aside=tmp_path / "loi.xlsx")
    plan = district.plan(tmp_path / "loi.xlsx")
    assert not any("Lỗi cần sửa" in n.message for n in plan.notices)
    assert only_fault(plan)[:2] == (2, "Ngày vào Đảng")


def test_what_leans_on_a_wrong_row_is_set_aside_with_it(desk: Desk, tmp_path: Path) -> None:
    rows = {ORGANISATIONS: [*DISTRICT, org("X3", "lạ", "X")], MEMBERS: [member("X1", "A"), member("X3", "B")]}
    plan = desk.take(rows, set_aside=tmp_path / "loi.xlsx")
    assert counts(plan) == [(4, 0, 0, 1), (1, 0, 0, 1)]


@pytest.mark.parametrize("name", ["loi.csv", "co-san.xlsx", "khong/loi.xlsx"])
def test_where_wrong_rows_may_not_be_set_aside(district: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "co-san.xlsx").touch()
    with pytest.raises(ImportRefused):
        district.take({MEMBERS: [WRONG]}, set_aside=tmp_path / name)


def test_blanks_are_asked_once_and_stop_the_commit(district: Desk) -> None:
    rows = {
        MEMBERS: [member("X1", "A"), member("X1", "B")],
        MEETINGS: [meeting("X1", "01/2024", "05/01/2024")],
        ROLL: [line("X1", "A", **{"01/2024": "x"}), line("X1", "B")],
    }
    assert [q.option for q in district.dry(rows).questions] == ["blank"]
    with pytest.raises(ImportRefused, match="Ô trống"):
        district.take(rows)
    assert not Meeting.objects.exists()
    assert not district.dry(rows, blank="present").questions


def test_an_unreadable_file_stops_everything_even_with_rows_aside(district: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "hong.xlsx"
    bad.write_text("not a workbook")
    good = district.book({MEMBERS: [member("X1", "A")]})
    with pytest.raises(ImportRefused, match="không đọc được"):
        district.commit(good, bad, set_aside=tmp_path / "loi.xlsx")
    assert not Member.objects.exists()


def test_importing_needs_the_permission(district: Desk) -> None:
    nobody = Actor(1, "đảng viên")
    for call in (district.plan, district.commit):
        with pytest.raises(PermissionDenied):
            call(district.book({MEMBERS: []}), actor=nobody)


def test_an_officer_works_inside_the_scope_only(district: Desk) -> None:
    district.take({ORGANISATIONS: [org("Y", "Chi bộ cơ sở", "H", Khối="Cơ quan")]})
    rows = {COUNTS: [count("X1", "01/2024"), count("Y", "01/2024"), count("không-có", "01/2024")]}
    plan = district.plan(district.book(rows), actor=officer("X"))
    assert counts(plan) == [(1, 0, 0, 2)]
    assert {f.message for f in plan.faults} == {
        "Không có mã này trong phạm vi của đồng chí: kiểm tra lại mã."
    }


def batch(letter: str, cells: int) -> dict[str, list[Row]]:
    """A commune of some cells with five members and three meetings each."""
    codes = [f"{letter}{n}" for n in range(cells)]
    months = ["01/2024", "02/2024", "03/2024"]
    return {
        ORGANISATIONS: [org(code, "Chi bộ", "X") for code in codes],
        MEMBERS: [member(code, f"{code}-{n}") for code in codes for n in range(5)],
        MEETINGS: [meeting(c, m, f"05/{m}", O3="x") for c in codes for m in months],
        ROLL: [line(c, f"{c}-{n}", **dict.fromkeys(months, "x")) for c in codes for n in range(5)],
        COUNTS: [count(code, "04/2024") for code in codes],
    }


def test_the_number_of_queries_does_not_grow_with_the_rows(district: Desk) -> None:
    asked = []
    for letter, cells in (("C", 2), ("D", 40)):
        book = district.book(batch(letter, cells))
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert not district.commit(book).faults
            asked.append(len(queries))
    first, again, many, many_again = asked
    assert many == first
    assert many_again == again


def test_the_first_rule_set_begins_on_its_day(district: Desk) -> None:
    rows = [meeting("X1", "07/2018", "05/07/2018"), meeting("X1", "07/2018", "06/07/2018")]
    plan = district.dry({MEETINGS: rows})
    assert [f.row for f in plan.faults] == [2]


def test_a_commit_tells_which_rows_went_in(village: Desk) -> None:
    plan = village.take(
        {
            ORGANISATIONS: [*DISTRICT, org("X3", "Chi bộ", "X")],
            MEMBERS: [member("X1", "A", **{"Số thẻ": "1"}), member("X3", "E")],
            MEMBER_EVENTS: [change("B", "Chuyển đi", "01/03/2024")],
            MEETINGS: [meeting("X1", "02/2024", "05/02/2024")],
            ROLL: [line("X1", "A", **{"01/2024": "x"}), line("X1", "B", **{"01/2024": ""})],
            COUNTS: [count("X2", "02/2024", "Không", **{"Lý do": "bão"})],
        },
        blank="unrecorded",
    )
    told = [(row.sheet, row.row, row.kind, row.fresh) for row in plan.landed]
    assert told == [
        ("Tổ chức", 6, "organisation", True),
        ("Đảng viên", 2, "member", False),
        ("Đảng viên", 3, "member", True),
        ("Biến động đảng viên", 2, "member", True),
        ("Sinh hoạt", 2, "meeting", True),
        ("Điểm danh", 2, "member", True),
        ("Điểm danh", 3, "member", True),
        ("Số liệu tháng", 2, "count", True),
    ]
    assert len(plan.landed) == plan.new + plan.changed
    assert plan.landed[-1].thing == CellMonthCount.objects.get().pk
