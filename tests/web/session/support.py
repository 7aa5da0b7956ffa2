"""A meeting of A1 on the day of the pages, and the ways to speak of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sotay.meetings.choices import Stage, Status
from sotay.meetings.models import AgendaItem, Attendance, Meeting
from tests import factories as make
from tests.web.world import World


@dataclass
class Evening:
    """A planned meeting of A1 with three members besides the one with an account."""

    world: World
    meeting: Meeting

    def path(self, rest: str = "dieu-hanh/") -> str:
        return f"/sinh-hoat/{self.meeting.public_id}/{rest}"

    def get(self, rest: str = "dieu-hanh/", who: str = "bi-thu") -> Any:
        return self.world.get(who, self.path(rest))

    def text(self, rest: str = "dieu-hanh/") -> str:
        return str(self.get(rest).content.decode())

    def post(self, rest: str = "dieu-hanh/", who: str = "bi-thu", **data: Any) -> Any:
        return self.world.client(who).post(self.path(rest), data)

    def again(self) -> Meeting:
        self.meeting.refresh_from_db()
        return self.meeting

    def item(self, step: str) -> AgendaItem:
        return AgendaItem.objects.get(meeting=self.meeting, step=step)

    def confirm(self, **states: str) -> Any:
        """Confirm the roll: everybody present but for those named by word ("Một", "Hai", "Ba")."""
        data = {"seen": self.seen()}
        for row in Attendance.objects.filter(meeting=self.meeting).select_related("member"):
            word = row.member.full_name.rpartition(" ")[2]
            data[f"p-{row.member.public_id}"] = states.get(word, "present")
            if states.get(word) == "excused":
                data[f"r-{row.member.public_id}"] = "work"
        return self.world.client("bi-thu").post(self.path("diem-danh/"), data)

    def seen(self) -> str:
        page = self.text("diem-danh/")
        return page.split('name="seen" value="')[1].split('"')[0]

    def member(self, word: str) -> str:
        rows = Attendance.objects.filter(meeting=self.meeting, member__full_name__endswith=f" {word}")
        return str(rows.values_list("member__public_id", flat=True).get())


def evening(world: World) -> Evening:
    """Planned for today, not opened yet."""
    cell = world.places["A1"]
    for word in ("Một", "Hai", "Ba"):
        make.member(cell, name=f"Kín Thị {word}")
    meeting = make.meeting(cell, 202406, status=Status.PLANNED, planned_on=date(2024, 6, 15))
    Meeting.objects.filter(pk=meeting.pk).update(stage=Stage.CALLED)
    return Evening(world, meeting)


def opinion(one: Evening, **more: str) -> dict[str, str]:
    item = one.item("C6").public_id
    return {"speaker": one.member("Một"), "text": "Làm <i>sớm</i>", "item": item, "key": "k1"} | more
