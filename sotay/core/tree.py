"""The word of the tree for database conditions: what lies at or below a path."""

from django.db.models import CharField, Q
from django.db.models.functions import Length

from sotay.core.actor import SEGMENT, Reach

CharField.register_lookup(Length, "length")


def within(path: str, depth: int | None = None, field: str = "path") -> Q:
    """Condition: `field` lies at or below `path`, at most `depth` levels down; "" is everything."""
    if not path:
        return Q()
    # Seven "z" lie beyond every segment of six, in any collation that sorts digits before letters.
    condition = Q(**{f"{field}__gte": path, f"{field}__lt": path + "z" * (SEGMENT + 1)})
    if depth is not None:
        condition &= Q(**{f"{field}__length__lte": len(path) + depth * SEGMENT})
    return condition


def reached(reaches: tuple[Reach, ...], field: str = "path") -> Q:
    """Condition: `field` lies in one of the reaches; without any reach nothing does (fails closed)."""
    condition = Q(pk__in=[])
    for reach in reaches:
        if not reach.path and reach.depth is None:
            # Not the empty Q(): joined to another condition by "or" that would vanish.
            return Q(pk__isnull=False)
        condition |= within(reach.path, reach.depth, field)
    return condition
