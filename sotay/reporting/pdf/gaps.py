"""Free room above each block, in points: what the block before leaves and what this one asks for."""

from sotay.reporting.forms import Form
from sotay.reporting.paper import Block, Figure, Heading, Note, Paragraph, Place, Table

_UNDER_NOTE, _OVER_NOTE = 8.0, 4.0
_OVER_TITLE, _OVER_PLACE, _UNDER_PLACE = 6.0, 2.0, 8.0


def _after(block: Block | None, form: Form) -> float:
    match block:
        case None:
            return 0.0
        case Paragraph():
            return form.number("paragraph_gap_pt")
        case Heading():
            return form.number("heading_below_pt")
        case Note() | Figure():
            return _UNDER_NOTE
        case Place():
            return _UNDER_PLACE
        case Table():
            return 0.0


def gap_before(before: Block | None, block: Block, form: Form) -> float:
    """Room between two blocks; the first block of a part brings only its own."""
    own = 0.0
    match block:
        case Heading(level=1):
            own = form.number("heading_above_pt")
        case Paragraph() | Heading() if isinstance(before, Table):
            own = form.number("paragraph_gap_pt")
        case Note():
            own = _OVER_NOTE
        case Table(title=""):
            own = 0.0
        case Table() | Figure():
            own = _OVER_TITLE
        case Place():
            own = _OVER_PLACE
    return _after(before, form) + own
