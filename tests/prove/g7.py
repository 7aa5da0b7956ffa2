"""G7: one member, one ballot, also when one member's taps arrive at the same moment from several threads; and
what was acknowledged is counted.

Each try opens a vote, lets one member cast several times at once (with different answers) while others cast
once, closes it, and compares: ballots with who cast, the tally with what was acknowledged.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from random import Random
from unittest.mock import patch

from django.conf import settings
from django.db import connection, models
from django.db.models import Model

from sotay.ballots.choices import Method, Purpose
from sotay.ballots.models import Envelope, OpenVote, Poll, Tick
from sotay.ballots.operations import cast_vote, close_poll, open_poll, polling
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from tests.prove.ground import is_release, say
from tests.prove.hall import AT, Hall, a_cell, a_hall, some_members
from tests.prove.outcome import Outcome

TRIES, TRIES_RELEASE, TRIES_FAULT = 300, 1000, 6
AT_ONCE, AT_ONCE_RELEASE = 5, 100
OTHERS = 3


def _cast(actor: Actor, poll: Poll, choice: str, gate: threading.Barrier, said: list[str]) -> None:
    try:
        gate.wait()
        cast_vote(actor=actor, poll=poll, choice=choice)
        said.append(choice)
    except DomainError:
        pass
    finally:
        connection.close()


def _race(hall: Hall, method: Method, at_once: int, random: Random) -> str:
    """What was wrong with one vote, or ""."""
    poll, codes = open_poll(
        actor=hall.chair(), meeting=hall.meeting, subject="Việc", purpose=Purpose.OTHER, method=method, at=AT
    )
    said: list[str] = []
    casts = [(hall.voters[0], random.choice("abc")) for _ in range(at_once)]
    casts += [(one, random.choice("abc")) for one in hall.voters[1:]]
    gate = threading.Barrier(len(casts))
    threads = [
        threading.Thread(target=_cast, args=(hall.member(member), poll, choice, gate, said))
        for member, choice in casts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Envelope if method == Method.SECRET else OpenVote
    ballots = kept._default_manager.filter(poll=poll).count()
    if ballots != len(hall.voters):
        return f"{ballots} phiếu của {len(hall.voters)} người"
    close_poll(actor=hall.chair(), poll=poll, codes=codes[:2], at=AT)
    poll.refresh_from_db()
    tally = (poll.yes, poll.no, poll.other)
    if tally != tuple(said.count(choice) for choice in "abc"):
        return f"kết quả {tally} khác với những phiếu đã nhận {sorted(said)}"
    return ""


def races(tries: int, at_once: int, seed: int) -> list[str]:
    """The faults of so many votes, secret and by name in turn."""
    random, faults = Random(seed), []
    cell = a_cell()
    members = some_members(cell, 1 + OTHERS)
    with patch.object(settings, "SECRET_BALLOT", True):
        for number in range(tries):
            hall = a_hall(cell, members, 200001 + 100 * (number // 12) + number % 12)
            method = Method.SECRET if number % 2 else Method.ELECTRONIC
            if fault := _race(hall, method, at_once, random):
                faults.append(f"{method}: {fault}")
            hall.meeting.delete()
    return faults


# Planted faults -----------------------------------------------------------------------------------


def _constraint(model: type[Model], name: str) -> models.UniqueConstraint:
    found = next(c for c in model._meta.constraints if c.name == name)
    assert isinstance(found, models.UniqueConstraint)
    return found


@contextmanager
def _without(model: type[Model], name: str) -> Iterator[None]:
    """The database does not keep a member's second ballot out."""
    constraint = _constraint(model, name)
    others = [one for one in model._meta.constraints if one is not constraint]
    # SQLite makes the table anew from what the model says.
    with patch.object(model._meta, "constraints", others), connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._default_manager.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


@contextmanager
def _answers_before_it_is_kept() -> Iterator[None]:
    """An envelope is lost now and then, though its ballot was acknowledged."""
    create, turn = Envelope.objects.create, iter(range(10**9))

    def lossy(**row: object) -> Envelope | None:
        return create(**row) if next(turn) % 7 else None

    with patch.object(polling.Envelope.objects, "create", lossy):
        yield


@contextmanager
def _the_last_word() -> Iterator[None]:
    """A second vote by name takes the place of the first, and both are acknowledged."""

    def replace(**row: object) -> OpenVote:
        made, _ = OpenVote.objects.update_or_create(
            poll=row["poll"], member_id=row["member_id"], defaults={"choice": row["choice"]}
        )
        return made

    with patch.object(polling.OpenVote.objects, "create", replace):
        yield


FAULTS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "phiếu kín không ràng buộc một lần": lambda: _without(Tick, "one_member_one_ballot"),
    "biểu quyết ghi tên không ràng buộc một lần": lambda: _without(OpenVote, "open_vote_once"),
    "phiếu đã nhận bị mất": _answers_before_it_is_kept,
    "phiếu sau thay phiếu trước": _the_last_word,
}


def prove() -> Outcome:
    """Race as it is, then with each planted fault."""
    tries, at_once = (TRIES_RELEASE, AT_ONCE_RELEASE) if is_release() else (TRIES, AT_ONCE)
    faults = races(tries, at_once, 7)
    outcome = Outcome(n=tries, failures=len(faults), examples=faults[:5])
    outcome.note = f"{at_once} casts of one member at once, {OTHERS} others; database {connection.vendor}"
    say(f"G7: {tries} lượt, mỗi lượt một người bỏ {at_once} phiếu cùng lúc, {len(faults)} lần sai")
    for name, fault in FAULTS.items():
        outcome.planted += 1
        with fault():
            found = races(TRIES_FAULT, at_once, 8)
        outcome.planted_found += bool(found)
        if not found:
            outcome.examples.append(f"không thấy lỗi cài sẵn: {name}")
    return outcome
