"""How cells look: the paper's face, thin lines, numbers in the reader's own form (9.255 in Vietnam)."""

from typing import Any

_INTEGER, _TENTHS = "#,##0", "#,##0.0"
# Below 100% never shows as 100%, whatever the rounding.
_RATIO = '[=1]0%;[>=0.9995]"trên 99,9%";{}'


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any, face: str) -> None:
        self._book, self._face = book, face
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.title = self._look(bold=True, font_size=14, text_wrap=True, valign="top")
        self.note = self._look(italic=True, font_size=11, text_wrap=True, valign="top")
        self.header = self._cell(bold=True, align="center", text_wrap=True)

    def _look(self, **values: Any) -> Any:
        # quote_prefix: the office program takes the cell as text, also after it is edited.
        asked = {"font_name": self._face, "font_size": 12, "quote_prefix": True, **values}
        key = tuple(sorted(asked.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(asked)
        return self._made[key]

    def _cell(self, **values: Any) -> Any:
        return self._look(border=1, valign="vcenter", **values)

    def body(self, align: str, *, bold: bool) -> Any:
        """A cell of words."""
        return self._cell(bold=bold, align=align, text_wrap=True)

    def number(self, *, bold: bool, whole: bool, signed: bool = False) -> Any:
        """A count or a difference."""
        form = _INTEGER if whole else _TENTHS
        if signed:
            form = f"+{form};-{form};0"
        return self._cell(bold=bold, align="right", num_format=form, quote_prefix=False)

    def ratio(self, *, bold: bool, tenths: bool) -> Any:
        """A ratio from 0 to 1."""
        form = _RATIO.format("0.0%" if tenths else "0%")
        return self._cell(bold=bold, align="right", num_format=form, quote_prefix=False)
