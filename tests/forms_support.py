"""A page's forms as a browser reads them with script switched off: whose each box and button is, which button
Enter presses, what is sent when one is pressed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Control:
    """A box, a choice or a button. `kind`: the type of an input, or the tag; `value`: as it stands."""

    kind: str
    name: str
    value: str = ""
    on: bool = True
    owner: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)

    @property
    def typed(self) -> bool:
        """Somebody types or chooses here."""
        return self.kind not in {"hidden", "submit", "button"} and bool(self.name)

    @property
    def sent(self) -> bool:
        return bool(self.name) and self.on and self.kind not in {"submit", "button", "file"}


@dataclass
class Page(HTMLParser):
    """The forms of a page: attributes by id ("1", "2" … without one), and their controls in tree order."""

    html: str
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = ""
        self._open: Control | None = None
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = found.get("id") or str(len(self.forms) + 1)
            self.forms[self._inside] = found
        elif tag == "option" and self._open is not None and self._open.kind == "select":
            value = found.get("value", "")
            self._open.options.append(value)
            if "selected" in found or len(self._open.options) == 1:
                self._open.value = value
        elif tag in {"input", "textarea", "select", "button"} and "disabled" not in found:
            kind = found.get("type", "submit" if tag == "button" else "text" if tag == "input" else tag)
            made = Control(kind, found.get("name", ""), found.get("value", ""), shown=found)
            if kind in {"radio", "checkbox"}:
                made.value = found.get("value", "on")
            made.on = kind not in {"radio", "checkbox"} or "checked" in found
            made.owner = found.get("form", self._inside)
            self.controls.append(made)
            self._open = made if tag in {"textarea", "select"} else self._open

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._open.kind == "textarea":
            self._open.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = ""
        elif self._open is not None and tag == self._open.kind:
            if tag == "textarea":  # the first line end only opens it
                self._open.value = self._open.value.removeprefix("\n")
            self._open = None

    def of(self, owner: str) -> list[Control]:
        """The controls of one form."""
        return [one for one in self.controls if one.owner == owner]

    def buttons(self, owner: str | None = None) -> list[Control]:
        """What can be pressed, in tree order."""
        found = [one for one in self.controls if one.kind == "submit" and one.owner]
        return found if owner is None else [one for one in found if one.owner == owner]

    def type_everywhere(self) -> dict[str, list[str]]:
        """Write in every box, choose what is not chosen: what stands there now, by name."""
        last = {one.name: one for one in self.controls if one.kind in {"radio", "checkbox"}}
        for number, one in enumerate(self.controls):
            if one.kind == "select":
                one.value = one.options[-1]
            elif one.kind in {"radio", "checkbox"}:  # of several the last
                one.on = last[one.name] is one
            elif one.kind == "file":
                one.value = "anh-dang-chon.jpg"
            elif one.typed:
                one.value = _words(one, number)
        return self.standing()

    def standing(self) -> dict[str, list[str]]:
        """What stands in the boxes, by name."""
        found: dict[str, list[str]] = {}
        for one in self.controls:
            if one.typed and one.sent:
                found.setdefault(one.name, []).append(one.value)
        return found

    def sends(self, button: Control) -> tuple[str, dict[str, Any]]:
        """Where the button sends its form, and what."""
        form = self.forms[button.owner]
        to = button.shown.get("formaction") or form.get("action", "")
        way = button.shown.get("formenctype") or form.get("enctype", URLENCODED)
        data: dict[str, Any] = {}
        for one in self.of(button.owner):
            if one.sent or one is button or (one.kind == "file" and way == URLENCODED and one.value):
                data.setdefault(one.name, []).append(one.value)
        return to, {name: value for name, value in data.items() if name}


def _words(one: Control, number: int) -> str:
    hint = one.shown.get("title", "")
    if hint.startswith("Ngày/"):
        return "31/12/2031"
    if hint.startswith("Giờ:"):
        return f"{7 + number // 60:02d}:{number % 60:02d}"  # what begins ends later
    return f"đang viết dở {number}"
