"""Which organisation a row means: by its code, or by its name where only one bears it."""

from collections.abc import Iterable
from datetime import date

from sotay.imports.planning.world import Org, World
from sotay.imports.reading.headers import normal
from sotay.imports.reading.sheets import Row

NOT_A_CELL = "Đây không phải chi bộ: ghi mã của chi bộ."
OUTSIDE = "Không có mã này trong phạm vi của đồng chí: kiểm tra lại mã."
NO_SUCH_NAME = "Không có tên này trong phạm vi của đồng chí: ghi đúng tên, hoặc ghi mã."
MOST_NAMED = 6
_CELL = normal("Chi bộ") + " "


def forms_of(org: Org, today: date) -> set[str]:
    """How lists call an organisation: its name of today, alone or with that of its superior; a cell also
    without the words "Chi bộ" before it. Free of case, marks and signs."""
    name, parent = _name(org, today), _parent(org, today)
    found = {normal(name)}
    bare = normal(name).removeprefix(_CELL)
    if org.is_cell and not bare.isdigit():
        found.add(bare)
    if parent is not None:
        found |= {normal(f"{form} {_name(parent, today)}") for form in found}
    return found - {""}


def _name(org: Org, today: date) -> str:
    return org.names.on(today) or (org.names.values[-1] if org.names.values else "")


def _parent(org: Org, today: date) -> Org | None:
    link = org.parents.on(today) or (org.parents.values[-1] if org.parents.values else None)
    return link[0] if link is not None else None


def named_in(orgs: Iterable[Org], texts: Iterable[str], today: date) -> list[Org]:
    """Those of these organisations that one of the texts of a file may mean by name."""
    said = {normal(text) for text in texts if not text.isdigit()}
    return [org for org in orgs if not said.isdisjoint(forms_of(org, today))] if said else []


def cell_of(world: World, row: Row, key: str = "cell", *, any_kind: bool = False) -> Org | None:
    """The cell that a column names; None with its fault when there is none, or when the row says nothing.

    `any_kind`: every organisation will do (where a post is held).
    """
    said = row.text(key)
    return find_cell(world, row, key, said, any_kind=any_kind) if said else None


def find_cell(world: World, row: Row, key: str, said: str, *, any_kind: bool = False) -> Org | None:
    """The same for a text of the column."""
    found = world.said.get((said, any_kind))
    if found is None:
        found = world.said[said, any_kind] = _search(world, said, any_kind)
    if isinstance(found, str):
        row.fault(key, found)
        return None
    return found


def _search(world: World, said: str, any_kind: bool) -> Org | str:
    """The organisation, or what to do when there is none or more than one."""
    org = world.org(said)
    if org is not None:
        return org if any_kind or org.is_cell else NOT_A_CELL
    named = _bearers(world, normal(said))
    bearers = [o for o in named if any_kind or o.is_cell]
    if named and not bearers:
        return NOT_A_CELL
    living = [o for o in bearers if o.exists_on(world.today)]
    chosen = bearers if len(bearers) == 1 else living
    if len(chosen) == 1:
        return chosen[0]
    if bearers:
        return _ambiguous(bearers, world.today)
    return NO_SUCH_NAME if " " in said else OUTSIDE


def _bearers(world: World, form: str) -> list[Org]:
    if not world.bearers:
        for org in world.orgs.values():
            if world.may(org):
                for one in forms_of(org, world.today):
                    world.bearers[one].append(org)
    return world.bearers.get(form, [])


def _ambiguous(bearers: list[Org], today: date) -> str:
    """Names and codes of organisations inside the actor's scope: whoever imports sees them anyway."""
    shown = []
    for org in bearers[:MOST_NAMED]:
        parent = _parent(org, today)
        shown.append(f"{org.code} ({_name(parent, today)})" if parent is not None else org.code)
    more = f" và {len(bearers) - MOST_NAMED} nơi khác" if len(bearers) > MOST_NAMED else ""
    return f"Có {len(bearers)} nơi mang tên này: {'; '.join(shown)}{more}. Ghi mã, hoặc tên kèm tên cấp trên."
