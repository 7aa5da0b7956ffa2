"""G6: a reader of everything stored cannot tell who voted what in a secret ballot better than the tally.

The reader sees every row of the database after each single ballot (what a backup, a log of changes, dead
rows or transaction numbers would give at most: which rows came together, their order and every byte; on
PostgreSQL also in which transaction and at which place of the table each row was written), the bytes of the
database's own files, and everything after the count. They may calibrate on half of the votes,
whose truth they know, and then guess the other half. The measure: right guesses beyond always guessing the
tally's most frequent answer, with its 95 % interval.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.db.models import F, Model

from sotay.ballots.choices import Method, Purpose
from sotay.ballots.models import Envelope, OpenVote, Poll, SittingCount, Tick
from sotay.ballots.operations import cast_vote, close_poll, open_poll, polling
from sotay.ballots.rules import box
from sotay.core.errors import DomainError
from sotay.journal.models import Chain, Entry
from sotay.meetings.models import Meeting
from tests.prove.ground import is_release, say
from tests.prove.hall import AT, Hall, a_cell, a_hall, some_members
from tests.prove.outcome import Outcome

POLLS, POLLS_RELEASE, POLLS_FAULT = 100, 1000, 14
VOTERS, VOTERS_RELEASE = 9, 30
LIMIT, LIMIT_RELEASE = 0.02, 0.005
"""How much better than the tally's own guess a reader may be at most: the upper end of the 95 % interval."""


@dataclass(slots=True)
class Observed:
    """All that a reader has of one vote. `casts`: for each ballot in order, who is told to have cast it and
    the features of what changed with it; `order`: features by place of what is left after the count."""

    truth: list[str]
    casts: list[dict[str, str]] = field(default_factory=list)
    left: list[dict[str, str]] = field(default_factory=list)
    opened: list[str] | None = None
    """What a reader could decrypt with anything found in the rows, in the order of casting."""

    @property
    def commonest(self) -> str:
        return Counter(self.truth).most_common(1)[0][0]


def _rows(poll: Poll, entries: int) -> dict[tuple[str, int], dict[str, Any]]:
    """Every row that belongs to the vote, and whatever was written to the journal since it opened."""
    asked: dict[type[Model], dict[str, Any]] = {
        Poll: {"pk": poll.pk},
        Meeting: {"pk": poll.meeting_id},
        Entry: {"pk__gt": entries},
        Chain: {},
        **{model: {"poll": poll} for model in (SittingCount, OpenVote, Tick, Envelope)},
    }
    return {
        (model.__name__, row[model._meta.pk.attname]): row
        for model, which in asked.items()
        for row in _seen_of(model, which)
    }


