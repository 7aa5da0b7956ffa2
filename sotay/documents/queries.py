"""Ask for stored files, within what the actor may see."""

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.documents.choices import Purpose
from sotay.documents.models import Document
from sotay.organisations.choices import CELL_KINDS

MINUTES = (Permission.MINUTES_VIEW,)


def keepers_of(document: Document) -> tuple[Permission, ...]:
    """Who opens a file for what it is, wherever it is used: what the permission at its organisation must
    be. A paper comes to others by being published, which the floor of meetings knows."""
    if document.purpose != Purpose.PAPER:
        return MINUTES
    cell = document.organisation.kind in CELL_KINDS
    return (Permission.MEETING_RECORD if cell else Permission.ORIENTATION_WRITE,)


class UnknownDocument(LookupError):
    """No such file in what the actor may see."""


def document_for(actor: Actor, public_id: str) -> Document:
    """The file with its bytes, for those who keep files of its purpose there. Raises UnknownDocument."""
    found = Document.objects.filter(public_id=public_id).select_related("organisation").first()
    if found is None or not any(actor.may(one, found.organisation) for one in keepers_of(found)):
        raise UnknownDocument
    return found
