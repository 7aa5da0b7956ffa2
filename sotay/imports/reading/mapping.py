"""How the columns of one shape of sheet are read, as a person confirmed it. Plain data, fit for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MEETING = "meeting:"
"""The field of a column that is one meeting of a wide roll; which one, its title says."""
DROPPED = ""
"""The field of a column that is neither read nor kept."""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """`kind`: the dataset ("" leaves the sheet unread); `fields`: name of the column → field.

    A column that is not named here is dropped. Names are those of `ColumnShape.name`.
    """

    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept beside the shape's fingerprint."""
        return {"kind": self.kind, "fields": dict(self.fields)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "SheetMapping":
        """The inverse of `as_json`. Raises KeyError, TypeError when it is something else."""
        return cls(str(kept["kind"]), {str(k): str(v) for k, v in dict(kept["fields"]).items()})


Mappings = Mapping[str, SheetMapping]
"""Confirmed mappings by the fingerprint of the shape."""
