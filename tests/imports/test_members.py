"""Members: who they are, where they belong, and what changes about them."""

from datetime import date
from typing import Any

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import Actor, Reach
from sotay.members.choices import Status
from sotay.members.models import Exemption, Member, MemberStatus, OfficialPlace, Position, TemporaryPlace
from sotay.organisations.models import Organisation
from tests.imports.support import (
    MEMBER_EVENTS,
    MEMBERS,
    ORGANISATIONS,
    Desk,
    Row,
    change,
    counts,
    faults,
    member,
    officer,
    only_fault,
    org,
)

pytestmark = pytest.mark.django_db


def spans(model: Any, number: str, field: str) -> list[tuple[Any, date, date | None]]:
    rows = model.objects.filter(member__identifiers__number=number).order_by("valid_from")
    return list(rows.values_list(field, "valid_from", "valid_to"))


def test_probationary_from_admission_and_official_from_recognition(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    assert spans(MemberStatus, "A", "status") == [
        ("probationary", date(2010, 2, 1), date(2011, 2, 1)),
        ("official", date(2011, 2, 1), None),
    ]
    assert spans(OfficialPlace, "A", "cell__code") == [("X1", date(2010, 2, 1), None)]
    person = Member.objects.get()
    assert person.home is not None
    assert (person.home.code, person.search_name) == ("X1", "dang vien a")


def test_without_a_day_of_recognition_one_is_probationary(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A", **{"Ngày chính thức": ""})]})
    assert spans(MemberStatus, "A", "status") == [("probationary", date(2010, 2, 1), None)]


def test_the_place_is_not_older_than_the_cell(district: Desk) -> None:
    old = {"Ngày vào Đảng": "03/02/1980", "Ngày chính thức": "03/02/1981"}
    district.take({MEMBERS: [member("X1", "A", **old)]})
    assert spans(OfficialPlace, "A", "cell__code") == [("X1", date(2000, 1, 1), None)]


@pytest.mark.parametrize("given", ["NGUYEN THI UOC", "nguyen thi uoc", "NGUYỄN THỊ ƯỚC"])
def test_a_name_known_with_its_marks_does_not_lose_them(district: Desk, given: str) -> None:
    """A list without marks comes for its dates: thousands of names must not be spoilt by it."""
    district.take({MEMBERS: [member("X1", "A", **{"Họ và tên": "Nguyễn Thị Ước"})]})
    plan = district.take({MEMBERS: [member("X1", "A", **{"Họ và tên": given, "Giới tính": "Nữ"})]})
    assert Member.objects.values_list("full_name", "sex").get() == ("Nguyễn Thị Ước", "female")
    assert any("1 họ tên viết không dấu" in one.message for one in plan.notices)


@pytest.mark.parametrize(
    ("known", "given"), [("Nguyen Thi Uoc", "Nguyễn Thị Ước"), ("Đặng Văn Át", "Đặng Văn Ất")]
)
def test_a_name_is_put_right_by_one_with_marks(district: Desk, known: str, given: str) -> None:
    district.take({MEMBERS: [member("X1", "A", **{"Họ và tên": known})]})
    district.take({MEMBERS: [member("X1", "A", **{"Họ và tên": given})]})
    assert Member.objects.get().full_name == given


def test_a_year_alone_does_not_take_away_the_day_of_birth(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A", **{"Ngày sinh": "05/03/1962"})]})
    district.take({MEMBERS: [member("X1", "A", **{"Ngày sinh": 1962})]})
    assert Member.objects.values_list("born_on", "birth_year").get() == (date(1962, 3, 5), 1962)
    district.take({MEMBERS: [member("X1", "A", **{"Ngày sinh": 1963})]})
    assert Member.objects.values_list("born_on", "birth_year").get() == (None, 1963), "another year is news"


def test_a_year_of_birth_alone_is_enough(district: Desk) -> None:
    rows = [member("X1", "A", **{"Ngày sinh": 1962}), member("X1", "B", **{"Ngày sinh": date(1970, 5, 2)})]
    district.take({MEMBERS: rows})
    found = Member.objects.order_by("birth_year").values_list("born_on", "birth_year")
    assert list(found) == [(None, 1962), (date(1970, 5, 2), 1970)]


def test_a_committee_member_is_named_as_the_cell_names_him(district: Desk) -> None:
    posts = {"Giữ chức từ ngày": "01/01/2015"}
    lines = [
        member("X1", n, **posts, **{"Chức vụ": p}) for n, p in (("A", "Chi ủy viên"), ("B", "chi uỷ viên"))
    ]
    assert counts(district.take({MEMBERS: lines})) == [(2, 0, 0, 0)]
    assert set(Position.objects.values_list("post", flat=True)) == {"committee_member"}


def test_a_new_post_ends_the_one_before_in_the_same_cell(district: Desk) -> None:
    deputy = {"Chức vụ": "Phó bí thư", "Giữ chức từ ngày": "01/01/2015"}
    secretary = {"Chức vụ": "Bí thư", "Giữ chức từ ngày": "01/01/2020"}
    district.take({MEMBERS: [member("X1", "A", **deputy)]})
    assert district.take({MEMBERS: [member("X1", "A", **secretary)]}).changed == 1
    assert district.take({MEMBERS: [member("X1", "A", **secretary)]}).same == 1
    assert list(Position.objects.order_by("valid_from").values_list("post", "valid_to")) == [
        ("deputy_secretary", date(2020, 1, 1)),
        ("secretary", None),
    ]


def test_a_corrected_day_replaces_the_day_before(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    district.take({MEMBERS: [member("X1", "A", **{"Ngày chính thức": "05/03/2011"})]})
    assert [s for s in spans(MemberStatus, "A", "status") if s[0] == "official"] == [
        ("official", date(2011, 3, 5), None)
    ]


def test_another_number_of_the_same_person_is_added(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    plan = district.take({MEMBERS: [member("X1", "A", **{"Số thẻ": "00123"})]})
    assert plan.changed == 1
    assert Member.objects.get().identifiers.filter(kind="card", number="00123").exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([member("zz", "A")], "Không có mã này"),
        ([member("X", "A")], "không phải chi bộ"),
        ([member("X1", "", **{"Số thẻ": ""})], "ít nhất một trong ba số"),
        ([member("X1", "A"), member("X2", "A")], "Trùng số với dòng 2"),
        ([member("X1", "A", **{"Ngày chính thức": "01/01/2009"})], "Sớm hơn Ngày vào Đảng"),
        ([member("X1", "A", **{"Ngày vào Đảng": "", "Ngày chính thức": ""})], "Cần Ngày vào Đảng"),
        ([member("X1", "A", **{"Ngày sinh": "01/13/1970"})], "viết dd/mm/yyyy"),
        ([member("X1", "A", **{"Ngày sinh": "2000"})], "Chưa đủ tuổi"),
        (
            [member("X1", "A", **{"Ngày vào Đảng": "1998", "Ngày chính thức": ""})],
            "Chỉ có năm, chưa đủ: viết dd/mm/yyyy",
        ),
        ([member("X1", "A", **{"Ngày vào Đảng": "2012"})], "Sau năm chính thức"),
        ([member("X1", "A", **{"Ngày chính thức": 1999})], "Chỉ có năm, chưa đủ: viết dd/mm/yyyy"),
        ([member("X1", "A", **{"Ngày về chi bộ": "01/01/2030"})], "Ngày chưa tới"),
        ([member("X1", "A", **{"Họ và tên": ""})], "Để trống"),
        ([member("X1", "A", **{"Giữ chức từ ngày": "01/01/2020"})], "thiếu Chức vụ"),
    ],
)
def test_what_a_row_may_not_say(district: Desk, rows: list[Row], words: str) -> None:
    found = faults(district.dry({MEMBERS: rows}))
    assert any(words in message for _, _, message in found), found


def test_numbers_of_two_people_are_told(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A"), member("X1", "B", **{"Số thẻ": "2"})]})
    plan = district.dry({MEMBERS: [member("X1", "A", **{"Số thẻ": "2"})]})
    assert "hai người khác nhau" in only_fault(plan)[2]


def test_a_known_member_in_another_cell_needs_the_day(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    assert "ở chi bộ khác" in only_fault(district.dry({MEMBERS: [member("X2", "A")]}))[2]
    district.take({MEMBERS: [member("X2", "A", **{"Ngày về chi bộ": "01/09/2022"})]})
    assert spans(OfficialPlace, "A", "cell__code") == [
        ("X1", date(2010, 2, 1), date(2022, 9, 1)),
        ("X2", date(2022, 9, 1), None),
    ]


def test_a_member_outside_the_scope_is_not_taken_over(district: Desk) -> None:
    district.take({ORGANISATIONS: [org("Y", "Chi bộ cơ sở", "H", Khối="Cơ quan")]})
    district.take({MEMBERS: [member("Y", "A")]})
    taken = member("X1", "A", **{"Ngày về chi bộ": "01/09/2022"})
    assert "phạm vi của đồng chí" in only_fault(district.dry({MEMBERS: [taken]}, actor=officer("X")))[2]
    away = district.dry({MEMBER_EVENTS: [change("A", "Từ trần", "01/01/2024")]}, actor=officer("X"))
    none = district.dry({MEMBER_EVENTS: [change("?", "Từ trần", "01/01/2024")]}, actor=officer("X"))
    assert only_fault(away) == only_fault(none)


def test_drawing_a_member_near_shows_nothing_of_the_record(district: Desk) -> None:
    """The district imports for all below it and sees records of its own cells only."""
    district.take({ORGANISATIONS: [org("Y", "Chi bộ cơ sở", "H", Khối="Cơ quan")]})
    district.take(
        {MEMBERS: [member("X1", "A", **{"Số thẻ": "0012"}), member("Y", "B", **{"Số thẻ": "0013"})]}
    )
    path = Organisation.objects.get(code="H").path
    rights = {Permission.IMPORT_RUN: (Reach(path, None),), Permission.MEMBER_VIEW: (Reach(path, 1),)}
    actor = Actor(7, "cán bộ", {str(right): reach for right, reach in rights.items()})
    more = {"Ngày về chi bộ": "01/09/2022", "Số thẻ": "0020"}
    drawn, own = (district.dry({MEMBERS: [member("Y", who, **more)]}, actor=actor) for who in "AB")
    assert [change.visible for plan in (drawn, own) for change in plan.changes] == [False, True]
    assert not any(field.before or field.after for field in drawn.changes[0].fields)
    assert "0013" in {word for field in own.changes[0].fields for word in field.before.split(", ")}


def test_changes_of_a_member_over_time(district: Desk) -> None:
    rows = {
        MEMBERS: [member("X1", "A", **{"Ngày chính thức": "", "Chức vụ": "Bí thư"}), member("X1", "B")],
        MEMBER_EVENTS: [
            change("A", "Công nhận chính thức", "01/02/2011"),
            change("A", "Chuyển chính thức", "01/05/2022", **{"Mã chi bộ": "X2"}),
            change("A", "Miễn sinh hoạt", "01/01/2023", **{"Căn cứ": "tuổi cao"}),
            change(
                "B", "Sinh hoạt tạm thời", "01/03/2023", **{"Đến hết ngày": "31/05/2023", "Mã chi bộ": "X2"}
            ),
            change("B", "Từ trần", "10/01/2024"),
        ],
    }
    assert counts(district.take(rows)) == [(2, 0, 0, 0), (5, 0, 0, 0)]
    assert spans(OfficialPlace, "A", "cell__code")[-1] == ("X2", date(2022, 5, 1), None)
    assert Position.objects.get().valid_to == date(2022, 5, 1)
    assert spans(Exemption, "A", "ground") == [("age_health", date(2023, 1, 1), None)]
    assert spans(TemporaryPlace, "B", "cell__code") == [("X2", date(2023, 3, 1), date(2023, 6, 1))]
    assert spans(MemberStatus, "B", "status")[-1] == ("deceased", date(2024, 1, 10), None)
    assert spans(OfficialPlace, "B", "cell__code") == [("X1", date(2010, 2, 1), date(2024, 1, 10))]
    assert counts(district.take(rows)) == [(0, 0, 2, 0), (0, 0, 5, 0)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (change("Z", "Từ trần", "01/01/2024"), "Không có đảng viên với số này"),
        (change("A", "Chuyển chính thức", "01/01/2024"), "chi bộ nhận"),
        (change("A", "Miễn sinh hoạt", "01/01/2009"), "không phải đảng viên"),
        (change("A", "Miễn sinh hoạt", "02/01/2024", **{"Đến hết ngày": "01/01/2024"}), "Trước Từ ngày"),
        (change("A", "Sinh hoạt tạm thời", "01/01/2024", **{"Mã chi bộ": "X1"}), "chi bộ chính thức"),
        (change("A", "Từ trần", "01/01/2024", **{"Đến hết ngày": "02/01/2024"}), "để trống ô này"),
        (change("A", "Bay", "01/01/2024"), "Chọn một trong"),
    ],
)
def test_what_a_change_may_not_say(district: Desk, row: Row, words: str) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    assert words in only_fault(district.dry({MEMBER_EVENTS: [row]}))[2]


def test_overlapping_exemptions_are_told_and_a_new_end_is_taken(district: Desk) -> None:
    first = {"Từ ngày": "01/01/2023", "Đến hết ngày": "30/06/2023"}
    district.take({MEMBERS: [member("X1", "A")], MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "", **first)]})
    plan = district.dry({MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "01/06/2023")]})
    assert "Chồng lên" in only_fault(plan)[2]
    longer = first | {"Đến hết ngày": "31/12/2023"}
    district.take({MEMBER_EVENTS: [change("A", "Miễn sinh hoạt", "", **longer)]})
    assert spans(Exemption, "A", "ground") == [("timed", date(2023, 1, 1), date(2024, 1, 1))]


