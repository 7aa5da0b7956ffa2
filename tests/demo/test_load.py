"""A small district goes through the import and gives the figures that its records say."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sotay.access.choices import Permission, Role
from sotay.access.queries import actor_for
from sotay.accounts.models import Account
from sotay.core.actor import system_actor
from sotay.demo.choices import SignIn
from sotay.demo.district import SMALL, District, build_district
from sotay.demo.files import write_files
from sotay.demo.operations import load_demo
from sotay.demo.queries import demo_is_loaded, sign_ins
from sotay.facts.figures import FigureSet
from sotay.facts.queries import figures
from sotay.journal.operations import WrongInstallation, claim_installation
from sotay.members.choices import Post, Sex
from sotay.members.models import Member, Position
from sotay.organisations.choices import Block
from sotay.organisations.models import Organisation
from tests.kept import Kept

AT, TODAY = datetime(2024, 6, 20, 8, tzinfo=UTC), date(2024, 6, 20)
PASSWORD = "chi-de-thu-2024"


@cache
def _district() -> District:
    return build_district(SMALL)


def _load() -> None:
    with TemporaryDirectory() as folder:
        write_files(Path(folder), _district())
        load_demo(Path(folder), password=PASSWORD, at=AT, today=TODAY)


_kept = Kept(_load)


def _figures() -> FigureSet:
    district = Organisation.objects.get(code="ML")
    return figures(system_actor([Permission.FIGURES_VIEW]), district, SMALL.period, report_date=TODAY)


def _pair(found: FigureSet, code: str, **scope: str | int) -> tuple[float, int | None]:
    figure = found.find(code, **scope)
    assert figure is not None, code
    return figure.numerator, figure.denominator


@pytest.mark.django_db
def test_its_figures_are_its_records() -> None:
    _kept.stand()
    found = _figures()
    assert _pair(found, "org.grassroots") == (5, None)
    assert _pair(found, "org.cells") == (12, None)
    assert _pair(found, "member.total") == (162, None)
    assert _pair(found, "meeting.regular_cells") == (12, 12)
    assert _pair(found, "meeting.steps_cells") == (12, 12)
    assert _pair(found, "meeting.thematic_cells") == (11, 12)
    assert _pair(found, "meeting.regular") == (72, 72)
    for block in SMALL.paths:
        turnouts = [t for t in _district().turnouts if t.cell.grassroots.block == block]
        present, net = sum(t.present for t in turnouts), sum(t.net for t in turnouts)
        assert _pair(found, "meeting.attendance_net", block=str(block)) == (present, net)
        expected = sum(len(t.expected) for t in turnouts)
        assert _pair(found, "meeting.attendance", block=str(block)) == (present, expected)
    assert found.find("meeting.attendance_net", block=str(Block.AGENCY)) is not None


@pytest.mark.django_db
def test_one_sign_in_for_each_role() -> None:
    _kept.stand()
    assert demo_is_loaded()
    assert [(line.username, line.role, line.place) for line in sign_ins()] == [
        ("can-bo-huyen", Role.SUPERIOR_OFFICER, "ML"),
        ("can-bo-xa", Role.COMMITTEE_OFFICER, "ML-X01"),
        ("bi-thu", Role.SECRETARY, "ML-X01-01"),
        ("pho-bi-thu", Role.DEPUTY, "ML-X01-01"),
        ("dang-vien", Role.MEMBER, "ML-X01-01"),
        ("cap-uy-vien", Role.LEADER, "ML-X01-01, ML-X01-02, ML-X01-03"),
        ("van-hanh", Role.OPERATOR, "toàn hệ thống"),
    ]
    assert all(a.check_password(PASSWORD) for a in Account.objects.all())
    officer = actor_for(Account.objects.get(username=SignIn.OFFICER), today=TODAY)
    assert officer.may(Permission.IMPORT_RUN, Organisation.objects.get(code="ML-D01"))
    assert not officer.may(Permission.IMPORT_RUN, Organisation.objects.get(code="HN"))


@pytest.mark.django_db
def test_the_secretary_is_a_woman_of_62_of_her_cell() -> None:
    _kept.stand()
    secretary = Member.objects.get(account__username=SignIn.SECRETARY)
    assert (secretary.sex, secretary.born_on) == (Sex.FEMALE, date(1962, 3, 12))
    assert Position.objects.get(member=secretary, valid_to=None).post == Post.SECRETARY
    member = Member.objects.get(account__username=SignIn.MEMBER)
    assert member != secretary
    assert member.home == secretary.home


@pytest.mark.django_db
def test_real_data_and_the_demo_never_share_a_database(tmp_path: Path) -> None:
    claim_installation(demo=False, at=AT)
    write_files(tmp_path, _district())
    with pytest.raises(WrongInstallation, match="dữ liệu thật"):
        load_demo(tmp_path, password=PASSWORD, at=AT, today=TODAY)
    assert not Organisation.objects.exists()
    assert not demo_is_loaded()


@pytest.mark.django_db
def test_a_load_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, _district())
    (tmp_path / "so-lieu-thang.xlsx").write_bytes(b"")
    with pytest.raises(Exception, match=r"."):
        load_demo(tmp_path, password=PASSWORD, at=AT, today=TODAY)
    assert not Organisation.objects.exists()
    assert not Account.objects.exists()
    assert not demo_is_loaded()
