"""What somebody is typing when they press a small button of the same page: it travels along and comes back.

The pattern (docs/floors-and-rooms.md): a page has one form around what is typed; its small buttons belong to
that form (`form=`) and carry a name of their own. The view runs the one operation of the button through
`press`, then goes on as ever or draws the page again with what was typed.
"""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import messages

from sotay.core.errors import DomainError, PermissionDenied
from sotay.web.door import ActorRequest


class Pressed(NamedTuple):
    """How a small button went. `refused`: what the rules said against it, or ""; `typing`: something was
    being typed meanwhile, and stands in the form again."""

    refused: str
    typing: bool

    @property
    def over(self) -> bool:
        """There is nothing to keep: go on as ever."""
        return not (self.refused or self.typing)

    @property
    def code(self) -> int:
        """The status of the page drawn again."""
        return 400 if self.refused else 200


def press(
    request: ActorRequest, form: forms.Form, deed: Callable[[], object], *, done: str = "", main: str
) -> Pressed:
    """Do what the small button asks for and say how it went; the bound form then shows again what was typed,
    unjudged. `done`: said when it was done; `main`: the words on the button that saves what is typed.
    Raises PermissionDenied."""
    refused = ""
    try:
        deed()
    except PermissionDenied:
        raise
    except DomainError as error:
        refused = str(error)
        messages.warning(request, refused)
    else:
        if done:
            messages.success(request, done)
    files = _chosen_files(request, form)
    if typing := bool(files) or _typed(request, form):
        say_unsaved(request, main, file=files)
    form.errors.clear()
    return Pressed(refused, typing)


def _shown(form: forms.Form) -> set[str]:
    return {name for name, field in form.fields.items() if not field.widget.is_hidden}


def _typed(request: ActorRequest, form: forms.Form) -> bool:
    """Whether the boxes came along with the button, and other than they were drawn."""
    shown = _shown(form)
    return not shown.isdisjoint(request.POST) and not shown.isdisjoint(form.changed_data)


def _chosen_files(request: ActorRequest, form: forms.Form) -> bool:
    """Whether a file was chosen. A small button does not send it over a weak network (`formenctype`): then
    its name comes in its place."""
    names = [name for name in _shown(form) if isinstance(form.fields[name], forms.FileField)]
    return any(request.POST.get(name) or request.FILES.get(name) for name in names)


def say_unsaved(request: ActorRequest, main: str, *, file: bool = False) -> None:
    """Say on the page that what stands in its boxes is not saved yet. `file`: one has to be chosen again."""
    again = " Tệp đã chọn chưa gửi đi: đồng chí chọn lại tệp." if file else ""
    messages.warning(request, f"Phần đang viết chưa lưu.{again} Viết xong, đồng chí bấm {main}.")