def post(where: str, what: str, first: str, **more: Any) -> Row:
    return change("A", "Giữ chức vụ", first, **{"Mã chi bộ": where, "Chức vụ": what} | more)


def test_a_post_is_held_for_a_term_in_any_organisation(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    rows = {
        MEMBER_EVENTS: [
            post("X", "Bí thư", "01/06/2020", **{"Đến hết ngày": "31/05/2025", "Nhiệm kỳ": "2020–2025"}),
            post("H", "Ủy viên ban thường vụ", "01/06/2020"),
        ]
    }
    assert counts(district.take(rows)) == [(2, 0, 0, 0)]
    held = Position.objects.order_by("organisation__code").values_list(
        "organisation__code", "post", "valid_from", "valid_to", "term"
    )
    assert list(held) == [
        ("H", "standing_member", date(2020, 6, 1), None, ""),
        ("X", "secretary", date(2020, 6, 1), date(2025, 6, 1), "2020–2025"),
    ]
    assert counts(district.take(rows)) == [(0, 0, 2, 0)]


def test_a_post_says_which_and_where(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    nowhere = district.dry(
        {MEMBER_EVENTS: [change("A", "Giữ chức vụ", "01/06/2020", **{"Chức vụ": "Bí thư"})]}
    )
    assert only_fault(nowhere)[1] == "Mã chi bộ"
    unnamed = district.dry({MEMBER_EVENTS: [change("A", "Giữ chức vụ", "01/06/2020", **{"Mã chi bộ": "X"})]})
    assert only_fault(unnamed)[1] == "Chức vụ"


def test_the_end_of_a_post_may_come_later(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")], MEMBER_EVENTS: [post("X", "Bí thư", "01/06/2020")]})
    ended = post("X", "Bí thư", "01/06/2020", **{"Đến hết ngày": "31/12/2023"})
    district.take({MEMBER_EVENTS: [ended]})
    assert Position.objects.get().valid_to == date(2024, 1, 1)


def test_a_year_of_joining_alone_lets_the_row_in_without_a_day(district: Desk) -> None:
    """Old records often know only the year. No day is invented: who has an official day counts from it."""
    rows = [
        member("X1", "A", **{"Ngày vào Đảng": "1985", "Ngày chính thức": "19/05/1986"}),
        member("X1", "B", **{"Ngày vào Đảng": 1990, "Ngày chính thức": "03/02/1991"}),
        member("X1", "C"),
    ]
    plan = district.take({MEMBERS: rows})
    assert (plan.new, plan.wrong) == (3, 0)
    spans = MemberStatus.objects.filter(member__identifiers__number="A")
    assert list(spans.values_list("status", "valid_from")) == [(Status.OFFICIAL, date(1986, 5, 19))]
    assert [n.message.split(":")[0] for n in plan.notices] == ["2 đảng viên chỉ ghi năm vào Đảng"]


def test_a_year_alone_keeps_the_joining_day_that_is_known(district: Desk) -> None:
    district.take({MEMBERS: [member("X1", "A")]})
    plan = district.take({MEMBERS: [member("X1", "A", **{"Ngày vào Đảng": "2010"})]})
    assert plan.same == 1
    first = MemberStatus.objects.filter(member__identifiers__number="A").order_by("valid_from").first()
    assert first is not None
    assert first.valid_from == date(2010, 2, 1)
