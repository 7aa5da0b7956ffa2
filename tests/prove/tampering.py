"""Ways to tamper with journals, as changes of plain data that are then stored behind the product's back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from sotay.journal import rules
from sotay.journal.models import Chain, Entry
from sotay.journal.rules import Line
from tests.prove.journal_world import LETTERS, line_of


@dataclass(slots=True)
class Journal:
    """Every chain's lines, and its head row (length, head)."""

    lines: dict[int, list[Line]]
    heads: dict[int, tuple[int, str]]

    def copy(self) -> "Journal":
        return Journal({c: list(lines) for c, lines in self.lines.items()}, dict(self.heads))


def read_journal() -> Journal:
    """What the database holds."""
    found = Journal({}, {c.organisation_id: (c.length, c.head) for c in Chain.objects.all()})
    for entry in Entry.objects.order_by("organisation_id", "number"):
        found.lines.setdefault(entry.organisation_id, []).append(line_of(entry))
    return found


def store(before: Journal, after: Journal) -> None:
    """Write the differing chains over what stands there, as somebody with the database could."""
    for chain in before.lines.keys() | after.lines.keys():
        if before.lines.get(chain) != after.lines.get(chain):
            Entry.objects.filter(organisation_id=chain).delete()
    for chain, lines in after.lines.items():
        if before.lines.get(chain) != lines:
            Entry.objects.bulk_create(
                Entry(**{name: getattr(line, name) for name in Line.__slots__}) for line in lines
            )
    if before.heads != after.heads:
        Chain.objects.all().delete()
        Chain.objects.bulk_create(
            Chain(organisation_id=c, length=length, head=head) for c, (length, head) in after.heads.items()
        )


def rechain(journal: Journal, chain: int, start: int = 0, *, head: bool = False) -> None:
    """Make every digest from `start` on fit again; with `head`, the head row's digest too."""
    lines = journal.lines[chain]
    for i in range(start, len(lines)):
        previous = lines[i - 1].digest if i else ""
        line = replace(lines[i], previous=previous, digest="")
        lines[i] = replace(line, digest=rules.digest_of(line))
    if head:
        journal.heads[chain] = (journal.heads[chain][0], lines[-1].digest if lines else "")


def _pick(journal: Journal, random: Random) -> tuple[int, int]:
    chain = random.choice(sorted(journal.lines))
    return chain, random.randrange(len(journal.lines[chain]))


def _other_text(text: str, random: Random) -> str:
    """The text with one letter put in, taken out or changed, or none at all."""
    place = random.randrange(len(text) + 1)
    letter = random.choice(LETTERS)
    kind = random.randrange(4)
    if kind == 0 or not text:
        return text[:place] + letter + text[place:]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + letter + text[place + 1 :]
    return ""


def _edited(line: Line, field: str, random: Random) -> Line:
    if field == "at":
        step = timedelta(microseconds=random.choice([1, -1, 1000, 10**9, -(10**11)]))
        return replace(line, at=line.at + step)
    if field == "account_id":
        value = random.choice([None, 0, 1, (line.account_id or 0) + 1])
        return replace(line, account_id=value)
    return replace(line, **{field: _other_text(getattr(line, field), random)})  # type: ignore[arg-type]


def _edit(field: str, rewrite: str = "") -> Callable[[Journal, Random], None]:
    """Edit one field; `rewrite` its own digest ("own") or every later one too ("rest")."""

    def tamper(journal: Journal, random: Random) -> None:
        chain, i = _pick(journal, random)
        lines = journal.lines[chain]
        lines[i] = _edited(lines[i], field, random)
        if rewrite == "own":
            lines[i] = replace(lines[i], digest=rules.digest_of(lines[i]))
        if rewrite == "rest":
            rechain(journal, chain, i)

    return tamper


def _delete(renumber: bool, rewrite: bool) -> Callable[[Journal, Random], None]:
    def tamper(journal: Journal, random: Random) -> None:
        chain, i = _pick(journal, random)
        del journal.lines[chain][i]
        _put_in_order(journal, chain, i, renumber, rewrite)

    return tamper


def _put_in_order(journal: Journal, chain: int, start: int, renumber: bool, rewrite: bool) -> None:
    lines = journal.lines[chain]
    if renumber:
        lines[start:] = [replace(line, number=start + 1 + j) for j, line in enumerate(lines[start:])]
    if rewrite:
        rechain(journal, chain, start)


def _insert(copied: bool, rewrite: bool) -> Callable[[Journal, Random], None]:
    def tamper(journal: Journal, random: Random) -> None:
        chain, i = _pick(journal, random)
        source = journal.lines[random.choice(sorted(journal.lines))]
        new = random.choice(source)
        if not copied:
            new = _edited(_edited(new, "payload", random), "event", random)
        lines = journal.lines[chain]
        new = replace(new, organisation_id=chain, previous=lines[i - 1].digest if i else "")
        lines.insert(i, replace(new, number=i + 1))
        lines[i] = replace(lines[i], digest=rules.digest_of(lines[i]))
        _put_in_order(journal, chain, i + 1, True, rewrite)

    return tamper


def append_forged(journal: Journal, random: Random) -> None:
    """A line after the last, well chained, with the head row left as it was."""
    chain, i = _pick(journal, random)
    lines = journal.lines[chain]
    new = replace(lines[i], number=len(lines) + 1)
    lines.append(new)
    rechain(journal, chain, len(lines) - 1)


def _reorder(renumber: bool, rewrite: bool) -> Callable[[Journal, Random], None]:
    """Two lines change places: their numbers alone, or their whole content with digests made to fit."""

    def tamper(journal: Journal, random: Random) -> None:
        chain, i = _pick(journal, random)
        lines = journal.lines[chain]
        j = random.randrange(len(lines))
        i, j = min(i, j), max(i, j)
        lines[i], lines[j] = replace(lines[j], number=i + 1), replace(lines[i], number=j + 1)
        _put_in_order(journal, chain, i, renumber, rewrite)

    return tamper


