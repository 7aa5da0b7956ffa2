"""The data notice promises each member all that is kept of them. Every column that points at a person is
walked here: it is told to the person, or excused by name with the reason why not."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from sotay.access.models import Grant
from sotay.accounts.models import Device, EnrolmentCode, Passkey, RecoveryCode, SecondFactor
from sotay.ballots.models import Envelope, OpenVote, Poll, Teller, Tick
from sotay.meetings.models import (
    AgendaItem,
    Attendance,
    CommitteeMeeting,
    CommitteePresence,
    Meeting,
    Opinion,
    Reply,
    SpeakerTurn,
)
from sotay.members.models import Exemption, LookupReason, Member, MemberIdentifier, Position, TemporaryPlace
from sotay.minutes.models import Confirmation
from sotay.notifications.models import CalendarFeed, Notice, Told
from sotay.oversight.models import Visit
from sotay.resolutions.models import Task
from tests import factories as make
from tests.web.world import World

AT = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)
PAGE, FILE = "/cua-toi/du-lieu/", "/cua-toi/du-lieu.json"

TOLD = {
    "accounts.Session.account": "phien_dang_nhap",
    "accounts.EnrolmentCode.account": "ma_ghi_danh",
    "accounts.Device.account": "may_co_ma_pin",
    "accounts.Passkey.account": "khoa_cua_may",
    "accounts.SecondFactor.account": "buoc_xac_thuc_thu_hai_tu",
    "accounts.RecoveryCode.account": "ma_du_phong_con_lai",
    "access.Grant.account": "vai_tro",
    "members.Member.account": "ho_va_ten",
    "members.MemberIdentifier.member": "cac_so",
    "members.MemberStatus.member": "tinh_trang",
    "members.OfficialPlace.member": "noi_sinh_hoat",
    "members.TemporaryPlace.member": "sinh_hoat_tam_thoi",
    "members.Exemption.member": "mien_sinh_hoat",
    "members.Position.member": "chuc_vu",
    "members.LookupReason.account": "ly_do_tim_ten",
    "meetings.Attendance.member": "diem_danh",
    "meetings.Reply.member": "tra_loi_giay_moi",
    "meetings.Opinion.speaker": "y_kien",
    "meetings.SpeakerTurn.member": "xin_phat_bieu",
    "meetings.Meeting.chair": "viec_o_buoi",
    "meetings.Meeting.minute_taker": "viec_o_buoi",
    "meetings.AgendaItem.presenter": "viec_o_buoi",
    "meetings.CommitteeMeeting.chair": "viec_o_buoi",
    "meetings.CommitteeMeeting.minute_taker": "viec_o_buoi",
    "meetings.CommitteePresence.member": "viec_o_buoi",
    "ballots.OpenVote.member": "bieu_quyet",
    "ballots.Tick.member": "bieu_quyet",
    "ballots.Teller.member": "kiem_phieu",
    "resolutions.Task.holders": "nhiem_vu",
    "oversight.Visit.account": "du_hop_chi_bo",
    "minutes.Confirmation.member": "xac_nhan_bien_ban",
    "notifications.Notice.account": "thong_bao",
    "notifications.Told.member": "duoc_goi_dien",
    "notifications.CalendarFeed.account": "lich_rieng",
}
"""Which key of the file tells what the column holds."""

WRITER = "who wrote the organisation's record down: a trace of the office, kept as the journal is"
EXCUSED = dict.fromkeys(
    (
        "access.Grant.given_by_id",
        "accounts.EnrolmentCode.made_by",
        "ballots.Poll.entered_by_id",
        "documents.Document.stored_by_id",
        "imports.KnownShape.account",
        "imports.Statement.account",
        "imports.TwinDecision.account",
        "meetings.CellMonthCount.entered_by_id",
        "meetings.CommitteeMeeting.entered_by_id",
        "meetings.Meeting.entered_by_id",
        "meetings.MeetingMove.account_id",
        "meetings.MeetingPaper.added_by_id",
        "meetings.Opinion.entered_by_id",
        "meetings.Orientation.published_by_id",
        "meetings.Reminder.account_id",
        "meetings.Reply.decided_by_id",
        "meetings.Reply.entered_by_id",
        "meetings.Topic.added_by_id",
        "minutes.Adoption.account_id",
        "minutes.Confirmation.account_id",
        "minutes.MonthlyReport.sent_by_id",
        "minutes.Note.account_id",
        "minutes.Scan.account_id",
        "minutes.Seal.account_id",
        "minutes.Wording.account_id",
        "notifications.Told.account_id",
        "programmes.ReviewText.updated_by_id",
        "reporting.ClosedReport.closed_by_id",
        "reporting.ReportLayout.added_by_id",
        "reporting.ReportLayout.removed_by_id",
        "resolutions.Task.given_by_id",
    ),
    WRITER,
) | {
    "journal.Entry.account_id": "the organisation's proof of what was done; the page says it is not here",
    "imports.Batch.account": "files on their way in, of other people; they go when the import ends",
}


def _columns() -> Iterator[str]:
    """Every column of ours that points at a member or an account, by key or by a plain id."""
    for model in apps.get_models():
        if not model.__module__.startswith("sotay."):
            continue
        for column in [*model._meta.fields, *model._meta.many_to_many]:
            related = column.related_model
            label = related._meta.label if isinstance(related, type) else ""
            plain = isinstance(column, models.BigIntegerField) and (
                column.name in {"account_id", "member_id"} or column.name.endswith("_by_id")
            )
            if plain or label in {"members.Member", "accounts.Account"}:
                yield f"{model._meta.label}.{column.name}"


def test_every_column_of_a_person_is_told_or_excused_by_name() -> None:
    found = set(_columns())
    assert found - set(TOLD) - set(EXCUSED) == set(), "told in sotay/web/own, or excused here with a reason?"
    assert (set(TOLD) | set(EXCUSED)) - found == set(), "gone from the models"
    assert set(TOLD) & set(EXCUSED) == set()
    assert all(EXCUSED.values())


def _me(world: World) -> Member:
    return Member.objects.get(account=world.accounts["dang-vien"])


def _poll(meeting: Meeting, subject: str, method: str, **more: Any) -> Poll:
    return Poll.objects.create(
        meeting=meeting, subject=subject, purpose="sounding", method=method, base="present",
        threshold="half", entitled=3, present=3, opened_at=AT, **more,
    )  # fmt: skip


def fill(world: World, word: str, whose: Member, account: Any) -> None:
    """One row of the person in every table that is told; texts carry the word."""
    cell, meeting = world.places["A1"], world.meetings["A1-202405"]
    Position.objects.create(member=whose, organisation=cell, post="secretary", valid_from=date(2023, 1, 1))
    MemberIdentifier.objects.create(member=whose, kind="card", number=f"{word}7", valid_from=date(2015, 1, 1))
    Exemption.objects.create(member=whose, ground="age_health", decision=word, valid_from=date(2024, 6, 1))
    TemporaryPlace.objects.create(member=whose, cell=world.places["B1"], valid_from=date(2024, 6, 2))
    LookupReason.objects.create(account=account, text=f"{word} tìm", stated_at=AT)
    _fill_meeting(world, word, whose)
    _fill_votes(meeting, word, whose)
    task = Task.objects.create(
        cell=cell, meeting=meeting, text=f"{word} việc", due_on=date(2024, 5, 1), outcome="done",
        settled_on=date(2024, 5, 1), given_at=AT, note=f"{word} xong",
    )  # fmt: skip
    task.holders.add(whose)
    Visit.objects.create(
        meeting=meeting, cell=cell, account=account, attended=True, remarks=f"{word} nhận xét", noted_at=AT
    )
    Notice.objects.create(account=account, kind="called", cell=cell, meeting=meeting, entry_id=900, at=AT)
    Told.objects.create(meeting=meeting, member=whose, at=AT)
    _fill_account(word, account)


def _fill_meeting(world: World, word: str, whose: Member) -> None:
    cell, meeting = world.places["A1"], world.meetings["A1-202405"]
    Attendance.objects.update_or_create(
        meeting=meeting, member=whose,
        defaults={
            "cell": cell, "basis": "official", "expected": True, "votes": True, "state": "late",
            "arrived_at": time(19, 42), "way": "self", "checked_at": AT,
        },
    )  # fmt: skip
    Reply.objects.create(
        meeting=meeting, member=whose, answer="leave", reason_class="health", reason=f"{word} ốm",
        answered_at=AT, decision="approved", decided_at=AT,
    )  # fmt: skip
    Opinion.objects.create(meeting=meeting, speaker=whose, text=f"{word} gửi", way="before", entered_at=AT)
    Opinion.objects.create(
        meeting=meeting, speaker=whose, text=f"{word} bảo lưu", reserved=True, entered_at=AT, entered_by_id=5
    )
    SpeakerTurn.objects.create(meeting=meeting, member=whose, by_self=True, asked_at=AT, ended_at=AT)
    Confirmation.objects.create(meeting=meeting, hand="chair", member=whose, at=AT)
    Meeting.objects.filter(pk=meeting.pk).update(chair=whose, minute_taker=whose)
    AgendaItem.objects.create(meeting=meeting, position=1, title=f"{word} mục", presenter=whose)
    committee = CommitteeMeeting.objects.create(
        cell=cell,
        counted_for=202405,
        held_on=date(2024, 5, 1),
        chair=whose,
        minute_taker=whose,
        entered_at=AT,
    )
    CommitteePresence.objects.create(
        meeting=committee, member=whose, state="present", opinion=f"{word} ở chi ủy"
    )


def _fill_votes(meeting: Meeting, word: str, whose: Member) -> None:
    OpenVote.objects.create(poll=_poll(meeting, f"{word} công khai", "electronic"), member=whose, choice="b")
    secret = _poll(meeting, f"{word} kín", "secret", public_key=b"key", holder="tellers")
    Tick.objects.create(poll=secret, member=whose)
    Envelope.objects.create(poll=secret, sealed=b"sealed")
    Teller.objects.create(poll=secret, member=whose, position=1)


def _fill_account(word: str, account: Any) -> None:
    CalendarFeed.objects.create(account=account, digest=f"{word}feed", made_at=AT)
    EnrolmentCode.objects.create(account=account, digest=f"{word}code", made_at=AT, expires_at=AT, used_at=AT)
    Device.objects.create(
        account=account,
        key_digest=f"{word}key",
        pin=f"{word}pin",
        words=f"{word} máy",
        made_at=AT,
        ended_at=AT,
    )
    Passkey.objects.create(
        account=account, credential_id=f"{word}id", credential=f"{word}cred", words=f"{word} khóa", made_at=AT
    )
    SecondFactor.objects.create(account=account, sealed_secret=f"{word}secret", confirmed_at=AT)
    RecoveryCode.objects.create(account=account, digest=f"{word}recovery")


def taken(world: World) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(world.get("dang-vien", FILE).content)
    return found


def test_what_each_column_holds_comes_out(world: World) -> None:
    mine = _me(world)
    fill(world, "zqmine", mine, world.accounts["dang-vien"])
    told = taken(world)
    for column, key in TOLD.items():
        app, model, name = column.split(".")
        who = world.accounts["dang-vien"].pk if name == "account" else mine.pk
        assert apps.get_model(app, model)._default_manager.filter(**{name: who}).exists(), column
        assert told[key], f"{column} is kept, and {key} says nothing"
    duties = {one["viec"] for one in told["viec_o_buoi"]}
    assert duties == {
        "Chủ trì", "Thư ký cuộc họp", "Trình bày: zqmine mục", "Chủ trì họp chi ủy", "Thư ký họp chi ủy",
        "Họp chi ủy: có mặt. Ý kiến: zqmine ở chi ủy",
    }  # fmt: skip
    asked = told["tra_loi_giay_moi"][0]
    assert (asked["loai_ly_do"], asked["ly_do"], asked["quyet_dinh"]) == ("Sức khỏe", "zqmine ốm", "Đồng ý")
    assert {(one["y_kien"], one["cach_ghi"], one["bao_luu"]) for one in told["y_kien"]} == {
        ("zqmine gửi", "Gửi trước", False), ("zqmine bảo lưu", "Ghi tại buổi", True),
    }  # fmt: skip
    assert told["nhiem_vu"][0]["ket_qua"] == "Đã hoàn thành", "settled ones are told as well"
    assert told["may_co_ma_pin"][0]["go_luc"], "a device that ended is still kept, so it is told"


def test_the_page_tells_what_the_file_tells(world: World) -> None:
    fill(world, "zqmine", _me(world), world.accounts["dang-vien"])
    page = world.get("dang-vien", PAGE).content.decode()
    said = {
        word
        for word in (
            "ốm",
            "gửi",
            "bảo lưu",
            "mục",
            "công khai",
            "kín",
            "việc",
            "xong",
            "nhận xét",
            "máy",
            "tìm",
        )
        if f"zqmine {word}" not in page
    }
    assert said == set()
    for words in ("đến 19:42", "tự báo có mặt", "Có giấy mời sinh hoạt chi bộ", "Được gọi điện báo họp"):
        assert words in page, words


def test_of_a_secret_ballot_only_that_i_took_part(world: World) -> None:
    mine = _me(world)
    fill(world, "zqmine", mine, world.accounts["dang-vien"])
    cast = {one["noi_dung"]: one for one in taken(world)["bieu_quyet"]}
    assert cast["zqmine công khai"]["toi"] == "Không tán thành"
    secret = cast["zqmine kín"]
    assert secret["toi"] == "Đã tham gia bỏ phiếu kín"
    assert set(secret) == {"buoi", "ngay", "noi_dung", "toi"}, "no moment, no choice, no envelope"


def test_no_secret_that_opens_the_account_leaves(world: World) -> None:
    fill(world, "zqmine", _me(world), world.accounts["dang-vien"])
    for path in (PAGE, FILE):
        text = world.get("dang-vien", path).content.decode()
        for part in ("feed", "code", "key", "pin", "id", "cred", "secret", "recovery"):
            assert f"zqmine{part}" not in text, part


def test_nothing_of_anybody_else(world: World) -> None:
    other = make.member(world.places["A1"], name="Người Khác")
    fill(world, "zqother", other, world.accounts["bi-thu"])
    for path in (PAGE, FILE):
        assert "zqother" not in world.get("dang-vien", path).content.decode()
    assert "zqother" in serialize("json", Opinion.objects.all()), "the world does hold it"


@pytest.mark.parametrize("path", [PAGE, FILE])
def test_queries_do_not_grow_with_what_is_kept(
    world: World, path: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    mine, client = _me(world), world.client("dang-vien")
    fill(world, "zqmine", mine, world.accounts["dang-vien"])
    client.get(path)
    with CaptureQueriesContext(connection) as first:
        client.get(path)
    for name in ("A1-202401", "A1-202402", "A1-202404"):
        meeting = world.meetings[name]
        Opinion.objects.create(meeting=meeting, speaker=mine, text="Thêm", entered_at=AT)
        Reply.objects.create(meeting=meeting, member=mine, answer="come", answered_at=AT)
        Told.objects.create(meeting=meeting, member=mine, at=AT)
        _fill_votes(meeting, f"zq{name}", mine)
    Grant.objects.create(
        account=world.accounts["dang-vien"], role="member", organisation=world.places["B1"],
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    with django_assert_num_queries(len(first)):
        client.get(path)
