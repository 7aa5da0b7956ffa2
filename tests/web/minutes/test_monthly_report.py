"""The pages of the monthly report: who may, what they say, what is kept over an error."""

import re
from collections.abc import Iterator

import pytest
import time_machine

from sotay.access.choices import Role
from sotay.journal.models import Entry
from sotay.meetings.models import Attendance
from sotay.minutes.models import MonthlyReport
from tests.meetings.session_support import Evening
from tests.minutes.support import held
from tests.web.minutes.test_minutes import NIGHT, client

pytestmark = pytest.mark.django_db
WRITTEN = {"seen": "0", "mood": "Ổn định <b>cả</b>", "proposals": "", "no_proposals": "on"}


@pytest.fixture
def one(db: None) -> Iterator[Evening]:
    with time_machine.travel(NIGHT, tick=True):
        yield held()


def path(one: Evening, rest: str = "", month: int = 202611) -> str:
    return f"/to-chuc/{one.cell.public_id}/bao-cao-thang/{month}/{rest}"


def test_written_and_sent_in_four_taps_without_names(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    page = secretary.get(path(one)).content.decode()
    assert "57,1% (4/7); trừ vắng có lý do: 80% (4/5)" in page
    assert "Viết hai phần" in page
    assert re.search(r">- [^<]+;</p><p class=\"small\">- Lưu Chi bộ\.</p>", page), "recipients as printed"
    assert secretary.post(path(one, "viet/"), WRITTEN).status_code == 302
    assert "Gửi cấp trên" in secretary.get(path(one)).content.decode()
    assert secretary.post(path(one, "gui/")).status_code == 302
    page = secretary.get(path(one)).content.decode()
    assert "Số 01-BC/CB" in page
    assert "Ổn định &lt;b&gt;cả&lt;/b&gt;" in page
    assert all(member.full_name not in page for member in one.members[1:]), "counts only"


def test_half_written_it_says_that_a_part_is_missing(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    half = secretary.post(path(one, "viet/"), WRITTEN | {"no_proposals": ""}, follow=True).content.decode()
    assert "Còn một phần chưa viết" in half
    assert 'id="gui"' not in half, "no button to send yet"
    whole = secretary.post(path(one, "viet/"), WRITTEN | {"seen": "1"}, follow=True).content.decode()
    assert "Đọc lại báo cáo rồi gửi cấp trên" in whole


def test_sent_too_early_it_says_what_to_do(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    answer = secretary.post(path(one, "gui/"), follow=True)
    assert "gạch bỏ phần tình hình tư tưởng" in answer.content.decode()
    assert not MonthlyReport.objects.filter(sent_at__isnull=False).exists()


def test_the_superior_reads_it_once_it_is_sent(one: Evening) -> None:
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    page = above.get(path(one)).content.decode()
    assert "chưa gửi báo cáo tháng này" in page
    assert "4/7" not in page
    secretary = client(Role.SECRETARY, one)
    secretary.post(path(one, "viet/"), WRITTEN)
    secretary.post(path(one, "gui/"))
    assert "4/7" in above.get(path(one)).content.decode()
    Attendance.objects.filter(meeting=one.meeting, state="unexcused").update(state="present")
    page = above.get(path(one)).content.decode()
    assert "Số liệu đã đổi sau khi gửi" in page
    assert "5/7" in page


def test_it_is_taken_out_as_a_file_and_noted(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    assert path(one, "bao-cao.docx") in secretary.get(path(one)).content.decode()
    assert path(one, "bao-cao.pdf") not in above.get(path(one)).content.decode()
    draft = secretary.get(path(one, "bao-cao.docx"))
    assert draft.content[:2] == b"PK"
    assert above.get(path(one, "bao-cao.docx")).status_code == 409, "not before it is sent"
    secretary.post(path(one, "viet/"), WRITTEN)
    secretary.post(path(one, "gui/"))
    answer = above.get(path(one, "bao-cao.pdf"))
    assert answer.content.startswith(b"%PDF")
    notes = Entry.objects.filter(event="MeetingPaperExported").values_list("payload", flat=True)
    assert ["bao-cao-thang" in note for note in notes] == [True, True]
    assert client(Role.MEMBER, one, one.members[2]).get(path(one, "bao-cao.pdf")).status_code == 403
    assert client(Role.SECRETARY, held()).get(path(one, "bao-cao.pdf")).status_code == 404
    assert secretary.get(path(one, "bao-cao.odt")).status_code == 404
    assert secretary.get(path(one, "bao-cao.pdf", month=202612)).status_code == 404


def test_the_homes_of_the_secretary_and_of_the_superior_lead_to_it(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    home = secretary.get(f"/to-chuc/{one.cell.public_id}/chi-bo/").content.decode()
    assert path(one) in home
    assert f"/to-chuc/{one.cell.public_id}/so-bien-ban/" in home
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    month = f"/to-chuc/{one.cell.links.get().parent.public_id}/thang/202611/"
    assert path(one) not in above.get(month).content.decode()
    secretary.post(path(one, "viet/"), WRITTEN)
    secretary.post(path(one, "gui/"))
    page = above.get(month).content.decode()
    assert path(one) in page
    assert "1 chi bộ đã gửi báo cáo tháng" in page


def test_who_may_and_who_may_not(one: Evening) -> None:
    deputy, member = client(Role.DEPUTY, one), client(Role.MEMBER, one, one.members[2])
    assert deputy.get(path(one)).status_code == 200
    assert deputy.post(path(one, "gui/")).status_code == 403
    assert member.get(path(one)).status_code == 403
    leader = client(Role.LEADER, one)
    assert leader.get(path(one, "viet/")).status_code == 403
    officer = client(Role.COMMITTEE_OFFICER, one, place="above")
    assert officer.post(path(one, "viet/"), WRITTEN).status_code == 403
    assert not MonthlyReport.objects.exists()


@pytest.mark.parametrize("month", [202612, 202613, 202600])
def test_a_month_to_come_and_no_month_are_not_there(one: Evening, month: int) -> None:
    assert client(Role.SECRETARY, one).get(path(one, month=month)).status_code == 404


def test_a_conflict_shows_both_texts(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one)
    secretary.post(path(one, "viet/"), WRITTEN)
    answer = secretary.post(path(one, "viet/"), WRITTEN | {"mood": "Bản khác"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bản khác" in page
    assert "Ổn định &lt;b&gt;cả&lt;/b&gt;" in page


def test_every_figure_opens_its_records(one: Evening) -> None:
    secretary = client(Role.SECRETARY, one, one.members[0])
    page = secretary.get(path(one)).content.decode()
    meeting = f"/sinh-hoat/{one.meeting.public_id}/"
    links = set(
        re.findall(r'href="([^"]+)">[^<]*(?:</a>)', page.split('class="sheet"')[1].split("</article>")[0])
    )
    assert {meeting, f"{meeting}nhan-xet/", f"{meeting}bien-ban/"} <= links
    assert len(links) == 5, "the members and the tasks beside them"
    for link in links:
        assert secretary.get(link).status_code == 200, link
    secretary.post(path(one, "viet/"), WRITTEN)
    secretary.post(path(one, "gui/"))
    above = client(Role.COMMITTEE_OFFICER, one, place="above")
    page = above.get(path(one)).content.decode()
    for link in re.findall(r'href="([^"]+)"', page.split('class="sheet"')[1].split("</article>")[0]):
        assert above.get(link).status_code == 200, link
