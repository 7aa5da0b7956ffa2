"""Page data of minutes, in words."""

from typing import Any

from django.urls import reverse

from sotay.ballots.queries import PollLine
from sotay.core.vietnamese import format_date
from sotay.meetings.choices import Kind, Stage
from sotay.minutes.choices import Hand, Place
from sotay.minutes.queries import MinutesPage
from sotay.minutes.rules import code_of, left_out_words, missing, noticed, odd_mode
from sotay.reporting.meeting_papers import minutes_paper
from sotay.web.meetings.pages import meeting_title
from sotay.web.minutes.history import history_context, outdated_context
from sotay.web.resolutions.pages import decision_rows, unwritten
from sotay.web.templatetags.words import vn_moment

STEPS = ("Ghi", "Thông qua", "Xác nhận", "Chốt")
AT = {Stage.CLOSED: 1, Stage.ADOPTED: 2, Stage.SEALED: 4, Stage.FILED: 4}


def frame(found: MinutesPage) -> dict[str, Any]:
    """Title, which meeting, the way back."""
    meeting = found.meeting
    what = meeting_title(Kind(meeting.kind), meeting.counted_for)
    return {
        "title": "Biên bản",
        "subtitle": f"{what}, ngày {format_date(found.record.held_on)}",
        "back": {"url": reverse("web:meeting", args=[meeting.public_id]), "label": "Buổi sinh hoạt"},
        "meeting_id": meeting.public_id,
    }


def minutes_context(found: MinutesPage, form: Any) -> dict[str, Any]:
    """The context of web/minutes.html."""
    stage, record = Stage(found.stage), found.record
    lacks = missing(record) if stage in {Stage.IN_SESSION, Stage.CLOSED} else []
    adopting = found.may_record and (stage == Stage.CLOSED or (stage == Stage.ADOPTED and found.changed))
    odd = odd_mode(record) if found.may_record and stage < Stage.SEALED else ""
    waiting = [hand for hand in Hand if hand not in found.confirmed]
    return {
        **frame(found),
        "cell_id": found.meeting.cell.public_id,
        "month": found.meeting.counted_for,
        "steps": _steps(stage),
        "stage_words": stage.label,
        "paper": minutes_paper(record),
        "record": record,
        "voters": found.voters,
        "vote": _vote(found.vote),
        "form": form,
        "lacks": lacks,
        "left_out": _left_out(found) if stage < Stage.SEALED else None,
        "noticed": [one for one in noticed(record) if one != odd] if stage < Stage.SEALED else [],
        "odd_mode": odd,
        "unwritten": unwritten(found.meeting) if found.may_record else None,
        "decisions": decision_rows(found.meeting, may_record=found.may_record),
        "adopting": adopting and not lacks,
        "outdated": outdated_context(found),
        "history": history_context(found),
        "hands": _hands(found) if stage == Stage.ADOPTED and not found.changed else [],
        "may_seal": found.may_seal and stage == Stage.ADOPTED and not waiting and not found.changed,
        "sealed": stage >= Stage.SEALED,
        "code": record.seal and record.seal.code,
        "scans": _scans(found),
        "may_record": found.may_record,
        "editable": found.may_record and stage < Stage.SEALED,
        "places": [(place.value, place.label, record.texts.get(place, "")) for place in Place],
        **_files(found),
        "links": _links(found) if found.may_record and stage < Stage.SEALED else [],
    }


def _left_out(found: MinutesPage) -> tuple[str, str] | None:
    """Opinions sent before that are not in the minutes: words, and where they are taken over ("" once the
    minutes are adopted); None when there are none."""
    if not found.left_out:
        return None
    open_ = found.stage in {Stage.IN_SESSION, Stage.CLOSED}
    url = reverse("web:session", args=[found.meeting.public_id]) + "#gt" if open_ else ""
    return left_out_words(found.left_out), url


def adopt_initial(found: MinutesPage) -> dict[str, Any]:
    """Read, when the agenda's step ("Đọc và thông qua biên bản") was marked done by itself; minutes that
    changed since their adoption are to be read anew."""
    return {"read": found.read and found.stage == Stage.CLOSED}


