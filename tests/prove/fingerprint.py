"""The content of the database row by row, each row with the place that it belongs to."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from sotay.organisations.models import OrganisationLink
from tests.prove.people import Person
from tests.prove.world import World

PLACE_OF: dict[str, str] = {
    "access.Grant": "organisation_id",
    "accounts.Account": "account",
    "accounts.Device": "account_id",
    "accounts.EnrolmentCode": "account_id",
    "accounts.Passkey": "account_id",
    "accounts.RecoveryCode": "account_id",
    "accounts.SecondFactor": "account_id",
    "accounts.Session": "account_id",
    "accounts.Tries": "",
    "ballots.Envelope": "poll__meeting__cell_id",
    "ballots.OpenVote": "poll__meeting__cell_id",
    "ballots.Poll": "meeting__cell_id",
    "ballots.SittingCount": "poll__meeting__cell_id",
    "ballots.Teller": "poll__meeting__cell_id",
    "ballots.Tick": "poll__meeting__cell_id",
    "documents.Document": "organisation_id",
    "facts.CellMonth": "cell_id",
    "facts.StaleMonth": "cell_id",
    "imports.Batch": "account_id",
    "imports.KnownShape": "organisation_id",
    "imports.RefusedRow": "",
    "imports.Statement": "",
    "imports.TwinDecision": "",
    "journal.Answered": "",
    "journal.Chain": "organisation_id",
    "journal.Cursor": "",
    "journal.Entry": "organisation_id",
    "journal.Installation": "",
    "meetings.AgendaItem": "meeting__cell_id",
    "meetings.Attendance": "cell_id",
    "meetings.CellMonthCount": "cell_id",
    "meetings.CommitteeMeeting": "cell_id",
    "meetings.CommitteePresence": "meeting__cell_id",
    "meetings.Guest": "meeting__cell_id",
    "meetings.JointCell": "cell_id",
    "meetings.Meeting": "cell_id",
    "meetings.MeetingHabit": "cell_id",
    "meetings.MeetingMove": "meeting__cell_id",
    "meetings.MeetingPaper": "meeting__cell_id",
    "meetings.MeetingStep": "meeting__cell_id",
    "meetings.Opinion": "meeting__cell_id",
    "meetings.Orientation": "organisation_id",
    "meetings.PlanEntry": "cell_id",
    "meetings.Reminder": "cell_id",
    "meetings.Reply": "meeting__cell_id",
    "meetings.RollBefore": "cell_id",
    "meetings.Sitting": "meeting__cell_id",
    "meetings.SpeakerTurn": "meeting__cell_id",
    "meetings.Topic": "owner_id",
    "minutes.Adoption": "meeting__cell_id",
    "minutes.Confirmation": "meeting__cell_id",
    "minutes.MonthlyReport": "cell_id",
    "minutes.Note": "meeting__cell_id",
    "minutes.Scan": "meeting__cell_id",
    "minutes.Seal": "cell_id",
    "minutes.Wording": "meeting__cell_id",
    "resolutions.Decision": "cell_id",
    "resolutions.NumberSeries": "organisation_id",
    "resolutions.Task": "cell_id",
    "resolutions.Task_holders": "task__cell_id",
    "members.Exemption": "member__home_id",
    "members.LookupReason": "account_id",
    "members.Member": "home_id",
    "members.MemberIdentifier": "member__home_id",
    "members.MemberStatus": "member__home_id",
    "members.OfficialPlace": "cell_id",
    "members.Position": "organisation_id",
    "members.TemporaryPlace": "member__home_id",
    "notifications.CalendarFeed": "account_id",
    "notifications.Notice": "account_id",
    "notifications.Told": "meeting__cell_id",
    "organisations.Organisation": "pk",
    "organisations.OrganisationClass": "organisation_id",
    "organisations.OrganisationLink": "organisation_id",
    "organisations.OrganisationName": "organisation_id",
    "organisations.OrganisationPath": "organisation_id",
    "organisations.Succession": "successor_id",
    "oversight.Visit": "cell_id",
    "programmes.ReviewText": "organisation_id",
    "reporting.ClosedReport": "organisation_id",
    "reporting.ReportLayout": "organisation_id",
    "reporting.ReportWithdrawal": "report__organisation_id",
}
"""By table, the way to the organisation's id; "" for what belongs to none. "account": an account itself,
"account:…": the way to the account whose it is."""

DERIVED = {
    ("accounts.Session", "seen_at"),
    ("accounts.Account", "last_login"),
    ("organisations.Organisation", "path"),
    ("meetings.Meeting", "live_version"),
    ("notifications.CalendarFeed", "asked_at"),
}
"""Follows from other rows (`path`: from the links), or is no content (`live_version`: a change was made)."""

_READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|EXPLAIN)\b", re.I)
_WRITES = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+"(\w+)"', re.I
)

Rows = dict[tuple[str, Any], tuple[str, int]]


class UnknownTable(AssertionError):
    """A table that the fingerprint does not know: enter it above, with its place."""


def our_tables() -> dict[str, type[Model]]:
    """The product's own tables, by label."""
    return {m._meta.label: m for m in apps.get_models() if m.__module__.startswith("sotay.")}


