"""Which figure an address asks for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from sotay.facts.assembly import SMALL_GROUP
from sotay.facts.drill import Scope
from sotay.facts.figures import Child, FigureSet
from sotay.facts.registry import indicator
from sotay.organisations.choices import Block

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


STATUSES = {
    "official": "chính thức",
    "probationary": "dự bị",
    "exempt": "được miễn công tác và sinh hoạt đảng",
}
SEXES = {"female": "nữ", "male": "nam"}
"""What members may be told apart by. By sex cells under five are told together (facts/drill.py); by age they
never are, cell by cell."""


class NoSuchFigure(LookupError):
    """The address names no figure of this node."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure an address asks for: the scope in the words of figures and in those of `drill`."""

    code: str
    scope: dict[str, str | int]
    drill: Scope
    child: Child | None


def known(code: str) -> None:
    """Raises NoSuchFigure for an unknown code."""
    try:
        indicator(code)
    except KeyError as error:
        raise NoSuchFigure from error


def asked_of(query: QueryDict, code: str, found: FigureSet, node: "Organisation") -> Asked:
    """The figure of an address: ?khoi=…&con=…&nam=…, of members ?tinh-trang=… or ?gioi-tinh=….
    Raises NoSuchFigure."""
    scope: dict[str, str | int] = {}
    block, year, child = query.get("khoi", ""), query.get("nam", ""), None
    if block:
        if block not in Block.values:
            raise NoSuchFigure
        scope["block"] = block
    if wanted := query.get("con", ""):
        child = next((c for c in found.children if c.public_id == wanted), None)
        if child is None or block:
            raise NoSuchFigure
        scope["organisation"] = child.code
    if year:
        if not year.isdecimal() or int(year) not in found.period.years:
            raise NoSuchFigure
        scope["year"] = int(year)
    if status := query.get("tinh-trang", ""):
        if code != "member.total" or status not in STATUSES or child or year:
            raise NoSuchFigure
        scope["status"] = status
    if sex := query.get("gioi-tinh", ""):
        if code != "member.total" or sex not in SEXES or child or year or status or _few(found, scope):
            raise NoSuchFigure
        scope["sex"] = sex
    segment = child.segment if child else ""
    return Asked(code, scope, Scope(block, segment, int(year or 0), status, sex), child)


def _few(found: FigureSet, scope: dict[str, str | int]) -> bool:
    """Whether so few members are there that they are not told apart by sex."""
    everybody = found.find("member.total", **scope)
    return everybody is None or everybody.numerator < SMALL_GROUP


def kept_of(query: QueryDict) -> dict[str, str]:
    """What a change of period keeps: the block and the child (a year may lie outside)."""
    return {name: query.get(name, "") for name in ("khoi", "con", "tinh-trang", "gioi-tinh")}


def scope_words(asked: Asked) -> str:
    """The part of the node that is asked for: "Khối xã, thị trấn, năm 2024"."""
    words = []
    if asked.drill.block:
        words.append(str(Block(asked.drill.block).label))
    if asked.child:
        words.append(asked.child.name)
    if asked.drill.status:
        words.append(STATUSES[asked.drill.status])
    if asked.drill.sex:
        words.append(SEXES[asked.drill.sex])
    if year := asked.scope.get("year"):
        words.append(f"năm {year}")
    return ", ".join(words)
