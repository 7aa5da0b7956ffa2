"""Probes with a foreign id in another position: in the query, in the form, in an uploaded file."""

from collections.abc import Iterator

from sotay.organisations.models import Organisation
from tests.prove import oracle
from tests.prove.asking import Asker, Probe
from tests.prove.batches import FILES, foreign_files
from tests.prove.listening import listening
from tests.prove.people import Person
from tests.prove.probes import COMMIT, Generator, Known
from tests.prove.rights import Right, holds_anywhere
from tests.prove.world import Place, World

GUESSED = ("id", "cell", "organisation", "member")
"""Keys tried at every address besides those that its view reads."""
MOST_KEYS = 5
SHOWN = ("web:import-batch", "web:import-changes", "web:import-twins")
"""Pages that say what a file would do."""
REPEATED = frozenset({"next", "ma", "noi-dung"})
"""Keys whose value is repeated in another form than it was sent (an address, the digits of a
code, words printed on a paper)."""


def heard_keys(generator: Generator, asker: Asker) -> dict[tuple[str, str], list[str]]:
    """By route and method: the keys that the view reads when somebody is let in."""
    found: dict[tuple[str, str], list[str]] = {}
    for known in generator.known:
        for method in ("GET", "POST"):
            heard: set[str] = set(GUESSED)
            for person in generator.people:
                word = _allowed_word(generator, known, person, method)
                if word is None:
                    continue
                with listening(heard):
                    asker.ask(generator.probe(known, person, method, "own", word))
                generator.batches.restore(word)
                if person.held:
                    break
            if heard != set(GUESSED):
                found[known.name, method] = sorted(heard - {"tu", "den", "csrfmiddlewaretoken"})
    return found


def _allowed_word(generator: Generator, known: Known, person: Person, method: str) -> str | None:
    """An id for which the oracle lets the person in, or None."""
    words = [word for _, word in generator.words(known, person, 1)]
    may = (w for w in words if oracle.may_ask(generator.world, person, known.rule, method, w))
    return next(may, None)


def by_parameter(
    generator: Generator, keys: dict[tuple[str, str], list[str]], *, per_key: int
) -> Iterator[Probe]:
    """Where a person is let in: every key that the view reads, with ids of other places."""
    for known in generator.known:
        for person in generator.people:
            for method in ("GET", "POST"):
                word = _allowed_word(generator, known, person, method)
                if word is None or not person.signed_in:
                    continue
                read = keys.get((known.name, method), [])
                own = [key for key in read if key not in GUESSED]
                if per_key == 1:  # a form of thirty fields: each person tries some, together they try all
                    own = generator.random.sample(own, min(MOST_KEYS, len(own)))
                guesses = generator.random.sample(GUESSED, 1) if read else []
                for key in own + guesses:
                    yield from _with_key(generator, known, person, method, word, key, per_key)


def _with_key(
    generator: Generator, known: Known, person: Person, method: str, word: str, key: str, many: int
) -> Iterator[Probe]:
    places = generator.places(person, 1)
    chosen = generator.random.sample(places, min(many, len(places)))
    position = "query" if method == "GET" else "body"
    absent = generator.world.aviary.stranger()
    sent = [("absent", absent, "")] + [
        (relation, value, place)
        for relation, place in chosen
        for value in generator.random.sample(_values(generator.world, generator.world.places[place]), 2)
    ]
    for relation, value, place in sent:
        pair = ((key, value),)
        body = pair if method == "POST" else None
        carried = frozenset(generator.world.aviary.found_in(value.encode()) | {value})
        asked = oracle.places_of(generator.world, known.rule.subject, word)
        foreign = not place or _is_foreign(generator.world, person, known.name, asked, place)
        yield generator.probe(
            known,
            person,
            method,
            relation,
            word,
            query=() if body else pair,
            body=body,
            position=f"{position}:{key}",
            carried=carried,
            alike=f"{position}:{key}" if foreign and len(value) == 14 and key not in REPEATED else "",
        )


def _values(world: World, place: Place) -> list[str]:
    """By what a place, its meeting or its member might be named in a parameter."""
    path = Organisation.objects.filter(pk=place.pk).values_list("path", flat=True).get()
    members = [word for word, home in world.members.items() if home == place.name]
    addresses = [f"/to-chuc/{place.public_id}/", f"//{place.code}/"]
    ids = [place.public_id, place.code, str(place.pk), path or "-"]
    return [*ids, *place.meetings[:1], *members[:1], *addresses]


def _is_foreign(world: World, person: Person, route: str, asked: tuple[str, ...], place: str) -> bool:
    """Whether the place may not even be named to the person in an answer of the route about `asked`."""
    return not oracle.may_read(world, person, route, asked, "name", place)


def by_file(generator: Generator, *, files: int, only: tuple[str, ...] = ()) -> Iterator[Probe]:
    """Uploads whose rows speak of places of every relation: what the dry run shows, and then the commit.

    `files`: how many kinds of file for each relation, drawn among `only` (without: among all).
    """
    known = {k.name: k for k in generator.known}
    if not known.keys() & {*SHOWN, "web:import-commit"}:
        return
    names = sorted(only or FILES)
    people = [p for p in generator.people if holds_anywhere(generator.world, p, Right.IMPORT)]
    for person in generator.random.sample(people, len(people)):
        for relation, name in generator.places(person, 1):
            chosen = generator.random.sample(names, min(files, len(names)))
            place = generator.world.places[name]
            for token in foreign_files(generator.batches, person, place, chosen):
                rest = {"position": "file", "carried": generator.batches.carried[token]}
                for route in SHOWN:
                    if route in known:
                        yield generator.probe(known[route], person, "GET", relation, token, **rest)
                for body in (COMMIT, (*COMMIT, ("aside", "1"))):
                    if "web:import-commit" in known:
                        yield generator.probe(
                            known["web:import-commit"], person, "POST", relation, token, body=body, **rest
                        )
