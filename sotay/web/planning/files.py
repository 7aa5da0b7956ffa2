"""Stored files go out as downloads only: nothing of them is ever shown by our own address."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sotay.documents.queries import UnknownDocument
from sotay.meetings.queries.papers import document_to_open
from sotay.web.door import ActorRequest, signed_in


@signed_in
@require_safe
def document(request: ActorRequest, public_id: str) -> HttpResponse:
    """One stored file, for those whom the query lets at it."""
    try:
        found = document_to_open(request.actor, public_id)
    except UnknownDocument as error:
        raise Http404 from error
    headers = {
        "Content-Disposition": content_disposition_header(True, found.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers=headers)
