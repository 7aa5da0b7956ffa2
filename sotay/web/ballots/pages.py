"""Page data of votes, in words."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode

from sotay.ballots.choices import Holder, Method, Purpose, Threshold
from sotay.ballots.queries import EVERYBODY, Asked, Booth, PollLine
from sotay.ballots.rules import Matter, votes_needed
from sotay.core.vietnamese import format_month_paper, format_percent
from sotay.meetings.choices import Kind, Stage

if TYPE_CHECKING:
    from sotay.meetings.models import Meeting

PURPOSE_OF_STEP = {
    "O4": Purpose.AGENDA,
    "O5": Purpose.TAKER,
    "C8": Purpose.RESOLUTION,
    "C9": Purpose.ADMISSION,
    "E1": Purpose.LEVEL,
    "E2": Purpose.MINUTES,
}
"""What a step of the procedure is usually voted on."""


LONGEST = 300
"""Letters of a vote's subject."""


def subject_for(purpose: str, meeting: "Meeting") -> str:
    """The words that are nearly always right, to be kept or changed: a meeting on a theme alone decides on
    the theme."""
    words = format_month_paper(meeting.counted_for)
    if meeting.kind == Kind.THEMATIC:
        theme = f"Nghị quyết chuyên đề “{meeting.theme.rstrip('.')}”" if meeting.theme else ""
        about = {Purpose.RESOLUTION: theme, Purpose.MINUTES: f"Biên bản sinh hoạt chuyên đề tháng {words}"}
        if (purpose := Purpose(purpose)) in about:
            return about[purpose][:LONGEST]
    return {
        Purpose.AGENDA: "Chương trình, nội dung sinh hoạt",
        Purpose.TAKER: "Cử thư ký cuộc họp",
        Purpose.RESOLUTION: f"Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng {words}",
        Purpose.MINUTES: f"Biên bản sinh hoạt tháng {words}",
        Purpose.LEVEL: "Mức chất lượng buổi sinh hoạt",
    }.get(Purpose(purpose), "")


def asked_item(booth: Booth, step: str) -> tuple[str, Purpose]:
    """(public id of the agenda item, purpose) for a step asked for in the address."""
    item = next((public_id for public_id, _, code in booth.items if code == step), "")
    return item, PURPOSE_OF_STEP.get(step, Purpose.RESOLUTION)


def to_vote_on(booth: Booth, step: str) -> tuple[str, Purpose, str]:
    """(public id of the agenda item, purpose, words) with which an empty form begins. What was voted on is
    not offered once more: the words are left to whoever writes them then."""
    item, purpose = asked_item(booth, step)
    words = "" if booth.everybody else subject_for(purpose, booth.meeting)
    if booth.voted(Matter(words, purpose)):
        return item, purpose if step else Purpose.OTHER, ""
    return item, purpose, words


def again_context(line: PollLine) -> dict[str, str]:
    """What is said of a vote that stands already on the same: web/components/voted_already.html."""
    said = "đang biểu quyết trên máy, chưa kết thúc"
    if line.counts is not None:
        said = f"{line.counts.yes}/{line.over} tán thành"
    return {
        "words": f"Nội dung này đã biểu quyết: {said}.",
        "url": reverse("web:poll", args=[line.public_id]),
    }


def counts_words(line: PollLine) -> str:
    """ "21 tán thành, 0 không tán thành, 1 ý kiến khác"."""
    if line.counts is None:
        return ""
    said = line.counts
    return f"{said.yes} tán thành, {said.no} không tán thành, {said.other} ý kiến khác"


def silent_words(line: PollLine) -> str:
    """ "Không biểu quyết: 6 người"; that there are none is said of a vote on devices, where one looks for
    them. On pages alone, so that the words of minutes adopted before stay what they were."""
    if line.silent:
        return f"Không biểu quyết: {line.silent} người"
    on_devices = line.method in {Method.ELECTRONIC, Method.SECRET}
    return "Mọi người đang dự đều biểu quyết" if line.silent == 0 and on_devices else ""


def counted_words(line: PollLine) -> str:
    """What stands written down of a count: subject, numbers, slips, tellers."""
    words = f"{line.subject}: {counts_words(line)}."
    if line.slips is not None:
        slips = line.slips
        words += f" Phiếu phát ra {slips.issued}, thu về {slips.collected}, không hợp lệ {slips.invalid}."
    return f"{words} Tổ kiểm phiếu: {', '.join(line.tellers)}." if line.tellers else words


def ratio_words(line: PollLine) -> str:
    """ "21/27 đảng viên … (77,8%)", and what was needed."""
    if line.counts is None or not line.over:
        return ""
    percent = format_percent(line.counts.yes / line.over)
    if line.purpose == Purpose.SOUNDING:
        said = f"{line.counts.yes}/{line.over} {line.base.label} ({percent})"
        return f"{said}; trưng cầu ý kiến, không quyết định."
    least = f"cần {line.threshold.label}, ít nhất {line.needed}"
    return f"{line.counts.yes}/{line.over} {line.base.label} ({percent}); {least}."


