"""What happened to meetings. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RollSeen:
    """Somebody opened a roll with its names; `cells`: those whose names were shown."""

    meeting: int
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingPlanned:
    """A meeting was planned for a month (yyyymm), with so many items of an agenda."""

    meeting: int
    month: int
    kind: str
    items: int


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan of a meeting was changed; `fields`: which parts, never their contents."""

    meeting: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingCalled:
    """A meeting was called: its members, the superior and the assigned leader are to be told. `before`: days
    from the call to the meeting."""

    meeting: int
    papers: int
    before: int
    guests: int


@dataclass(frozen=True, slots=True)
class MeetingPutOff:
    """A planned meeting was put off or will not be held (`status`); `ahead`: days to the new day."""

    meeting: int
    status: str
    ahead: int | None


@dataclass(frozen=True, slots=True)
class AgendaChanged:
    """The agenda of a meeting not yet held was changed: `what` ("moved", "added", "removed", "written")."""

    meeting: int
    item: int
    what: str


@dataclass(frozen=True, slots=True)
class PapersChanged:
    """A paper of a meeting was added or taken back; `published`: members can read it at once."""

    meeting: int
    paper: int
    what: str
    published: bool


@dataclass(frozen=True, slots=True)
class HabitSaid:
    """A cell said when and where it usually meets."""

    cell: int


@dataclass(frozen=True, slots=True)
class CommitteeMet:
    """The cell committee's own meeting for a month (yyyymm) was written down, or changed."""

    committee: int
    month: int
    version: int


@dataclass(frozen=True, slots=True)
class YearPlanned:
    """Months of a cell's year were planned: `entries` written, `removed` taken out."""

    cell: int
    year: int
    entries: int
    removed: int


@dataclass(frozen=True, slots=True)
class TopicKept:
    """A topic came into the bank of its owner, or was changed (`what`)."""

    topic: int
    shared: bool
    what: str


@dataclass(frozen=True, slots=True)
class MeetingRecorded:
    """A meeting was written down by hand. `after`: days after it was held; None when it was not held."""

    meeting: int
    cells: tuple[int, ...]
    months: tuple[int, ...]
    kind: str
    status: str
    after: int | None


@dataclass(frozen=True, slots=True)
class MeetingAmended:
    """What was recorded of a meeting was corrected; `fields`: which parts, never their contents."""

    meeting: int
    cells: tuple[int, ...]
    months: tuple[int, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollConfirmed:
    """The roll of one cell at a meeting was confirmed (`changed`: persons whose state is another than
    confirmed before; None the first time)."""

    meeting: int
    cell: int
    expected: int
    present: int
    excused: int
    unexcused: int
    changed: int | None


@dataclass(frozen=True, slots=True)
class MonthCountsSaved:
    """A cell reported the counts of its month, or corrected them (`fields`: which)."""

    cell: int
    month: int
    held: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellReminded:
    """The superior reminded a cell of its month."""

    cell: int
    month: int


@dataclass(frozen=True, slots=True)
class OrientationPublished:
    """A committee gave its cells the orientation of a month or a paper to spread, or took it back."""

    orientation: int
    organisation: int
    month: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ReplyGiven:
    """A member answered the call (`answer`: come, leave), or somebody wrote the answer down for them."""

    meeting: int
    member: int
    answer: str
    for_another: bool


@dataclass(frozen=True, slots=True)
class LeaveDecided:
    """A request for leave was approved or declined; the reason stands in no journal."""

    meeting: int
    member: int
    decision: str


@dataclass(frozen=True, slots=True)
class OpinionSent:
    """A member sent an opinion before the meeting, or took it back."""

    meeting: int
    member: int
    taken_back: bool


@dataclass(frozen=True, slots=True)
class ReasonsSwept:
    """Own words of reasons for leave older than a year were deleted: so many."""

    replies: int


@dataclass(frozen=True, slots=True)
class MeetingMoved:
    """A meeting came from one stage to another (`Stage`; 0: none before). `afterwards`: written down after
    the event; `for_another`: entered by a deputy or helper for the secretary."""

    meeting: int
    stage_before: int
    stage: int
    afterwards: bool
    for_another: bool


@dataclass(frozen=True, slots=True)
class RollUndone:
    """The last confirmation of a cell's roll was taken back; `changed`: persons whose state is another."""

    meeting: int
    cell: int
    changed: int


@dataclass(frozen=True, slots=True)
class PresenceNoted:
    """One person of a confirmed roll came later ("arrived"), went ("left"), or had not gone ("stayed")."""

    meeting: int
    cell: int
    member: int
    what: str


@dataclass(frozen=True, slots=True)
class CheckInSwitched:
    """Whether members check themselves in at a meeting."""

    meeting: int
    on: bool


@dataclass(frozen=True, slots=True)
class ItemsMarked:
    """Items of the agenda were marked ("done", "skipped", "" taken back); `items`: their ids."""

    meeting: int
    items: tuple[int, ...]
    state: str


@dataclass(frozen=True, slots=True)
class ItemWritten:
    """The texts of an item of the agenda were written; `fields`: which, never their contents."""

    meeting: int
    item: int
    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpinionNoted:
    """An opinion was written down, changed, moved to an item or removed (`what`)."""

    meeting: int
    opinion: int
    what: str
    version: int


@dataclass(frozen=True, slots=True)
class TurnMoved:
    """Somebody asked to speak, was called or is through (`what`: "asked", "called", "ended")."""

    meeting: int
    turn: int
    what: str


@dataclass(frozen=True, slots=True)
class GuestsChanged:
    """A guest was written down or removed; `guests`: how many there are now."""

    meeting: int
    guests: int


@dataclass(frozen=True, slots=True)
class SittingsChanged:
    """The sittings of a meeting by group were written down; `sittings`: how many there are now."""

    meeting: int
    sittings: int


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Somebody (the entry's account) checked in at a meeting; `way`: how."""

    meeting: int
    way: str
