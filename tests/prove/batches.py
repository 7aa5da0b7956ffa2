"""Uploaded spreadsheets of every importing person, for places of every relation."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sotay.access.queries import actor_for
from sotay.accounts.models import Account
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.imports.choices import BatchState, ThingKind
from sotay.imports.columns import DATASETS
from sotay.imports.models import Batch
from sotay.imports.operations import work
from sotay.imports.plan import LandedRow
from sotay.imports.waiting import ROWS, waiting
from sotay.members.models import Member, MemberIdentifier
from sotay.web.imports.rows import SIZE
from tests.prove.people import Person
from tests.prove.world import Place, World

KINDS = {
    "superior_committee": "Đảng bộ cấp trên trực tiếp của cơ sở",
    "grassroots_committee": "Đảng bộ cơ sở",
    "grassroots_cell": "Chi bộ cơ sở",
    "part_committee": "Đảng bộ bộ phận",
    "cell": "Chi bộ",
}
CHOSEN = {"blank": "unrecorded", "prefer": "status"}
"""What was chosen before the dry run: a commit that chooses otherwise would run dry once more."""
FRESH, FINISHED, WITH_ASIDE = "fresh", "finished", "with rows set aside"


@dataclass(slots=True)
class Batches:
    """Every upload: whose it is, in which state, what its rows speak of; and a copy of its files."""

    world: World
    owners: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    speaks_of: dict[str, str] = field(default_factory=dict)
    carried: dict[str, frozenset[str]] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)

    def add(
        self, person: Person, file: str, rows: list[list[str]], *, state: str = FRESH, place: str = ""
    ) -> str:
        """Upload one file as that person; its token."""
        token = self.world.aviary.new("batch", f"acc:{person.name}")
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        content = text.getvalue().encode()
        assert person.pk is not None
        batch = Batch.objects.create(
            token=token, account_id=person.pk, uploaded_at=clock.now(), choices=CHOSEN
        )
        kept = waiting(token)
        # A stage before this one drew the same token.
        shutil.rmtree(kept.folder, ignore_errors=True)
        kept.store([SimpleUploadedFile(f"{file}.csv", content)])
        if state == FRESH:
            Batch.objects.filter(pk=batch.pk).update(state=BatchState.CHECKING)
            work(actor=self._actor(person), batch=batch, at=clock.now(), today=self.world.today)
        if state == FINISHED:
            result = {"files": [f"{file}.csv"], "sheets": []}
            Batch.objects.filter(pk=batch.pk).update(state=BatchState.DONE, result=result)
            kept.write(ROWS, rows_of_everywhere(self.world))
        if state == WITH_ASIDE:
            kept.aside.write_bytes(b"PK\x05\x06" + bytes(18))
        self.owners[token], self.states[token], self.speaks_of[token] = person.name, state, place
        self.carried[token] = frozenset(self.world.aviary.found_in(content) | {token})
        self.copies[token] = kept.folder.parent.with_name("copies") / token
        shutil.copytree(kept.folder, self.copies[token], dirs_exist_ok=True)
        return token

    def _actor(self, person: Person) -> Actor:
        """The person with their rights of today."""
        return actor_for(Account.objects.get(pk=person.pk), today=self.world.today)

    def restore(self, token: str) -> None:
        """Put the files back as they were."""
        if token in self.copies:
            folder = waiting(token).folder
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.copies[token], folder)

    def of(self, state: str, *, person: Person | None = None, other_than: Person | None = None) -> list[str]:
        """Tokens in that state, of a person or of anybody else, with rows about the person's own place."""
        return [
            token
            for token, owner in self.owners.items()
            if self.states[token] == state
            and not self.speaks_of[token]
            and (person is None or owner == person.name)
            and (other_than is None or owner != other_than.name)
        ]


def rows_of_everywhere(world: World) -> list[list[Any]]:
    """As if the file had spoken of somebody in every place: rights may have been taken since."""
    things = [(ThingKind.MEMBER, pks[0]) for pks in world.member_pk.values() if pks]
    things += [(ThingKind.ORGANISATION, place.pk) for place in world.places.values()]
    rows = [LandedRow("tep.csv", "", n, str(kind), pk, True) for n, (kind, pk) in enumerate(things, 2)]
    return [row.as_list() for row in rows[:SIZE]]


def own_place(person: Person) -> str:
    """A place where the person's role was given, or any."""
    return next((g.place for g in person.given if g.place), "D1C1")