def unknown_tables() -> list[str]:
    """Tables that nobody has said the place of."""
    return sorted(our_tables().keys() - PLACE_OF.keys())


def _plain(value: Any) -> Any:
    """The same value in a form that can be hashed (columns of JSON are lists and dicts)."""
    return repr(value) if isinstance(value, dict | list) else value


class Fingerprints:
    """Takes fingerprints of a world and says what differs between two."""

    def __init__(self, world: World, people: list[Person]) -> None:
        self.names = {place.pk: place.name for place in world.places.values()}
        self.accounts = {person.pk: f"account:{person.name}" for person in people if person.pk}
        if unknown := unknown_tables():
            raise UnknownTable(f"tables without a place: {unknown}")
        models = our_tables()
        self.models = {label: (models[label], way) for label, way in PLACE_OF.items() if label in models}
        self.labels = {model._meta.db_table: label for label, model in models.items()}

    def writes(self) -> int:
        """How many rows this connection has ever written: equal means that nothing was written."""
        connection.ensure_connection()
        return int(connection.connection.total_changes)

    @contextmanager
    def noting(self, touched: set[str]) -> Iterator[None]:
        """The tables that any statement inside writes to are added to `touched`; all of them for a statement
        that is not understood."""

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if not _READS.match(sql):
                table = _WRITES.match(sql)
                if table is None:
                    touched.update(self.models)
                elif table[1] in self.labels:
                    touched.add(self.labels[table[1]])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield

    def take(self, labels: Iterable[str] | None = None) -> Rows:
        """Every row of these tables (without: of all of ours): its place and a hash of its content."""
        found: Rows = {}
        for label in self.models if labels is None else labels:
            model, way = self.models[label]
            column = "pk" if way in {"", "account"} else way
            fields = [f.attname for f in model._meta.concrete_fields if (label, f.attname) not in DERIVED]
            for pk, organisation, *values in model._default_manager.values_list("pk", column, *fields):
                found[label, pk] = (self._place(way, organisation), hash(tuple(_plain(v) for v in values)))
        return found

    def _place(self, way: str, pk: Any) -> str:
        if way in {"account", "account_id"}:
            return self.accounts.get(pk, "account:new")
        if not way or not pk:
            return "installation"
        return self.names.get(pk) or self._place_of_new(pk)

    def _place_of_new(self, pk: int) -> str:
        """Where an organisation that the world does not know was put: under whom."""
        parent = OrganisationLink.objects.filter(organisation=pk).values_list("parent_id", flat=True).first()
        return "a new root" if parent is None else self._place("organisation_id", parent)

    def differences(self, before: Rows, after: Rows) -> set[tuple[str, str]]:
        """(table, place) of every row that is new, gone or changed; both places of one that moved."""
        found = set()
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                found |= {(key[0], rows[key][0]) for rows in (before, after) if key in rows}
        return found
