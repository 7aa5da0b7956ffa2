"""What minutes say now and did not say when they were adopted, and who wrote them."""

from dataclasses import replace
from datetime import time

import pytest

from sotay.ballots.rules import Counts
from sotay.minutes.operations import adopt_minutes
from sotay.minutes.queries import minutes_page, record_of
from sotay.minutes.queries.history import history_of
from sotay.minutes.record import Person
from sotay.minutes.rules.changes import changes
from tests.meetings.session_support import DAY, DEPUTY, SECRETARY, after
from tests.minutes.support import adopt, confirm, held, seal

pytestmark = pytest.mark.django_db


def test_what_changed_since_the_adoption_is_told_with_who_and_when() -> None:
    """F was excused when the cell adopted; the roll then says that he came, and the end is written anew."""
    one = held()
    adopt(one)
    confirm(one)
    one.confirm(minutes=120, m4="excused", m5="present", m6="unexcused", reasons={4: "work"})
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.changed
    assert page.record.adopted is None, "the old vote does not adopt the new text"
    assert page.outdated is not None
    assert (page.outdated.counts, page.outdated.present) == (Counts(4, 0, 0), 4)
    told = {change.what: (change.before, change.now) for change, _ in page.outdated.changes}
    assert told["Trần Văn F"] == ("vắng có lý do (việc riêng, đã báo cáo bí thư)", "có mặt")
    assert told["Có mặt / phải dự"] == ("4/7", "5/7")
    causes = {change.what: deed for change, deed in page.outdated.changes}
    cause = causes["Trần Văn F"]
    assert cause is not None
    assert (cause.words, cause.at) == ("Xác nhận điểm danh", after(120))
    adopt(one, minutes=125)
    again = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert not again.changed
    assert again.outdated is not None
    assert again.outdated.again
    assert [change.what for change, _ in again.outdated.changes] == list(told), (
        "whoever confirms anew sees it"
    )
    assert again.record.adopted is not None
    assert again.record.adopted.yes == 5
    confirm(one)
    seal(one)
    assert minutes_page(SECRETARY, one.meeting.public_id, today=DAY).outdated is None


def test_every_difference_of_a_record_has_a_name() -> None:
    found = record_of(held().again(), today=DAY)
    item = replace(found.items[5], conclusion="Chỗ mới")
    other = replace(
        found,
        ended_at=time(21, 30),
        chair=Person("Người Khác"),
        guests=(Person("Khách Mới"),),
        items=(*found.items[:5], item, *found.items[6:]),
        votes=(replace(found.votes[0], yes=3, no=1),),
        tasks=found.tasks[1:],
        texts={"closing": "Thêm một câu"},
    )
    told = {change.what: change.now for change in changes(found, other)}
    assert told == {
        "Giờ kết thúc": "21:30",
        "Chủ trì": "Người Khác",
        "Đại biểu, khách mời": "Ngô Thị Mai, Ủy viên Ban Thường vụ Đảng ủy xã; Khách Mới",
        f"{item.title}: kết luận": "Chỗ mới",
        "Biểu quyết: Nghị quyết tháng 11": "tán thành 3/7, không tán thành 1, ý kiến khác 0",
        "Nhiệm vụ: Vận động 03 hộ còn lại": "chưa ghi",
        "Ghi thêm trước khi bế mạc": "Thêm một câu",
    }
    assert changes(found, found) == []
    assert changes(found, replace(found, rule_set="khác")), "even what no page tells by itself"
    long = "a" * 3000
    texts = [replace(found, texts={"closing": long + end}) for end in ("cũ", "mới")]
    (late,) = changes(*texts)
    assert late.before.endswith("cũ")
    assert late.now.endswith("mới")


def test_a_deputy_leaves_a_trace_in_the_history() -> None:
    one = held()
    adopt_minutes(actor=DEPUTY, meeting=one.again(), at=after(110), today=DAY)
    told = {deed.event: deed for deed in history_of(one.again())}
    assert told["MinutesAdopted"].for_another
    moves = [deed.words for deed in history_of(one.again()) if deed.event == "MeetingMoved"]
    assert moves == ["Lên lịch", "Gửi giấy mời", "Khai mạc", "Bế mạc"]
    assert not any(deed.for_another for deed in history_of(one.again()) if deed.event == "MeetingMoved")
