"""Several files chosen at once."""

from typing import Any

from django import forms


class ManyFilesInput(forms.ClearableFileInput):
    """The box of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once. Value: a list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(FilesField, self).clean(one, initial) for one in given]
