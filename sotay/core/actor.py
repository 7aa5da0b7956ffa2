"""Who acts: plain data, decided once in `access`, carried downward to every floor."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from sotay.core.errors import PermissionDenied


class HasPath(Protocol):
    """Anything that stands at a place of the organisation tree."""

    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reach:
    """A part of the tree: the node at `path`, and how many levels below it.

    `depth` 0 is the node alone, 1 the node and its direct children, None everything below.
    A path is made of fixed-width segments, so that a prefix is an ancestor.
    """

    path: str
    depth: int | None = 0

    def covers(self, path: str) -> bool:
        """Whether a node at `path` lies inside."""
        if not path.startswith(self.path) or (not path and self.path):
            return False
        return self.depth is None or (len(path) - len(self.path)) // SEGMENT <= self.depth

    def contains(self, other: "Reach") -> bool:
        """Whether everything in the other reach lies inside this one."""
        if not self.covers(other.path):
            return False
        if self.depth is None:
            return True
        deeper = (len(other.path) - len(self.path)) // SEGMENT
        return other.depth is not None and deeper + other.depth <= self.depth


SEGMENT = 6
"""Width of one segment of a path, in characters (base 36: 2.1 thousand million organisations)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) at one moment, with what they may do and where.

    `reaches` maps the name of a permission to the parts of the tree where it holds.
    An empty path with depth None is the whole installation.
    """

    account_id: int | None
    name: str
    reaches: dict[str, tuple[Reach, ...]] = field(default_factory=dict)
    member_id: int | None = None

    def may(self, permission: str, place: HasPath | None = None) -> bool:
        """Whether the permission holds at that place (anywhere, when no place is given)."""
        reaches = self.reaches.get(str(permission), ())
        if place is None:
            return bool(reaches)
        return any(reach.covers(place.path) for reach in reaches)

    def require(self, permission: str, place: HasPath | None = None) -> None:
        """Raise PermissionDenied unless the permission holds at that place."""
        if not self.may(permission, place):
            raise PermissionDenied("Đồng chí không có quyền làm việc này ở tổ chức đảng này.")

    def reaches_of(self, permission: str) -> tuple[Reach, ...]:
        """The parts of the tree where the permission holds."""
        return self.reaches.get(str(permission), ())


def system_actor(permissions: Iterable[str], name: str = "hệ thống") -> Actor:
    """The system itself, for jobs: the named permissions over the whole installation."""
    return Actor(None, name, {str(p): (Reach("", None),) for p in permissions})
