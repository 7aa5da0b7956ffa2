"""Load the demo district through the product's own import, and make its sign-ins."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role
from sotay.access.queries import actor_for
from sotay.accounts.models import Account
from sotay.accounts.operations import create_account
from sotay.core.actor import Actor, system_actor
from sotay.core.clock import day_of
from sotay.core.errors import DomainError
from sotay.core.progress import Progress
from sotay.core.spans import on_day
from sotay.demo.choices import SignIn
from sotay.demo.data.statement import STATEMENT
from sotay.demo.district.tree import DISTRICT
from sotay.demo.events import DemoLoaded
from sotay.demo.month import Hands, tell_month
from sotay.demo.month.evening import moment
from sotay.imports.operations import commit_import, state_controller
from sotay.imports.plan import ImportOptions, ImportPlan
from sotay.journal.operations import claim_installation, record
from sotay.members.choices import Post
from sotay.members.models import Exemption, Member, OfficialPlace, Position, TemporaryPlace
from sotay.organisations.choices import CELL_KINDS, Block, CellType
from sotay.organisations.models import Organisation, OrganisationLink

LOADER = system_actor(Permission, "bộ dữ liệu mẫu")


@transaction.atomic
def load_demo(
    folder: Path, *, password: str, at: datetime, today: date, progress: Progress | None = None
) -> ImportPlan:
    """Import every workbook of `folder`, make one sign-in for each role, and let the month of `today` begin
    in the first commune, as one: all or nothing.

    Empty cells of the rolls mean "not recorded". The files came in on the first of the month, and the month
    was lived since. Raises WrongInstallation in a database that holds real data, ImportRefused when the
    files are wrong.
    """
    first = today.replace(day=1)
    began = min(at, moment(first, time(7)))
    claim_installation(demo=True, at=began)
    files = sorted(folder.glob("*.xlsx"))
    if not files:
        raise DomainError("Chưa có tệp dữ liệu mẫu nào: chạy lại với --fresh để tạo mới.")
    state_controller(actor=LOADER, words=STATEMENT, at=began)
    options = ImportOptions(blank="unrecorded", large=True, twins="both")
    plan = commit_import(LOADER, files, options=options, at=began, today=today, progress=progress)
    hands = _Hall(password, began, first, today).sign_everyone_in()
    begin_month(hands, at=at)
    rows = sum(s.rows for s in plan.sheets)
    record(DemoLoaded(len(files), rows, len(SignIn)), actor=LOADER, at=at)
    return plan


def begin_month(hands: Hands, *, at: datetime) -> int:
    """Let the cells of the commune plan, call and hold their meetings; how many meetings there are then."""
    return tell_month(_cells_of(hands.commune, day_of(at)), hands, at=at)


@dataclass(frozen=True, slots=True)
class _Hall:
    """Makes the sign-ins: at the district, at the first commune, and in its first village cell; the assigned
    leader follows that cell and the two after it."""

    password: str
    at: datetime
    first: date
    today: date

    def sign_everyone_in(self) -> Hands:
        """One account for each role."""
        district = Organisation.objects.get(code=DISTRICT)
        village = _village_cell()
        commune = OrganisationLink.objects.get(on_day(self.today), organisation=village).parent
        secretary, deputy, member = _people_of(village, self.today)
        self._sign_in(SignIn.OFFICER, "Trịnh Thị Ngọc Diệp", Role.SUPERIOR_OFFICER, district)
        committee = self._sign_in(SignIn.COMMITTEE, "Lưu Đình Kiên", Role.COMMITTEE_OFFICER, commune)
        self._sign_member_in(SignIn.MEMBER, member, Role.MEMBER, village)
        leader = self._sign_in(SignIn.LEADER, "Đào Xuân Trạch", Role.LEADER, *_followed(commune, self.today))
        self._sign_in(SignIn.OPERATOR, "Tạ Quang Huấn", Role.OPERATOR, None)
        return Hands(
            commune,
            committee=self._actor(committee),
            leader=self._actor(leader),
            secretary=self._sign_member_in(SignIn.SECRETARY, secretary, Role.SECRETARY, village),
            deputy=self._sign_member_in(SignIn.DEPUTY, deputy, Role.DEPUTY, village),
            spared=member.pk,
        )

    def _actor(self, account: Account, member: int | None = None) -> Actor:
        return actor_for(account, today=self.first, member_id=member)

    def _sign_member_in(self, name: SignIn, person: Member, role: Role, cell: Organisation) -> Actor:
        person.account = self._sign_in(name, person.full_name, role, cell)
        person.save(update_fields=["account"])
        return self._actor(person.account, person.pk)

    def _sign_in(self, name: SignIn, full_name: str, role: Role, *places: Organisation | None) -> Account:
        account = create_account(
            actor=LOADER, username=str(name), full_name=full_name, password=self.password, at=self.at
        )
        for place in places:
            give_role(
                actor=LOADER, account=account, role=role, organisation=place, valid_from=self.first,
                at=self.at,
            )  # fmt: skip
        return account


def _village_cell() -> Organisation:
    """The first cell of the commune block in official order."""
    cells = Organisation.objects.filter(
        classes__cell_type=CellType.RESIDENTIAL, paths__block=Block.COMMUNE, dissolved_on__isnull=True
    )
    return cells.order_by("official_order", "pk")[:1].get()


def _cells_of(commune: Organisation, today: date) -> list[Organisation]:
    """The cells directly under the commune, in official order."""
    inside = OrganisationLink.objects.filter(on_day(today), parent=commune).values("organisation")
    cells = Organisation.objects.filter(pk__in=inside, kind__in=sorted(CELL_KINDS), dissolved_on__isnull=True)
    return list(cells.order_by("official_order", "pk"))


def _followed(commune: Organisation, today: date) -> list[Organisation]:
    """The first three cells of the commune."""
    return _cells_of(commune, today)[:3]


def _people_of(cell: Organisation, today: date) -> tuple[Member, Member, Member]:
    """The cell's secretary, its deputy (else who else has a post, or else anybody), and a member without a
    post who is expected at its meetings."""
    posts = Position.objects.filter(on_day(today), organisation=cell)
    secretary = posts.filter(post=Post.SECRETARY).select_related("member")[:1].get().member
    places = OfficialPlace.objects.filter(on_day(today), cell=cell)
    others = (
        places.exclude(member__in=posts.values("member"))
        .exclude(member__in=Exemption.objects.filter(on_day(today)).values("member"))
        .exclude(member__in=TemporaryPlace.objects.filter(on_day(today)).values("member"))
        .select_related("member")
    )
    member, another = [place.member for place in others.order_by("member__sort_key", "pk")[:2]]
    rest = posts.exclude(member=secretary).select_related("member")
    second = rest.filter(post=Post.DEPUTY).first() or rest.order_by("pk").first()
    return secretary, second.member if second else another, member
