"""Write the places of a review."""

from datetime import datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import Period
from sotay.journal.operations import record
from sotay.organisations.models import Organisation
from sotay.programmes.events import ReviewTextSaved
from sotay.programmes.models import ReviewText

LONGEST = 20_000


class EditConflict(DomainError):
    """Somebody saved the same place meanwhile; `theirs` is what stands there now."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__("Có người vừa sửa phần này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, version


@transaction.atomic
def save_review_text(
    *,
    actor: Actor,
    organisation: Organisation,
    programme: str,
    period: Period,
    key: str,
    text: str,
    struck: bool,
    version: int,
    at: datetime,
    report: str = "so-ket",
) -> ReviewText:
    """Save one place of a review over the version that the person saw (0: nothing yet).

    Requires REPORT_WRITE. Raises EditConflict when the version has moved on, DomainError when the
    text is too long. Saving what stands there already changes nothing.
    """
    actor.require(Permission.REPORT_WRITE, organisation)
    if len(text) > LONGEST:
        raise DomainError("Phần viết dài quá 20.000 chữ cái; đồng chí rút gọn rồi lưu lại.")
    place = {
        "organisation": organisation,
        "programme": programme,
        "report": report,
        "first_month": period.first,
        "last_month": period.last,
        "key": key,
    }
    row, _ = ReviewText.objects.get_or_create(**place, defaults={"version": 0, "updated_at": at})
    row = ReviewText.objects.select_for_update().get(pk=row.pk)
    text = text.replace("\r\n", "\n").strip()
    if (row.text, row.struck) == (text, struck) and row.version:
        return row
    if row.version != version:
        raise EditConflict(row.text, row.version)
    row.text, row.struck, row.version = text, struck, version + 1
    row.updated_at, row.updated_by_id = at, actor.account_id
    row.save()
    event = ReviewTextSaved(
        organisation.pk, programme, period.first, period.last, key, row.version, struck, report
    )
    record(event, actor=actor, at=at, organisation_id=organisation.pk)
    return row
