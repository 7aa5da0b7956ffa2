"""How the record of a meeting came about: who wrote what, when, for whom; told from the cell's journal."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sotay.accounts.models import Account
from sotay.journal.models import Entry
from sotay.meetings.choices import Stage
from sotay.meetings.models import Meeting
from sotay.minutes.choices import Hand, Place
from sotay.minutes.rules.changes import Area

MOVES = {
    Stage.PLANNED: "Lên lịch",
    Stage.CALLED: "Gửi giấy mời",
    Stage.IN_SESSION: "Khai mạc",
    Stage.CLOSED: "Bế mạc",
    Stage.FILED: "Lưu bản ký",
}
"""Moves that no other event tells."""
PLAIN = {
    "RollConfirmed": ("Xác nhận điểm danh", Area.ROLL),
    "RollUndone": ("Hoàn tác điểm danh", Area.ROLL),
    "PresenceNoted": ("Ghi đến muộn, về trước", Area.ROLL),
    "MeetingAmended": ("Sửa buổi sinh hoạt", Area.FACTS),
    "OfficersNamed": ("Ghi chủ trì, thư ký", Area.OFFICERS),
    "GuestsChanged": ("Ghi khách, đại biểu", Area.GUESTS),
    "ItemWritten": ("Ghi nội dung", Area.AGENDA),
    "OpinionNoted": ("Ghi ý kiến", Area.AGENDA),
    "PollClosed": ("Ghi biểu quyết", Area.VOTES),
    "PollCorrected": ("Sửa biểu quyết", Area.VOTES),
    "PollVoided": ("Hủy biểu quyết", Area.VOTES),
    "TaskGiven": ("Giao nhiệm vụ", Area.TASKS),
    "NoteAppended": ("Thêm ghi chú bổ sung", None),
}
MARKED = frozenset({"MeetingMoved", "MinutesAdopted", "MinutesConfirmed", "MinutesSealed", "WordingWritten"})
MOMENTS = MARKED | {"RollConfirmed", "MeetingAmended", "OfficersNamed", "NoteAppended"}
"""What the page of the minutes lists; the rest is only looked up to say who changed what."""
CAUSES = {
    # A meeting's form writes its hours, its officers and its steps at once.
    Area.OFFICERS: frozenset({Area.OFFICERS, Area.FACTS}),
    Area.AGENDA: frozenset({Area.AGENDA, Area.FACTS}),
    # Another day takes the roll anew.
    Area.ROLL: frozenset({Area.ROLL, Area.FACTS}),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done. `by`: name of the account, "" for none; `for_another`: entered for the
    secretary (of a confirmation: for that officer)."""

    at: datetime
    event: str
    words: str
    by: str
    for_another: bool
    area: Area | None

    @property
    def moment(self) -> bool:
        return self.event in MOMENTS


def history_of(meeting: Meeting) -> tuple[Deed, ...]:
    """Everything in order of time. Asks no rights: for whoever was let to the minutes."""
    rows = Entry.objects.filter(
        organisation_id=meeting.cell_id,
        event__in=sorted(MARKED | PLAIN.keys()),
        payload__contains=f'"meeting":{meeting.pk}',
    ).order_by("number")
    told = [(row, json.loads(row.payload)) for row in rows]
    own = [(row, said) for row, said in told if said.get("meeting") == meeting.pk]
    names = dict(
        Account.objects.filter(pk__in={row.account_id for row, _ in own}).values_list("pk", "full_name")
    )
    helped = {row.at for row, said in own if _adopted_for_another(row, said)}
    found = []
    for row, said in own:
        words, area = _told(row.event, said)
        if words:
            another = bool(said.get("for_another")) or (row.event == "MinutesAdopted" and row.at in helped)
            found.append(Deed(row.at, row.event, words, names.get(row.account_id or 0, ""), another, area))
    return tuple(found)


def _adopted_for_another(row: Entry, said: dict[str, Any]) -> bool:
    return row.event == "MeetingMoved" and said["stage"] == Stage.ADOPTED and bool(said["for_another"])


def _told(event: str, said: dict[str, Any]) -> tuple[str, Area | None]:
    """In words; "" for what another event tells already."""
    if event in PLAIN:
        return PLAIN[event]
    if event == "MeetingMoved":
        words = MOVES.get(Stage(said["stage"]), "")
        return ("Ghi buổi đã sinh hoạt (nhập sau buổi)" if said["afterwards"] else words), None
    if event == "MinutesAdopted":
        counts = f"tán thành {said['yes']}, không tán thành {said['no']}, ý kiến khác {said['other']}"
        read = "; đã đọc toàn văn" if said.get("read_aloud") else ""  # not asked for in older entries
        return f"Thông qua biên bản: {counts}{read}", None
    if event == "MinutesConfirmed":
        return f"{Hand(said['hand']).label} xác nhận", None
    if event == "WordingWritten":
        return f"Viết “{Place(said['place']).label}”", Area.WORDS
    return f"Chốt biên bản, số {said['number']:02}", None


def cause_of(area: Area, deeds: tuple[Deed, ...], since: datetime) -> Deed | None:
    """Who last wrote there since that moment, as far as the journal tells."""
    asked = CAUSES.get(area, frozenset({area}))
    return next((one for one in reversed(deeds) if one.area in asked and one.at > since), None)