def _seen_of(model: type[Model], which: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as a reader of the database sees them; on PostgreSQL with what it keeps of each by itself: the
    transaction, and page and line in the table."""
    rows = model._default_manager.filter(**which).order_by("pk")
    if connection.vendor != "postgresql":
        return list(rows.values())
    table = connection.ops.quote_name(model._meta.db_table)
    page, line = (f"split_part(trim(both '()' from {table}.ctid::text), ',', {n})::bigint" for n in (1, 2))
    kept = {"xmin": f"{table}.xmin::text::bigint", "ctid_page": page, "ctid_line": line}
    return list(rows.extra(select=kept).values())


def _features(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """What a reader may look at in one column."""
    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    yield f"{name} length", str(len(raw))
    if len(raw) <= 24:
        yield f"{name} value", raw.hex()
    for place in (0, 1, 32, 33, 47, -17, -1):
        if -len(raw) <= place < len(raw):
            yield f"{name} byte {place}", str(raw[place])
            yield f"{name} bit {place}", str(raw[place] & 1)


def _changed(before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> dict[str, str]:
    """Features of the rows that are new, gone or changed; a counter shows by how much it grew."""
    found = {"rows": str(len(after) - len(before))}
    for key, row in after.items():
        old = before.get(key)
        if row == old:
            continue
        for column, value in row.items():
            if old is not None and isinstance(value, int) and isinstance(old[column], int):
                value = value - old[column]
            for name, seen in _features(f"{key[0]}.{column}", value):
                if not column.endswith("id") and column not in {"member_id", "digest", "head", "previous"}:
                    found[name] = seen
    return found


def _left(poll: Poll, voters: int) -> list[dict[str, str]]:
    """Rows left after the count, when there is one for each ballot, in their order."""
    for model in (OpenVote, Tick, Envelope):
        rows = _seen_of(model, {"poll": poll})
        if len(rows) == voters:
            rows.sort(key=lambda row: (row.get("xmin", 0), row.get("ctid_page", 0), row.get("ctid_line", 0)))
            return [
                {
                    n: v
                    for column, value in row.items()
                    for n, v in _features(f"left {model.__name__}.{column}", value)
                }
                for row in rows
            ]
    return []


def _decrypted(poll: Poll, sealed: list[bytes], rows: dict[Any, dict[str, Any]]) -> list[str] | None:
    """What the envelopes say when something in the rows opens them, or when they are not sealed."""
    plain = [one.rstrip(b"\0") for one in sealed]
    if all(one in {b"a", b"b", b"c"} for one in plain):
        return [one.decode() for one in plain]
    texts = {str(value) for row in rows.values() for value in row.values() if isinstance(value, str)}
    for text in texts:
        words = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{2,4})+", text)
        for secret in _secrets(words):
            try:
                box.open_all([], secret, bytes(poll.public_key or b""), poll.public_id)
                private = box._private_key(secret, poll.public_id)
                return [box._open(one, private, poll.public_id) for one in sealed]
            except DomainError:
                continue
    return None


def _secrets(words: list[str]) -> Iterator[bytes]:
    for word in words:
        try:
            yield box.from_groups(word)
            yield box.join(words)
        except DomainError:
            continue


def _sealed(poll: Poll) -> list[bytes]:
    rows = Envelope.objects.filter(poll=poll).order_by("pk")
    return [bytes(one) for one in rows.values_list("sealed", flat=True)]


def _vote(hall: Hall, random: Random) -> Observed:
    """One secret vote from its opening to its tally, watched."""
    chance = random.choice((0.5, 0.6, 0.75))
    truth = [random.choices("abc", (chance, (1 - chance) * 0.7, (1 - chance) * 0.3))[0] for _ in hall.voters]
    order = random.sample(range(len(hall.voters)), len(hall.voters))
    poll, codes = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc", purpose=Purpose.OTHER,
        method=Method.SECRET, at=AT,
    )  # fmt: skip
    seen = Observed([truth[i] for i in order])
    entries = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    before = _rows(poll, entries)
    for i in order:
        cast_vote(actor=hall.member(hall.voters[i]), poll=poll, choice=truth[i])
        after = _rows(poll, entries)
        seen.casts.append(_changed(before, after))
        before = after
    sealed = _sealed(poll)
    close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
    poll.refresh_from_db()
    seen.opened = _decrypted(poll, sealed, before | _rows(poll, entries))
    seen.left = _left(poll, len(order))
    CODES.extend(codes)
    return seen


CODES: list[str] = []
"""Codes told to tellers in this run: they must stand nowhere in the files of the database."""


def _by_feature(votes: list[Observed], of: Callable[[Observed], list[dict[str, str]]]) -> list[float]:
    """Calibrate on the first half: which feature tells most; guess the second half by it. The gain of each
    vote of the second half over the tally's own guess."""
    half = len(votes) // 2
    table: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    names = {name for one in votes[:half] for features in of(one) for name in features}
    for one in votes[:half]:
        for features, said in zip(of(one), one.truth, strict=False):
            for name in names:
                table[name][features.get(name, "")][said] += 1
    known = {n: v for n, v in table.items() if sum(c.total() for c in v.values()) > half}
    if not known:
        return [0.0] * (len(votes) - half)
    best = max(known, key=lambda n: sum(c.most_common(1)[0][1] for c in known[n].values() if c.total() > 4))
    gains = []
    for one in votes[half:]:
        right = 0
        for features, said in zip(of(one), one.truth, strict=False):
            counted = known[best].get(features.get(best, ""), Counter())
            sure = counted.total() > 4 and counted.most_common(1)[0][1] / counted.total() > 0.6
            right += (counted.most_common(1)[0][0] if sure else one.commonest) == said
        right += sum(said == one.commonest for said in one.truth[len(of(one)) :])
        gains.append((right - sum(said == one.commonest for said in one.truth)) / len(one.truth))
    return gains


def _by_key(votes: list[Observed]) -> list[float]:
    """Guess what anything in the rows decrypts."""
    gains = []
    for one in votes:
        guesses = one.opened or [one.commonest] * len(one.truth)
        right = sum(g == said for g, said in zip(guesses, one.truth, strict=True))
        gains.append((right - sum(said == one.commonest for said in one.truth)) / len(one.truth))
    return gains


ATTACKS: dict[str, Callable[[list[Observed]], list[float]]] = {
    "những gì đổi cùng mỗi phiếu": lambda votes: _by_feature(votes, lambda one: one.casts),
    "những gì còn lại, theo thứ tự": lambda votes: _by_feature(votes, lambda one: one.left),
    "mở bằng thứ có trong cơ sở dữ liệu": _by_key,
}


def _upper(gains: list[float]) -> float:
    """The upper end of the 95 % interval of the mean gain."""
    mean = sum(gains) / len(gains)
    spread = sqrt(sum((g - mean) ** 2 for g in gains) / max(1, len(gains) - 1))
    return mean + 1.96 * spread / sqrt(len(gains))


def database_files() -> list[Path]:
    """Everything that the database keeps on disk, its write-ahead log included."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0])
        return [path for part in ("base", "pg_wal") for path in (folder / part).rglob("*") if path.is_file()]
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    return list(path.parent.glob(path.name + "*"))


def _in_files() -> list[str]:
    """Codes that stand in the bytes of the database's files (free pages and write-ahead log included)."""
    raw = b"".join(path.read_bytes() for path in database_files())
    marks = [mark for code in CODES for mark in (code.encode(), box.from_groups(code)[1:])]
    return [mark.hex() for mark in marks if mark in raw]


def attack(polls: int, voters: int, seed: int) -> dict[str, float]:
    """The upper end of each attack's gain over `polls` votes of `voters`."""
    random, found = Random(seed), []
    cell = a_cell()
    members = some_members(cell, voters)
    CODES.clear()
    with patch.object(settings, "SECRET_BALLOT", True):
        for number in range(polls):
            month = 200001 + 100 * (number // 12) + number % 12
            found.append(_vote(a_hall(cell, members, month), random))
    uppers = {name: _upper(way(found)) for name, way in ATTACKS.items()}
    if _in_files():
        uppers["mã nằm trong tệp cơ sở dữ liệu"] = 1.0
    return uppers


# Planted faults -----------------------------------------------------------------------------------

_seal, _close, _open_poll = box.seal, polling._open_box, box.split


@contextmanager
def _unsealed() -> Iterator[None]:
    """The envelope holds the plain choice."""
    with (
        patch.object(box, "seal", lambda choice, key, poll: choice.encode().ljust(80, b"\0")),
        patch.object(box, "_open", lambda envelope, private, poll: envelope.rstrip(b"\0").decode()),
    ):
        yield


@contextmanager
def _long_envelopes() -> Iterator[None]:
    """An envelope is longer for one answer."""

    def seal(choice: str, key: bytes, poll: str) -> bytes:
        return _seal(choice, key, poll) + b"\0" * (choice == "b")

    opened = box._open
    with (
        patch.object(box, "seal", seal),
        patch.object(box, "_open", lambda e, private, poll: opened(e[: box.ENVELOPE_BYTES], private, poll)),
    ):
        yield


@contextmanager
def _same_envelopes() -> Iterator[None]:
    """The same answer always makes the same envelope: what one saw once is known again."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    fixed = {c: X25519PrivateKey.from_private_bytes(c.encode() * 32) for c in "abc"}

    def seal(choice: str, key: bytes, poll: str) -> bytes:
        with patch.object(box.X25519PrivateKey, "generate", lambda: fixed[choice]):
            return _seal(choice, key, poll)

    with patch.object(box, "seal", seal):
        yield


@contextmanager
def _key_kept() -> Iterator[None]:
    """The opening key is kept with the vote."""
    kept: list[str] = []

    def split(secret: bytes) -> list[str]:
        kept[:] = [box.in_groups(secret)]
        return _open_poll(secret)

    create = Poll.objects.create
    with (
        patch.object(box, "split", split),
        patch.object(Poll.objects, "create", lambda **row: create(**row | {"subject": kept[0]})),
    ):
        yield


@contextmanager
def _plain_ballots_in_order() -> Iterator[None]:
    """At the end the plain ballots are written in the order of the envelopes."""

    def open_box(poll: Poll, codes: Any) -> list[str]:
        sealed = _sealed(poll)
        private = box._private_key(box.join(list(codes)), poll.public_id)
        said = _close(poll, codes)
        members = [row.member_id for row in poll.meeting.attendances.all()]
        plain = [box._open(one, private, poll.public_id) for one in sealed]
        OpenVote.objects.bulk_create(
            OpenVote(poll=poll, member_id=m, choice=c) for m, c in zip(members, plain, strict=True)
        )
        return said

    with patch.object(polling, "_open_box", open_box):
        yield


@contextmanager
def _counted_at_once() -> Iterator[None]:
    """Each ballot is counted when it is cast: the tally grows with it."""
    sealed = _seal

    def seal(choice: str, key: bytes, poll: str) -> bytes:
        if choice == "a":
            Poll.objects.filter(public_id=poll).update(version=F("version") + 1)
        return sealed(choice, key, poll)

    with patch.object(box, "seal", seal):
        yield


@contextmanager
def _told_to_the_journal() -> Iterator[None]:
    """The journal tells of each ballot, with its answer."""

    def seal(choice: str, key: bytes, poll: str) -> bytes:
        Entry.objects.create(
            organisation_id=999_999, number=Entry.objects.count() + 1, at=AT, event="BallotCast",
            payload=f'{{"choice":"{choice}"}}', previous="", digest=f"{Entry.objects.count():064}",
        )  # fmt: skip
        return _seal(choice, key, poll)

    with patch.object(box, "seal", seal):
        yield


FAULTS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "phiếu không niêm phong": _unsealed,
    "phong bì dài ngắn khác nhau": _long_envelopes,
    "cùng ý kiến cùng phong bì": _same_envelopes,
    "mã mở được giữ lại": _key_kept,
    "phiếu đã mở ghi theo thứ tự": _plain_ballots_in_order,
    "đếm ngay khi bỏ phiếu": _counted_at_once,
    "nhật ký kể từng phiếu": _told_to_the_journal,
}


def prove() -> Outcome:
    """Attack votes as they are, then with each planted fault."""
    polls, voters = (POLLS_RELEASE, VOTERS_RELEASE) if is_release() else (POLLS, VOTERS)
    limit = LIMIT_RELEASE if is_release() else LIMIT
    uppers = attack(polls, voters, 6)
    outcome = Outcome(n=polls)
    told = "; ".join(f"{name}: {100 * upper:+.2f}" for name, upper in uppers.items())
    say(f"G6: {polls} lượt bỏ phiếu kín × {voters} người; cận trên 95 % (điểm %): {told}")
    outcome.note = f"{voters} voters each; upper bounds in points: {told}; database {connection.vendor}"
    for name, upper in uppers.items():
        if upper > limit:
            outcome.failures += 1
            outcome.examples.append(f"{name}: hơn kết quả kiểm phiếu {100 * upper:.2f} điểm %")
    for name, fault in FAULTS.items():
        outcome.planted += 1
        with fault():
            found = attack(POLLS_FAULT, voters, 7)
        if any(upper > limit for upper in found.values()):
            outcome.planted_found += 1
        else:
            outcome.examples.append(f"không thấy lỗi cài sẵn: {name} {found}")
    return outcome
