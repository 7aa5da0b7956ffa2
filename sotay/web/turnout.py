"""How somebody turned out at a meeting, in a shape and words; for every page that says so."""

from sotay.meetings.choices import State

STATE = {
    State.PRESENT: ("ok", "Có mặt"),
    State.ONLINE: ("ok", "Trực tuyến"),
    State.LATE: ("half", "Đến muộn"),
    State.EXCUSED: ("warn", "Vắng có lý do"),
    State.UNEXCUSED: ("bad", "Vắng không có lý do"),
}
