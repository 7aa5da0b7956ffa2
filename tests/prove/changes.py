"""Who may write which table."""

from tests.prove.oracle import manages, own_home
from tests.prove.people import Person
from tests.prove.rights import OFFICES, Right, holds, holds_anywhere
from tests.prove.world import World

_RECORDS = (Right.IMPORT, Right.RECORD)
_MEETING = (Right.RECORD,)
CHANGES: dict[str, tuple[Right, ...]] = {
    # What the cell records of its meetings; offices bring it in by spreadsheets.
    "meetings.Meeting": _RECORDS,
    "meetings.MeetingStep": _RECORDS,
    "meetings.JointCell": _RECORDS,
    "meetings.Attendance": _RECORDS,
    "meetings.CellMonthCount": _RECORDS,
    "facts.CellMonth": (*_RECORDS, Right.VISIT),  # a noted visit counts in its month
    "facts.StaleMonth": (*_RECORDS, Right.VISIT),
    # What the cell alone writes, before and during a meeting.
    "meetings.AgendaItem": _MEETING,
    "meetings.CommitteeMeeting": _MEETING,
    "meetings.CommitteePresence": _MEETING,
    "meetings.Guest": _MEETING,
    "meetings.MeetingHabit": _MEETING,
    "meetings.MeetingMove": (Right.RECORD, Right.SEAL),
    "meetings.MeetingPaper": _MEETING,
    "meetings.PlanEntry": _MEETING,
    "meetings.RollBefore": _MEETING,
    "meetings.Sitting": _MEETING,
    "minutes.Adoption": _MEETING,
    "minutes.Confirmation": (Right.RECORD, Right.JOIN),
    "minutes.MonthlyReport": (Right.RECORD, Right.SEAL),
    "minutes.Note": _MEETING,
    "minutes.Scan": _MEETING,
    "minutes.Seal": (Right.SEAL,),
    "minutes.Wording": _MEETING,
    "resolutions.Decision": (Right.RECORD, Right.SEAL),
    "resolutions.NumberSeries": (Right.SEAL,),
    "resolutions.Task": _MEETING,
    "resolutions.Task_holders": _MEETING,
    "ballots.Poll": _MEETING,
    "ballots.SittingCount": _MEETING,
    "ballots.Teller": _MEETING,
    "ballots.Envelope": (Right.RECORD, Right.JOIN),
    "ballots.OpenVote": (Right.RECORD, Right.JOIN),
    "ballots.Tick": (Right.RECORD, Right.JOIN),
    "meetings.Opinion": (Right.RECORD, Right.JOIN),
    "meetings.Reply": (Right.RECORD, Right.JOIN),
    "meetings.SpeakerTurn": (Right.RECORD, Right.JOIN),
    "meetings.Topic": (Right.RECORD, Right.ORIENT),
    "documents.Document": (Right.RECORD, Right.JOIN, Right.ORIENT),
    "notifications.Told": _MEETING,
    "oversight.Visit": (Right.VISIT,),
    # From the superior.
    "meetings.Orientation": (Right.ORIENT,),
    "meetings.Reminder": (Right.REMIND,),
    "programmes.ReviewText": (Right.WRITE,),
    "reporting.ClosedReport": (Right.CLOSE,),
    "reporting.ReportLayout": (Right.CLOSE,),
    "reporting.ReportWithdrawal": (Right.CLOSE,),
    "journal.Entry": (Right.COUNTS, Right.JOIN),
    "journal.Chain": (Right.COUNTS, Right.JOIN),
}
"""By table, the rights at the place of the row of which one suffices. Every other table of an
organisation: IMPORT."""


def may_change(world: World, person: Person, table: str, place: str) -> bool:
    """Whether a row of that table, of that place, may differ after the person asked.

    "installation": what belongs to no organisation. "account:<name>": somebody's account.
    """
    if table == "accounts.Session" and place == "account:new":
        return True  # whoever comes may be asked a question: a session that is nobody's yet
    if place.startswith("account:"):
        return place == f"account:{person.name}" or _may_change_account(world, person, table, place)
    if table in {"access.Grant", "members.Member"} and holds(world, person, Right.ENROL, place):
        return True
    if table == "imports.Statement":
        return holds_anywhere(world, person, Right.STATE)
    if place == "installation" and table.startswith("imports."):
        return holds_anywhere(world, person, Right.IMPORT)
    if table in {"accounts.Tries", "accounts.Session"} and place == "installation":
        return True  # tries are counted, and a question waits for its answer, for whoever comes
    if place == "installation":
        return table.startswith("journal.") and person.signed_in and person.active
    if place == "a new root":
        return any(g.place is None and g.role in OFFICES for g in person.held)
    if table.startswith("journal.") and place == own_home(world, person):
        return True  # it is noted there that a member took out the own data
    rights = CHANGES.get(table, (Right.IMPORT,))
    if table == "organisations.OrganisationPath":  # follows from what stood above, on the days it stood there
        return any(holds(world, person, *rights, one) for one in (place, *world.places[place].former))
    return any(holds(world, person, right, place) for right in rights)


def _may_change_account(world: World, person: Person, table: str, place: str) -> bool:
    """A new account by whoever gives roles or enrols members; another's by whoever manages it."""
    if place == "account:new":
        return holds_anywhere(world, person, Right.GIVE) or holds_anywhere(world, person, Right.ENROL)
    owner = next((o for o in world.accounts.values() if place == f"account:{o.name}"), None)
    return owner is not None and table.startswith("accounts.") and manages(world, person, owner)