def _vote(line: PollLine | None) -> dict[str, str] | None:
    """The meeting's own vote on its minutes."""
    if line is None or line.counts is None:
        return None
    counts = line.counts
    unsaid = line.voters.present - counts.total
    words = (
        f"Tán thành {counts.yes}/{line.voters.present} đảng viên chính thức có mặt, "
        f"không tán thành {counts.no}, ý kiến khác {counts.other}"
    )
    missing = f", không bỏ phiếu {unsaid}" if unsaid > 0 else ""
    return {"id": line.public_id, "words": f"{words}{missing} ({str(line.method.label).lower()})."}


def _files(found: MinutesPage) -> dict[str, str]:
    """Where the minutes are taken out: through the right by which the reader was let in."""
    route = "web:paper-minutes" if found.views else "web:paper-minutes-read"
    one = found.meeting.public_id
    return {"pdf": reverse(route, args=[one, "pdf"]), "word": reverse(route, args=[one, "docx"])}


def _steps(stage: Stage) -> list[dict[str, Any]]:
    now = AT.get(stage, 0)
    return [{"label": label, "done": i < now, "now": i == now} for i, label in enumerate(STEPS)]


def _hands(found: MinutesPage) -> list[dict[str, Any]]:
    """Chair and minute taker: who, whether confirmed, and how the reader may confirm."""
    people = {Hand.CHAIR: found.record.chair, Hand.TAKER: found.record.minute_taker}
    rows = []
    for hand in Hand:
        person = people[hand]
        own = hand in found.own_hand
        rows.append(
            {
                "hand": hand.value,
                "label": hand.label,
                "name": person.name if person else "",
                "confirmed": hand in found.confirmed,
                "for_another": found.confirmed.get(hand, False),
                "own": own,
                "may": hand not in found.confirmed and (own or hand in found.helped),
            }
        )
    return rows


def _links(found: MinutesPage) -> list[tuple[str, str, str]]:
    """Where each kind of fact is corrected."""
    one = found.meeting.public_id
    groups = (
        reverse("web:session-sittings", args=[one]),
        "Họp theo tổ đảng",
        "Giờ, nơi họp, ai thuộc tổ nào",
    )
    grouped = found.record.sittings and found.stage < Stage.ADOPTED
    return [
        *([groups] if grouped else []),
        (reverse("web:session", args=[one]), "Nội dung, ý kiến từng bước", "Sửa ở trang điều hành"),
        (reverse("web:roll", args=[one]), "Điểm danh", "Ai có mặt, ai vắng, lý do"),
        (reverse("web:votes", args=[one]), "Biểu quyết", "Số tán thành, không tán thành, ý kiến khác"),
        (reverse("web:tasks-give", args=[one]), "Nhiệm vụ được giao", "Việc gì, ai làm, khi nào xong"),
        (reverse("web:session-guests", args=[one]), "Khách, đại biểu", "Tên, chức vụ"),
        (reverse("web:session-sittings", args=[one]), "Hình thức", "Trực tiếp, trực tuyến, kết hợp; lý do"),
        (reverse("web:minutes-officers", args=[one]), "Chủ trì, thư ký cuộc họp", "Hai người ký biên bản"),
        (reverse("web:meeting-amend", args=[one]), "Thời gian, địa điểm", "Giờ bắt đầu, giờ kết thúc"),
    ]


def seal_words(found: MinutesPage) -> str:
    """ "Đã chốt, mã đối chiếu 7F3A-91C2-0B5E"."""
    seal = found.record.seal
    return f"Biên bản {found.record.number}, mã đối chiếu {seal.code}." if seal else ""


__all__ = ["code_of", "frame", "minutes_context", "seal_words"]


def _scans(found: MinutesPage) -> list[dict[str, str]]:
    return [
        {
            "url": reverse("web:document", args=[public_id]),
            "name": name,
            "when": vn_moment(at),
        }
        for public_id, name, at in found.scans
    ]