def verdict(line: PollLine) -> dict[str, str]:
    """The state of a vote: status, word, note."""
    if line.void:
        return {"status": "hold", "word": "Đã hủy", "note": line.void}
    if line.open:
        return {"status": "none", "word": "Đang biểu quyết", "note": f"{line.cast} người đã biểu quyết"}
    said = [f"{words}." for words in (counts_words(line), silent_words(line)) if words]
    note = " ".join([*said, ratio_words(line)]).strip()
    if line.slips is not None:
        slips = line.slips
        note += f" Phiếu phát ra {slips.issued}, thu về {slips.collected}, không hợp lệ {slips.invalid}."
    if line.passed is None:
        return {"status": "ok", "word": "Đã kiểm phiếu", "note": note}
    word = "Thông qua" if line.passed else "Chưa đủ để thông qua"
    return {"status": "ok" if line.passed else "bad", "word": word, "note": note}


def poll_row(line: PollLine) -> dict[str, Any]:
    """A row of the list of votes."""
    return {
        "subject": line.subject,
        "method": f"{line.method.label} · {line.whose}" if line.whose else line.method.label,
        "url": reverse("web:poll", args=[line.public_id]),
        **verdict(line),
    }


def common(booth: Booth) -> dict[str, Any]:
    """What every page of the chair's votes shows."""
    month = format_month_paper(booth.meeting.counted_for)
    meeting = booth.meeting.public_id
    live = booth.meeting.stage == Stage.IN_SESSION
    cell = f"?{urlencode({'cua': booth.deciding})}" if booth.cells else ""
    back = (
        {"url": reverse("web:meeting", args=[meeting]), "label": "Buổi sinh hoạt"}
        if not live
        else {"url": _back_to_chair(meeting), "label": "Điều hành"}
    )
    return {
        "back": back,
        "subtitle": f"Sinh hoạt tháng {month}",
        "voters": booth.voters,
        "cells": _cells(booth),
        "live": live,
        "meeting_url": reverse("web:votes", args=[meeting]),
        "roll_url": reverse("web:roll", args=[meeting]),
        "slips_url": reverse("web:vote-slips", args=[meeting]) + cell,
        "devices_url": reverse("web:vote-devices", args=[meeting]) + cell,
    }


def _cells(booth: Booth) -> list[dict[str, Any]]:
    """The cells that meet together, each to be chosen as the one that votes; empty where one meets alone."""
    if not booth.cells:
        return []
    ways = [*booth.cells, (EVERYBODY, "Tất cả: trưng cầu ý kiến")]
    return [
        {"name": name, "url": f"?{urlencode({'cua': key})}", "now": key == booth.deciding}
        for key, name in ways
    ]


def _back_to_chair(meeting: str) -> str:
    return reverse("web:session", args=[meeting])


def votes_page(booth: Booth, form: Any) -> dict[str, Any]:
    """The context of web/votes.html."""
    may = booth.meeting.stage in {Stage.IN_SESSION, Stage.CLOSED}
    return {
        **common(booth),
        "title": "Biểu quyết",
        "form": form,
        "may_count": may,
        "choose": not form["subject"].value() and not booth.everybody,
        "least": 0 if booth.everybody else votes_needed(booth.voters.entitled, Threshold.HALF),
        "rows": [poll_row(line) for line in booth.polls],
    }


def poll_page(booth: Booth, line: PollLine, form: Any) -> dict[str, Any]:
    """The context of web/poll.html."""
    public_id = line.public_id
    may = booth.meeting.stage in {Stage.IN_SESSION, Stage.CLOSED} and not line.void
    by_hand = line.method in {Method.HAND, Method.PAPER}
    return {
        **common(booth),
        "title": line.subject,
        "line": line,
        "row": poll_row(line),
        "form": form,
        "needs_codes": line.open and line.method == Method.SECRET,
        "two_codes": line.holder == Holder.TELLERS,
        "may_vote": line.voters.present,
        "correct_url": reverse("web:poll-correct", args=[public_id]) if by_hand and may else "",
        "void_url": reverse("web:poll-void", args=[public_id]) if may else "",
        "close_url": reverse("web:poll", args=[public_id]),
        "version": booth.meeting.live_version,
        "groups": line.sittings,
        "tellers": ", ".join([f"{line.tellers[0]} (tổ trưởng)", *line.tellers[1:]]) if line.tellers else "",
    }


def cast_page(asked: Asked, form: Any) -> dict[str, Any]:
    """The context of web/poll_cast.html: a member's own ballot."""
    secret = asked.line.method == Method.SECRET
    words = (
        "Phiếu được niêm phong trước khi lưu; khi kiểm phiếu chỉ còn số phiếu từng loại, không ai biết "
        "phiếu nào của ai."
        if secret
        else "Biểu quyết ghi tên, như giơ tay trước chi bộ."
    )
    return {
        "title": asked.line.subject,
        "back": {"url": reverse("web:own"), "label": "Của tôi"},
        "asked": asked,
        "how": words,
        "form": form,
    }
