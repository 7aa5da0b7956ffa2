"""Papers of meetings: which stored file may be opened by whom."""

from sotay.access.choices import Permission
from sotay.core.actor import SEGMENT, Actor
from sotay.documents.models import Document
from sotay.documents.queries import UnknownDocument, document_for
from sotay.meetings.models import Meeting, MeetingPaper, Orientation

READERS = (Permission.MEETING_JOIN, Permission.MINUTES_VIEW, Permission.VISIT_NOTE)
"""Once it is published, a paper is read by the cell's members, its direct superior and its leader."""


def document_to_open(actor: Actor, public_id: str) -> Document:
    """The stored file with its bytes, when the actor keeps such files, or when it came to them: as a paper
    published for a meeting of theirs, or with an orientation of a committee above them. Raises
    UnknownDocument for what is foreign and what is absent alike."""
    try:
        return document_for(actor, public_id)
    except UnknownDocument:
        pass
    found = Document.objects.filter(public_id=public_id).first()
    if found is None or not (_published(actor, found) or _orients(actor, found)):
        raise UnknownDocument
    return found


def _published(actor: Actor, document: Document) -> bool:
    papers = MeetingPaper.objects.filter(document=document, published_at__isnull=False)
    return any(
        papers.filter(meeting__in=Meeting.objects.visible_to(actor, permission)).exists()
        for permission in READERS
    )


def _orients(actor: Actor, document: Document) -> bool:
    """An orientation goes to every cell below the committee that gave it."""
    rows = Orientation.objects.filter(document=document)
    paths = [path for path in rows.values_list("organisation__path", flat=True) if path]
    reaches = [reach for permission in READERS for reach in actor.reaches_of(permission)]
    return any(
        reach.covers(path) or reach.path.startswith(path)
        for path in paths
        for reach in reaches
        if len(path) % SEGMENT == 0
    )
