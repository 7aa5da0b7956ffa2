"""Write and send the monthly report of a cell."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.errors import DomainError
from sotay.core.period import last_day
from sotay.journal.operations import record
from sotay.meetings.choices import Status
from sotay.minutes.events import MonthlyReportSent, MonthlyReportWritten
from sotay.minutes.models import MonthlyReport
from sotay.minutes.queries.months import month_figures, plain_of
from sotay.organisations.models import Organisation
from sotay.resolutions.operations import next_in_series
from sotay.resolutions.queries import term_on

LENGTH = 4000
SENT = "Báo cáo tháng này đã gửi, không sửa được nữa."
EMPTY = "Viết hoặc gạch bỏ phần tình hình tư tưởng và phần đề xuất, kiến nghị rồi mới gửi."
NOT_HELD = "Tháng này chưa hết và chưa có buổi sinh hoạt thường kỳ đã bế mạc: bế mạc rồi mới gửi báo cáo."


class ReportRefused(DomainError):
    """The rules forbid it; the sentence says what to do."""


class ReportConflict(DomainError):
    """Somebody wrote the report meanwhile; `theirs` is what stands there now, `version` its number."""

    def __init__(self, theirs: "ReportDraft", version: int) -> None:
        super().__init__("Có người vừa sửa báo cáo này. Đồng chí xem cả hai bản rồi lưu lại.")
        self.theirs, self.version = theirs, version


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """The two places; None: struck out."""

    mood: str | None
    proposals: str | None


def _locked(cell: Organisation, month: int) -> MonthlyReport:
    MonthlyReport.objects.get_or_create(cell=cell, month=month)
    return MonthlyReport.objects.select_for_update().get(cell=cell, month=month)


@transaction.atomic
def write_report(
    *, actor: Actor, cell: Organisation, month: int, draft: ReportDraft, seen: int, at: datetime
) -> MonthlyReport:
    """Write the two places over the version that the person saw (0: none). Saying what stands there already
    changes nothing. Requires MEETING_RECORD at the cell. Raises ReportConflict, ReportRefused once sent."""
    actor.require(Permission.MEETING_RECORD, cell)
    row = _locked(cell, month)
    if row.sent_at is not None:
        raise ReportRefused(SENT)
    wanted = [("mood", draft.mood), ("proposals", draft.proposals)]
    if any(len(text or "") > LENGTH for _, text in wanted):
        raise ReportRefused(f"Dài quá {LENGTH} chữ cái: viết gọn lại.")
    standing = draft_of(row)
    tidy = ReportDraft(*(None if text is None else text.strip() for _, text in wanted))
    if row.version and tidy == standing:
        return row
    if row.version != seen:
        raise ReportConflict(standing, row.version)
    row.mood, row.no_mood = tidy.mood or "", tidy.mood is None
    row.proposals, row.no_proposals = tidy.proposals or "", tidy.proposals is None
    row.version += 1
    row.save()
    event = MonthlyReportWritten(cell.pk, month, row.version)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    return row


def draft_of(row: MonthlyReport) -> ReportDraft:
    """The two places as they stand."""
    return ReportDraft(
        None if row.no_mood else row.mood,
        None if row.no_proposals else row.proposals,
    )


def written(draft: ReportDraft) -> bool:
    """Whether both places are written or struck out."""
    return all(text is None or text.strip() for text in (draft.mood, draft.proposals))


@transaction.atomic
def send_monthly_report(
    *, actor: Actor, cell: Organisation, month: int, at: datetime, today: date
) -> MonthlyReport:
    """Send the report upward under the next number of its series, with the figures as they stand now.

    Sending it twice changes nothing. Requires MEETING_SEAL at the cell. Raises ReportRefused while a place
    is neither written nor struck out, or while the month still waits for its regular meeting.
    """
    actor.require(Permission.MEETING_SEAL, cell)
    row = _locked(cell, month)
    if row.sent_at is not None:
        return row
    if not written(draft_of(row)):
        raise ReportRefused(EMPTY)
    figures = month_figures(cell, month, today=today)
    if figures.state in {"", Status.POSTPONED} and today <= last_day(month):
        raise ReportRefused(NOT_HELD)
    row.term = term_on(cell, today)
    row.number = next_in_series(cell, "BC", row.term)
    row.sent_at, row.sent_by_id, row.told = at, actor.account_id, plain_of(figures)
    row.save()
    event = MonthlyReportSent(cell.pk, month, row.number)
    record(event, actor=actor, at=at, organisation_id=cell.pk)
    return row
