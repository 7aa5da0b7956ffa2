"""Load the demo district through the product's own import, and make its sign-ins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role
from sotay.accounts.models import Account
from sotay.accounts.operations import create_account
from sotay.core.actor import system_actor
from sotay.core.errors import DomainError
from sotay.core.spans import on_day
from sotay.demo.choices import SignIn
from sotay.demo.data.statement import STATEMENT
from sotay.demo.district.tree import DISTRICT
from sotay.demo.events import DemoLoaded
from sotay.imports.operations import commit_import, state_controller
from sotay.imports.plan import ImportOptions, ImportPlan
from sotay.journal.operations import claim_installation, record
from sotay.members.choices import Post
from sotay.members.models import Exemption, Member, OfficialPlace, Position, TemporaryPlace
from sotay.organisations.choices import Block, CellType
from sotay.organisations.models import Organisation, OrganisationLink

LOADER = system_actor(Permission, "bộ dữ liệu mẫu")
Progress = Callable[[str, int, int], None]


@transaction.atomic
def load_demo(
    folder: Path, *, password: str, at: datetime, today: date, progress: Progress | None = None
) -> ImportPlan:
    """Import every workbook of `folder` and make one sign-in for each role, as one: all or nothing.

    Empty cells of the rolls mean "not recorded". Raises WrongInstallation in a database that holds
    real data, ImportRefused when the files are wrong.
    """
    claim_installation(demo=True, at=at)
    files = sorted(folder.glob("*.xlsx"))
    if not files:
        raise DomainError("Chưa có tệp dữ liệu mẫu nào: chạy lại với --fresh để tạo mới.")
    state_controller(actor=LOADER, words=STATEMENT, at=at)
    options = ImportOptions(blank="unrecorded", large=True, twins="both")
    plan = commit_import(LOADER, files, options=options, at=at, today=today, progress=progress)
    made = _Hall(password, at, today).sign_everyone_in()
    record(DemoLoaded(len(files), sum(s.rows for s in plan.sheets), made), actor=LOADER, at=at)
    return plan


@dataclass(frozen=True, slots=True)
class _Hall:
    """Makes the sign-ins: at the district, at the first commune, and two in its first village cell."""

    password: str
    at: datetime
    today: date

    def sign_everyone_in(self) -> int:
        """One account for each role; how many."""
        district = Organisation.objects.get(code=DISTRICT)
        village = _village_cell()
        commune = OrganisationLink.objects.get(on_day(self.today), organisation=village).parent
        secretary, member = _people_of(village, self.today)
        self._sign_in(SignIn.OFFICER, "Trịnh Thị Ngọc Diệp", Role.SUPERIOR_OFFICER, district)
        self._sign_in(SignIn.COMMITTEE, "Lưu Đình Kiên", Role.COMMITTEE_OFFICER, commune)
        self._sign_member_in(SignIn.SECRETARY, secretary, Role.SECRETARY, village)
        self._sign_member_in(SignIn.MEMBER, member, Role.MEMBER, village)
        self._sign_in(SignIn.OPERATOR, "Tạ Quang Huấn", Role.OPERATOR, None)
        return len(SignIn)

    def _sign_member_in(self, name: SignIn, person: Member, role: Role, cell: Organisation) -> None:
        person.account = self._sign_in(name, person.full_name, role, cell)
        person.save(update_fields=["account"])

    def _sign_in(self, name: SignIn, full_name: str, role: Role, place: Organisation | None) -> Account:
        account = create_account(
            actor=LOADER, username=str(name), full_name=full_name, password=self.password, at=self.at
        )
        give_role(
            actor=LOADER, account=account, role=role, organisation=place, valid_from=self.today, at=self.at
        )
        return account


def _village_cell() -> Organisation:
    """The first cell of the commune block in official order."""
    cells = Organisation.objects.filter(
        classes__cell_type=CellType.RESIDENTIAL, paths__block=Block.COMMUNE, dissolved_on__isnull=True
    )
    return cells.order_by("official_order", "pk")[:1].get()


def _people_of(cell: Organisation, today: date) -> tuple[Member, Member]:
    """The cell's secretary, and a member without a post who is expected at its meetings."""
    posts = Position.objects.filter(on_day(today), organisation=cell)
    secretary = posts.filter(post=Post.SECRETARY).select_related("member")[:1].get().member
    places = OfficialPlace.objects.filter(on_day(today), cell=cell)
    others = (
        places.exclude(member__in=posts.values("member"))
        .exclude(member__in=Exemption.objects.filter(on_day(today)).values("member"))
        .exclude(member__in=TemporaryPlace.objects.filter(on_day(today)).values("member"))
        .select_related("member")
    )
    return secretary, others.order_by("member__sort_key", "pk")[:1].get().member
