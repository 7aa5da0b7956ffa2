"""A small district for the pages: two communes, a cell outside them, people of every role.

    H  Đảng bộ huyện Thử          A  Đảng bộ xã An     A1, A2 chi bộ
                                  B  Đảng bộ xã Bình   B1 chi bộ
                                  S  Chi bộ cơ sở (khối cơ quan)
Names on A1's rolls begin with "Kín", those of B1 with "Lạ".
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.accounts.models import Account
from sotay.accounts.sessions import SessionStore
from sotay.core import clock
from sotay.facts.operations import recount_everything
from sotay.meetings.models import Attendance, Meeting
from sotay.members.models import Member
from sotay.organisations.choices import Block, CellType, Kind
from sotay.organisations.models import Organisation
from sotay.web.account.entering import FRESH_AT
from tests import factories as make
from tests.kept import Kept

TODAY = date(2024, 6, 15)
MONTHS = (202401, 202402, 202403, 202404, 202405)
PASSWORD = "mot cau mat khau dai"


def sign_in(client: Client, account: Account) -> None:
    """As `force_login` by somebody who has just proved who they are; the session is written once, not three
    times, because every test of a page begins with it."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[FRESH_AT] = clock.now().isoformat()
    session.create()
    assert session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


@dataclass
class World:
    """What the tests speak of."""

    places: dict[str, Organisation]
    meetings: dict[str, Meeting]
    accounts: dict[str, Account]

    def client(self, who: str | None) -> Client:
        """A browser signed in as that person, or not at all."""
        client = Client(raise_request_exception=False)
        if who:
            sign_in(client, self.accounts[who])
        return client

    def get(self, who: str | None, path: str, **query: Any) -> Any:
        return self.client(who).get(path, query)

    def page(self, code: str, rest: str = "") -> str:
        """The address of an organisation's page."""
        return f"/to-chuc/{self.places[code].public_id}/{rest}"

    def meeting(self, name: str) -> str:
        return f"/sinh-hoat/{self.meetings[name].public_id}/"


def _places() -> dict[str, Organisation]:
    made = {"H": make.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")}
    for code, name in (("A", "Đảng bộ xã An"), ("B", "Đảng bộ xã Bình")):
        made[code] = make.organisation(
            Kind.GRASSROOTS_COMMITTEE, made["H"], code=code, name=name, block=Block.COMMUNE
        )
    for code, parent in (("A1", "A"), ("A2", "A"), ("B1", "B")):
        made[code] = make.organisation(
            Kind.CELL,
            made[parent],
            code=code,
            name=f"Chi bộ thôn {code}",
            cell_type=CellType.RESIDENTIAL,
        )
    made["S"] = make.organisation(
        Kind.GRASSROOTS_CELL, made["H"], code="S", name="Chi bộ Kho bạc", block=Block.AGENCY
    )
    for order, organisation in enumerate(made.values()):
        organisation.official_order = order
        organisation.save(update_fields=["official_order"])
    make.settle(*made.values())
    return made


def _name_people(meeting: Meeting, word: str) -> None:
    for number, row in enumerate(Attendance.objects.filter(meeting=meeting).select_related("member"), 1):
        row.member.full_name = f"{word} Thị Số{number}"
        row.member.save()


def _meetings(places: dict[str, Organisation]) -> dict[str, Meeting]:
    found: dict[str, Meeting] = {}
    for month in MONTHS:
        for code in ("A1", "B1", "S"):
            meeting = make.meeting(places[code], month, theme="")
            make.steps(meeting, skipped=["C4"] if (code, month) == ("A1", 202402) else ())
            make.roll(meeting, "present", "present", "late", "excused", "unexcused")
            found[f"{code}-{month}"] = meeting
    _name_people(found["A1-202403"], "Kín")
    _name_people(found["B1-202403"], "Lạ")
    for month in MONTHS[:2]:
        make.count(places["A2"], month, people=(8, 6, 1, 1), steps_complete=True, theme_held=month == 202402)
    make.meeting(places["A2"], 202403, status="not_held", reason="Bão <b>lớn</b>")
    make.meeting(places["A2"], 202404, status="postponed")
    found["theme"] = make.meeting(places["A1"], 202402, kind="thematic", theme="Chuyên đề <i>hay</i>")
    joint = make.meeting(places["A2"], 202405, joint=[places["B1"]])
    make.roll(joint, "present", "present", cell=places["A2"])
    make.roll(joint, "present", "unexcused", cell=places["B1"])
    for word, code in (("Kín", "A2"), ("Lạ", "B1")):
        for number, row in enumerate(Attendance.objects.filter(meeting=joint, cell=places[code]), 1):
            Member.objects.filter(pk=row.member_id).update(full_name=f"{word} Chung{number}")
    found["joint"] = joint
    return found


def _account(name: str, role: Role | None, place: Organisation | None) -> Account:
    account = Account.objects.create_account(username=name, full_name=f"Người {name}", password=PASSWORD)
    if role:
        Grant.objects.create(account=account, role=role, organisation=place, valid_from=date(2024, 1, 1))
    return account


def build() -> World:
    """Write the district; its figures are counted."""
    places = _places()
    meetings = _meetings(places)
    roles: dict[str, tuple[Role | None, str]] = {
        "huyen": (Role.SUPERIOR_OFFICER, "H"),
        "xa": (Role.COMMITTEE_OFFICER, "A"),
        "xa-b": (Role.COMMITTEE_OFFICER, "B"),
        "bi-thu": (Role.SECRETARY, "A1"),
        "bi-thu-2": (Role.SECRETARY, "A2"),
        "dang-vien": (Role.MEMBER, "A1"),
        "khong": (None, ""),
    }
    accounts = {name: _account(name, role, places.get(code)) for name, (role, code) in roles.items()}
    accounts["van-hanh"] = _account("van-hanh", Role.OPERATOR, None)
    me = make.member(places["A1"], name="Tôi Là Đảng Viên")
    Member.objects.filter(pk=me.pk).update(account=accounts["dang-vien"])
    Attendance.objects.create(
        meeting=meetings["A1-202403"],
        cell=places["A1"],
        member=me,
        basis="official",
        expected=True,
        votes=True,
        state="online",
    )
    recount_everything()
    return World(places, meetings, accounts)


# The same, as of the day the suite runs on.
kept_today = Kept(build)
