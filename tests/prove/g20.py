"""G20: edits, deletions, insertions and reorderings in the journal are found."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction

from sotay.journal import operations, queries, rules
from sotay.journal.models import Chain, Entry
from sotay.journal.rules import Line
from tests.prove.ground import is_release
from tests.prove.journal_world import BEGINNING, write_journal
from tests.prove.outcome import Outcome
from tests.prove.sharing import Share
from tests.prove.tampering import ANCHORED, KINDS, Journal, Tampering, read_journal, store

SEED = 20
PER_JOURNAL = 60
HANDS = 2
FIELDS = ("organisation_id", "at", "account_id", "event", "payload", "previous")
"""Without `number` the digest is no weaker as long as numbers are compared: see `_without_number`."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tampered(part: int, wanted: int) -> tuple[Counter[str], Counter[str]]:
    """Tamper many times."""
    return run(Random(SEED * 100 + part), wanted)


def planted(names: list[str]) -> dict[str, bool]:
    """Weaken the checker: whether the tamperings notice."""
    found = {}
    for name in names:
        with WEAKER[name]():
            found[name] = bool(run(Random(SEED), 600, stop_at_first=True)[1])
    return found


def shares() -> list[Share]:
    """Tamper with the journal; then weaken its checker, one thing at a time."""
    wanted, names = 50_000 if is_release() else 780, list(WEAKER)
    tries = [Share(tampered, (part, wanted), cost=wanted / 60) for part in range(HANDS)]
    return tries + [Share(planted, (names[part::HANDS],), cost=8) for part in range(HANDS)]


def outcome(answers: list[Any]) -> Outcome:
    """What the shares come to."""
    by_kind: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for kinds, escaped in answers[:HANDS]:
        by_kind, missed = by_kind + kinds, missed + escaped
    found = Outcome(n=by_kind.total(), failures=missed.total())
    found.examples += [f"không phát hiện: {kind} ({count} lần)" for kind, count in missed.items()]
    for part in answers[HANDS:]:
        found.enter_planted(part)
    found.note = (
        f"{len(KINDS) + len(ANCHORED)} kiểu sửa, hạt giống {SEED}; lỗi cài sẵn: bộ kiểm tra bỏ một trường "
        f"hoặc một phép so ({', '.join(WEAKER)}). Cắt đuôi hoặc viết lại cả chuỗi kèm dòng đầu chuỗi, "
        "hay xóa hẳn một chuỗi, chỉ phát hiện được nhờ đầu chuỗi giữ ở ngoài cơ sở dữ liệu (in trên văn bản "
        f"đã ký, gửi cấp trên): {sum(by_kind[k] for k in ANCHORED)} lần thử loại này được đối chiếu như vậy."
    )
    return found


def run(random: Random, wanted: int, *, stop_at_first: bool = False) -> tuple[Counter[str], Counter[str]]:
    """`wanted` tamperings: how many of each kind, and how many were not found."""
    by_kind: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    while sum(by_kind.values()) < wanted:
        with undone():
            Entry.objects.all().delete()
            Chain.objects.all().delete()
            write_journal(random, chains=random.randint(2, 4), longest=random.choice([4, 8, 20]))
            whole = read_journal()
            if queries.all_faults():
                missed["một nhật ký nguyên vẹn bị báo lỗi"] += 1
            for _ in range(PER_JOURNAL):
                kind, found = _one(random, whole, sum(by_kind.values()))
                by_kind[kind] += 1
                missed[kind] += not found
                if stop_at_first and not found:
                    return by_kind, +missed
    return by_kind, +missed


def _one(random: Random, whole: Journal, turn: int) -> tuple[str, bool]:
    kinds: list[tuple[str, Tampering]] = [*KINDS.items(), *ANCHORED.items()]
    while True:
        kind, tamper = kinds[turn % len(kinds)]
        after = whole.copy()
        tamper(after, random)
        if after != whole:
            break  # some draws change nothing, such as a line swapped with itself
    if kind in ANCHORED:
        return kind, _differs_from_anchor(whole, after)
    with undone():
        store(whole, after)
        return kind, bool(queries.all_faults())


def _differs_from_anchor(whole: Journal, after: Journal) -> bool:
    """Whether some chain fails against the heads as they were printed before."""
    return any(
        rules.faults(after.lines.get(chain, []), length=length, head=head)
        for chain, (length, head) in whole.heads.items()
    )


# The planted faults: a journal whose digest leaves a field out, and a checker that compares less.


def _digest_without(field: str) -> Callable[[], Any]:
    fixed: dict[str, Any] = {"organisation_id": 0, "number": 0, "account_id": None, "at": BEGINNING}
    genuine = rules.digest_of

    def digest_of(line: Line) -> str:
        return genuine(replace(line, **{field: fixed.get(field, "")}))

    @contextmanager
    def weaken() -> Iterator[None]:
        with patch.object(rules, "digest_of", digest_of), patch.object(operations, "digest_of", digest_of):
            yield

    return weaken


def _faults_without(phrase: str) -> Callable[[], Any]:
    """A checker that keeps silent about one kind of fault."""
    genuine = rules.faults

    def faults(lines: Any, *, length: int, head: str) -> list[str]:
        return [fault for fault in genuine(lines, length=length, head=head) if phrase not in fault]

    @contextmanager
    def weaken() -> Iterator[None]:
        with patch.object(rules, "faults", faults), patch.object(queries, "faults", faults):
            yield

    return weaken


def _ignoring(part: str) -> Callable[[], Any]:
    """A checker that believes the lines about the length, or about the head."""
    genuine = rules.faults

    def faults(lines: Any, *, length: int, head: str) -> list[str]:
        lines = list(lines)
        if part == "length":
            length = len(lines) if not lines or lines[-1].number == len(lines) else lines[-1].number
        else:
            head = lines[-1].digest if lines else ""
        return genuine(lines, length=length, head=head)

    @contextmanager
    def weaken() -> Iterator[None]:
        with patch.object(rules, "faults", faults), patch.object(queries, "faults", faults):
            yield

    return weaken


@contextmanager
def _without_number() -> Iterator[None]:
    """Numbers neither hashed nor compared (either alone suffices, because of the links)."""
    with _digest_without("number")(), _faults_without("thiếu hoặc sai thứ tự")():
        yield


@contextmanager
def _only_known_chains() -> Iterator[None]:
    """Looks only at chains that still have a head row."""

    def all_faults() -> dict[int, list[str]]:
        ids = sorted(Chain.objects.values_list("organisation_id", flat=True))
        return {i: found for i in ids if (found := queries.chain_faults(i))}

    with patch.object(queries, "all_faults", all_faults):
        yield


WEAKER: dict[str, Callable[[], Any]] = {
    **{f"mã băm không tính {field}": _digest_without(field) for field in FIELDS},
    "số thứ tự không băm, không xem": _without_number,
    "không xem số thứ tự": _faults_without("thiếu hoặc sai thứ tự"),
    "không xem mối nối": _faults_without("không nối với dòng trước"),
    "không tính lại mã băm": _faults_without("nội dung đã bị sửa"),
    "không xem độ dài": _ignoring("length"),
    "không xem đầu chuỗi": _ignoring("head"),
    "chỉ xem chuỗi còn dòng đầu": _only_known_chains,
}