def write_simple_batches(batches: Batches, people: list[Person]) -> None:
    """One upload in each state for everybody who has an account."""
    for person in people:
        if person.signed_in:
            for state in (FRESH, FINISHED, WITH_ASIDE):
                rows = organisation_rows(batches.world, batches.world.places[own_place(person)])
                batches.add(person, "to-chuc", rows, state=state)


# What the rows of a file do to a place ---------------------------------------------------------------


def _sheet(dataset: str, /, **values: str) -> list[list[str]]:
    """One row under the headers of a kind of sheet."""
    columns = {c.key: c.header for c in next(d for d in DATASETS if d.kind == dataset).columns}
    return [[columns[key] for key in values], list(values.values())]


def organisation_rows(world: World, place: Place) -> list[list[str]]:
    """Another name for the place."""
    above = place.former[0] if place.former else place.parent
    return _sheet(
        "to-chuc",
        code=place.code,
        name="Tên đổi lại",
        kind=KINDS[place.kind],
        parent=world.places[above].code if above else "",
        block="Xã, thị trấn" if place.kind.startswith("grassroots") else "",
        founded_on="01/01/2010",
    )


def child_rows(world: World, place: Place) -> list[list[str]]:
    """A new cell below the place."""
    values = {"code": "MOI-1", "name": "Chi bộ mới lập", "kind": "Chi bộ", "parent": place.code}
    return _sheet("to-chuc", **values, founded_on="01/01/2024")


def count_rows(world: World, place: Place) -> list[list[str]]:
    """Counts of a month for the place."""
    people = {"expected": "5", "present": "4", "excused": "1", "unexcused": "0"}
    return _sheet("so-lieu-thang", cell=place.code, month="03/2023", held="Có", **people)


def new_member_rows(world: World, place: Place) -> list[list[str]]:
    """A new member of the place."""
    name = "Trần Thị Mới"
    return _sheet("dang-vien", cell=place.code, card="99000111", full_name=name, official_on="01/02/2015")


def known_member_rows(world: World, place: Place) -> list[list[str]]:
    """A member of the place, known by the card, with one number more."""
    return _known_member(world, place, cell=place.code, record="99000222")


def drawn_member_rows(world: World, place: Place) -> list[list[str]]:
    """The same, said to be in D1G since lately: where the names are seen from D1."""
    cell = world.places["D1G"].code
    return _known_member(world, place, cell=cell, record="99000222", place_from="01/02/2024")


def twin_rows(world: World, place: Place) -> list[list[str]]:
    """Somebody of another name under the card of a member of the place: who is whom is asked."""
    return _known_member(world, place, cell=place.code, full_name="Trần Thị Khác")


def _known_member(world: World, place: Place, **values: str) -> list[list[str]]:
    member = Member.objects.filter(pk__in=world.member_pk.get(place.name, [])).order_by("pk").first()
    said = {
        "cell": "",
        "card": _card_of(world, place),
        "full_name": member.full_name if member else "Trần Thị Mới",
        "official_on": "01/01/2010",
    }
    return _sheet("dang-vien", **(said | values))


def take_member_rows(world: World, place: Place) -> list[list[str]]:
    """A member of the place, known by the card, moved to D1C1K1."""
    values = {"card": _card_of(world, place), "change": "Chuyển chính thức", "first": "01/02/2024"}
    return _sheet("bien-dong-dang-vien", **values, cell=world.places["D1C1K1"].code)


def joint_rows(world: World, place: Place) -> list[list[str]]:
    """A meeting of D1C1K1 held jointly with the place."""
    values = {"code": "BUOI-1", "kind": "Thường kỳ", "counted_for": "04/2023", "held_on": "03/04/2023"}
    return _sheet("sinh-hoat", cell=world.places["D1C1K1"].code, **values, joint=place.code)


def _card_of(world: World, place: Place) -> str:
    members = world.member_pk.get(place.name, [])
    found = MemberIdentifier.objects.filter(member__in=members, kind="card").order_by("member_id")
    return found.values_list("number", flat=True).first() or "khong-co"


FILES = {
    "to-chuc": organisation_rows,
    "to-chuc-moi": child_rows,
    "so-lieu-thang": count_rows,
    "dang-vien": new_member_rows,
    "dang-vien-da-co": known_member_rows,
    "dang-vien-keo-ve": drawn_member_rows,
    "dang-vien-trung": twin_rows,
    "bien-dong": take_member_rows,
    "sinh-hoat": joint_rows,
}


def foreign_files(batches: Batches, person: Person, place: Place, files: list[str]) -> Iterator[str]:
    """Uploads of the person whose rows speak of the place; tokens."""
    for file in files:
        yield batches.add(person, file, FILES[file](batches.world, place), place=place.name)
