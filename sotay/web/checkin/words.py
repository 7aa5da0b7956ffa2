"""What stands about one's own presence, in words: by whom it was said."""

from typing import NamedTuple

from sotay.meetings.choices import PRESENCES, CheckIn, State
from sotay.meetings.queries.checking_in import OwnPresence
from sotay.web.turnout import STATE


class Said(NamedTuple):
    """`status`: the tint; `short`: beside other things; `text`, `more`: on the page of its own."""

    status: str
    short: str
    text: str
    more: str


def presence_words(found: OwnPresence | None) -> Said | None:
    """None while nothing was said."""
    if found is None or not found.way:
        return None
    if found.state not in PRESENCES:
        word = STATE[State(found.state)][1].lower() if found.state else "vắng"
        more = "Đồng chí đang dự thì báo chủ trì sửa điểm danh, hoặc quét mã trên màn hình."
        return Said("hold", f"Bí thư ghi: {word}", f"Bí thư đã ghi đồng chí {word}.", more)
    if found.way == CheckIn.CODE:
        return Said("ok", "Đã ghi có mặt", "Đã ghi đồng chí có mặt.", "Đồng chí có thể cất máy.")
    if found.by_roll:
        text = "Bí thư đã ghi đồng chí có mặt."
        return Said("ok", "Bí thư đã ghi có mặt", text, "Đồng chí không phải làm gì thêm.")
    text = "Đã báo có mặt, chủ trì sẽ xác nhận."
    return Said("half", "Đã báo có mặt", text, "Quét mã trên màn hình thì được ghi ngay.")