def _two(journal: Journal, random: Random) -> tuple[int, int]:
    first, second = random.sample(sorted(journal.lines), 2)
    return first, second


def _moved(lines: list[Line], chain: int) -> list[Line]:
    return [replace(line, organisation_id=chain) for line in lines]


def swap_chains(journal: Journal, random: Random) -> None:
    """Two organisations exchange their whole journals, head rows included."""
    a, b = _two(journal, random)
    journal.lines[a], journal.lines[b] = _moved(journal.lines[b], a), _moved(journal.lines[a], b)
    journal.heads[a], journal.heads[b] = journal.heads[b], journal.heads[a]


def swap_heads(journal: Journal, random: Random) -> None:
    """Two head rows change places."""
    a, b = _two(journal, random)
    journal.heads[a], journal.heads[b] = journal.heads[b], journal.heads[a]


def swap_tails(journal: Journal, random: Random) -> None:
    """What followed the same number changes places, renumbered and rechained."""
    a, b = _two(journal, random)
    cut = random.randrange(min(len(journal.lines[a]), len(journal.lines[b])))
    tail_a, tail_b = journal.lines[a][cut:], journal.lines[b][cut:]
    journal.lines[a][cut:], journal.lines[b][cut:] = _moved(tail_b, a), _moved(tail_a, b)
    if random.random() < 0.5:
        rechain(journal, a, cut)
        rechain(journal, b, cut)


def cut_tail(journal: Journal, random: Random) -> None:
    """The last lines are gone; the head row still knows of them."""
    chain, i = _pick(journal, random)
    del journal.lines[chain][i:]


def cut_beginning(journal: Journal, random: Random) -> None:
    """The first lines are gone, the rest renumbered and rechained."""
    chain, i = _pick(journal, random)
    del journal.lines[chain][: i + 1]
    _put_in_order(journal, chain, 0, True, True)


def lose_head_row(journal: Journal, random: Random) -> None:
    """The head row is gone."""
    del journal.heads[_pick(journal, random)[0]]


def change_length(journal: Journal, random: Random) -> None:
    """The head row's length alone is changed."""
    chain, _ = _pick(journal, random)
    length, head = journal.heads[chain]
    journal.heads[chain] = (max(0, length + random.choice([-2, -1, 1, 2, 50])), head)


def leave_a_gap(journal: Journal, random: Random) -> None:
    """A line deleted, all digests and the head row rewritten, but the numbers left as they were."""
    chain, i = _pick(journal, random)
    if i == len(journal.lines[chain]) - 1:
        return  # that is a cut tail
    del journal.lines[chain][i]
    rechain(journal, chain, i, head=True)


def break_and_go_on(journal: Journal, random: Random) -> None:
    """A chain begun anew in the middle: the part before it replaced, its own links kept."""
    chain, i = _pick(journal, random)
    lines = journal.lines[chain]
    for k in range(i + 1):
        lines[k] = _edited(lines[k], "payload", random)
        previous = lines[k - 1].digest if k else ""
        line = replace(lines[k], previous=previous)
        lines[k] = replace(line, digest=rules.digest_of(line))


Tampering = Callable[[Journal, Random], None]

KINDS: dict[str, Tampering] = {
    **{
        f"edit {field}{' and ' + rewrite + ' digests' if rewrite else ''}": _edit(field, rewrite)
        for field in ("at", "account_id", "event", "payload", "previous")
        for rewrite in ("", "own", "rest")
        if (field, rewrite) != ("previous", "rest")  # rechaining undoes it
    },
    "edit digest": _edit("digest"),
    **{
        f"{name}{' renumbered' if renumber else ''}{' rechained' if rewrite else ''}": make(renumber, rewrite)
        for name, make in (("delete", _delete), ("reorder", _reorder))
        for renumber, rewrite in ((False, False), (True, False), (True, True))
    },
    **{
        f"insert {'a copy' if copied else 'a forged line'}{' rechained' if rewrite else ''}": _insert(
            copied, rewrite
        )
        for copied in (True, False)
        for rewrite in (True, False)
    },
    "append a forged line": append_forged,
    "swap chains": swap_chains,
    "swap heads": swap_heads,
    "swap tails": swap_tails,
    "cut the tail": cut_tail,
    "cut the beginning": cut_beginning,
    "lose the head row": lose_head_row,
    "change the length": change_length,
    "leave a gap": leave_a_gap,
    "break and go on": break_and_go_on,
}


def _with_head(tamper: Tampering) -> Tampering:
    """The same, and then everything made to fit, head rows included: only an outside anchor tells."""

    def everything(journal: Journal, random: Random) -> None:
        tamper(journal, random)
        for chain, lines in journal.lines.items():
            lines[:] = [replace(line, number=i + 1) for i, line in enumerate(lines)]
            rechain(journal, chain)
            journal.heads[chain] = (len(lines), lines[-1].digest if lines else "")

    return everything


def drop_journal(journal: Journal, random: Random) -> None:
    """A whole journal with its head row is gone."""
    chain, _ = _pick(journal, random)
    del journal.lines[chain], journal.heads[chain]


ANCHORED: dict[str, Tampering] = {
    "drop a journal": drop_journal,
    **{
        f"{name}, everything rewritten": _with_head(KINDS[name])
        for name in ("edit payload", "edit account_id", "edit at", "delete", "insert a copy", "reorder")
    },
    "cut the tail, head row rewritten": _with_head(cut_tail),
    "swap tails, everything rewritten": _with_head(swap_tails),
}
"""Found only against a head kept outside the database."""
