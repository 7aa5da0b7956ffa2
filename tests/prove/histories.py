"""Random histories of rights: given, narrowed, taken; passwords changed; by the product's operations."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Self

from django.db import connection, transaction

from sotay.access.choices import Permission, Role
from sotay.access.models import Grant
from sotay.access.operations import give_role, take_role
from sotay.access.queries import actor_for
from sotay.accounts.models import Account, Device
from sotay.accounts.operations import change_password, create_account
from sotay.accounts.operations.devices import add_device, end_device
from sotay.accounts.operations.people import lock_account, unlock_account
from sotay.core.actor import system_actor
from sotay.core.errors import DomainError
from sotay.journal.operations import claim_installation
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from tests import factories

AT = datetime(2024, 6, 10, 3, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2024, 6, 10)
WATCHED = [TODAY + timedelta(days=n) for n in (0, 30, 90, 400)]
"""Days on which rights are compared: an end that was moved forward shows only later."""
GIVEN = [Role.SUPERIOR_OFFICER, Role.COMMITTEE_OFFICER, Role.SECRETARY, Role.DEPUTY]


OF_THE_FRAMEWORK = {"django_session", "django_migrations", "django_content_type", "auth_permission"}


def our_tables() -> list[str]:
    """Asked of the database itself, not of the product's list of what it copies."""
    return sorted(set(connection.introspection.table_names()) - OF_THE_FRAMEWORK)


def empty_everything() -> None:
    """The disaster."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in our_tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def every_row() -> dict[str, list[str]]:
    """All that is stored, table by table, as the database gives it."""
    found = {}
    with connection.cursor() as cursor:
        for table in our_tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@dataclass
class History:
    """One installation in the course of time. `ended` counts what was taken away since `begin`."""

    random: Random
    places: list[Organisation]
    passwords: dict[int, list[str]] = field(default_factory=dict)
    ended: int = 0
    moment: datetime = AT

    @classmethod
    def begin(cls, random: Random) -> Self:
        """A district with two communes and four cells, and six people."""
        empty_everything()
        claim_installation(demo=False, at=AT)
        top = factories.organisation(Kind.SUPERIOR)
        communes = [factories.organisation(Kind.GRASSROOTS_COMMITTEE, top) for _ in range(2)]
        cells = [factories.organisation(Kind.CELL, commune) for commune in communes for _ in range(2)]
        factories.settle(top, *communes, *cells)
        history = cls(random, [top, *communes, *cells])
        for number in range(6):
            history._create(f"nguoi{number}")
        return history

    def go_on(self, steps: int) -> None:
        """So many things happen."""
        often = [self._give, self._narrow, self._take] * 2
        keys = [self._change_password, self._lock, self._unlock, self._add_device, self._end_device]
        deeds = [*often, *keys]
        for _ in range(steps):
            self.moment += timedelta(seconds=self.random.randint(1, 5000))
            self.random.choice(deeds)()

    def rights(self) -> set[tuple[object, ...]]:
        """Everything anybody may do on the watched days, and every password that opens the door."""
        found: set[tuple[object, ...]] = set()
        for account in Account.objects.all():
            for day in WATCHED:
                actor = actor_for(account, today=day)
                found |= {
                    (account.pk, str(permission), place.pk, day.isoformat())
                    for permission in Permission
                    for place in self.places
                    if actor.may(permission, place)
                }
            if account.is_active:
                words = self.passwords[account.pk]
                found |= {(account.pk, "mật khẩu", word) for word in words if account.check_password(word)}
                devices = Device.objects.filter(account=account, ended_at__isnull=True)
                found |= {(account.pk, "máy", device.public_id) for device in devices}
        return found

    def _create(self, username: str) -> None:
        word = f"mat-khau-{username}-0"
        account = create_account(
            actor=system_actor(Permission), username=username, full_name=username, password=word, at=AT
        )
        self.passwords[account.pk] = [word]

    def _anybody(self) -> Account:
        return self.random.choice(list(Account.objects.order_by("pk")))

    def _give(self) -> None:
        end = self.random.choice([None, *WATCHED[1:]])
        self._grant(self._anybody(), self.random.choice(GIVEN), self.random.choice(self.places), end)

    def _grant(self, account: Account, role: Role, place: Organisation | None, end: date | None) -> None:
        give_role(
            actor=system_actor(Permission),
            account=account,
            role=role,
            organisation=place,
            valid_from=TODAY,
            valid_to=end,
            at=self.moment,
        )

    def _standing(self) -> Grant | None:
        grants = list(Grant.objects.filter(revoked_at__isnull=True).order_by("pk"))
        return self.random.choice(grants) if grants else None

    def _narrow(self) -> None:
        """Give the same role again, to end sooner."""
        if grant := self._standing():
            end = self.random.choice(WATCHED[1:])
            self.ended += grant.valid_to is None or end < grant.valid_to
            self._grant(grant.account, Role(grant.role), grant.organisation, end)

    def _take(self) -> None:
        if grant := self._standing():
            take_role(actor=system_actor(Permission), grant=grant, at=self.moment)
            self.ended += 1

    def _change_password(self) -> None:
        account = self._anybody()
        word = f"mat-khau-{account.username}-{len(self.passwords[account.pk])}"
        change_password(actor=system_actor(Permission), account=account, password=word, at=self.moment)
        self.passwords[account.pk].append(word)
        self.ended += 1

    def _lock(self) -> None:
        account = self._anybody()
        self.ended += account.is_active
        lock_account(actor=system_actor(Permission), account=account, at=self.moment)

    def _unlock(self) -> None:
        unlock_account(actor=system_actor(Permission), account=self._anybody(), at=self.moment)

    def _add_device(self) -> None:
        pin = f"{self.random.randint(0, 9)}48{self.random.randint(0, 9)}07"
        with suppress(DomainError):  # a PIN that is too easy is refused
            add_device(account=self._anybody(), pin=pin, words="điện thoại", at=self.moment)

    def _end_device(self) -> None:
        living = list(Device.objects.filter(ended_at__isnull=True).order_by("pk"))
        if living:
            device = self.random.choice(living)
            end_device(
                actor=system_actor(Permission),
                account=device.account,
                public_id=device.public_id,
                at=self.moment,
            )
            self.ended += 1
