"""Take files in."""

import hashlib
from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.documents.choices import Purpose
from sotay.documents.events import DocumentStored
from sotay.documents.models import Document
from sotay.documents.reading.child import Refused
from sotay.documents.reading.files import kept_of
from sotay.documents.rules import (
    DocumentRefused,
    name_for,
    refuse_classified,
    refuse_other_than_picture,
    refuse_size,
)
from sotay.journal.operations import record
from sotay.organisations.models import Organisation


@transaction.atomic
def store_document(
    *,
    actor: Actor,
    organisation: Organisation,
    purpose: Purpose,
    name: str,
    content: bytes,
    permission: Permission,
    at: datetime,
) -> Document:
    """Keep a file for an organisation; requires `permission` there.

    Up to 8 MB of PDF, Word, Excel, plain text (UTF-8), or a picture (JPEG, PNG, WebP), which is drawn anew
    as JPEG without its hidden notes, upright, at most 2,400 pixels a side. The type is what the bytes say. As
    a PHOTO a picture alone is kept.
    The same bytes for the same organisation and purpose under the same name are kept once.
    Raises DocumentRefused, whose sentence says what to do.
    """
    actor.require(permission, organisation)
    refuse_size(content)
    refuse_classified(name)
    if purpose == Purpose.PHOTO:
        refuse_other_than_picture(content)
    try:
        kept = kept_of(content)
    except Refused as refused:
        raise DocumentRefused(str(refused)) from refused
    refuse_classified("", kept.words)
    name = name_for(name, kept.media_type)
    digest = hashlib.sha256(kept.content).hexdigest()
    same = Document.objects.filter(organisation=organisation, purpose=purpose, digest=digest, name=name)
    if (known := same.defer("content").first()) is not None:
        return known
    document = Document.objects.create(
        organisation=organisation,
        purpose=purpose,
        name=name,
        media_type=kept.media_type,
        content=kept.content,
        size=len(kept.content),
        digest=digest,
        stored_at=at,
        stored_by_id=actor.account_id,
    )
    event = DocumentStored(document.pk, str(purpose), kept.media_type, document.size)
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return document
