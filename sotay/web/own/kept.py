"""Everything that is kept of a person beside the register: gathered once, told on the page and in the
file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from sotay.access.queries import GivenGrant, own_grants
from sotay.accounts.queries import KeptOfAccount, kept_of_account
from sotay.ballots.queries import OwnVotes, own_votes
from sotay.core.actor import Actor
from sotay.core.vietnamese import format_date
from sotay.meetings.queries.own import At, OwnReply, OwnRoll, OwnTraces, own_traces
from sotay.members.queries import OwnLookup, own_lookups
from sotay.minutes.queries.own import OwnConfirmation, own_confirmations
from sotay.notifications.queries import OwnNotices, own_notices
from sotay.oversight.queries import OwnVisit, own_visits
from sotay.resolutions.queries import OwnTask, own_tasks
from sotay.web.door import ActorRequest
from sotay.web.members.words import meeting_title
from sotay.web.templatetags.words import vn_moment

if TYPE_CHECKING:
    from sotay.accounts.models import Account

Row = dict[str, Any]
IN_BOX = "Đã tham gia bỏ phiếu kín"
"""All that is ever said of a secret ballot."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one person, from every floor."""

    traces: OwnTraces
    votes: OwnVotes
    tasks: list[OwnTask]
    confirmations: list[OwnConfirmation]
    visits: list[OwnVisit]
    notices: OwnNotices
    account: KeptOfAccount
    grants: list[GivenGrant]
    lookups: list[OwnLookup]


def kept_of(request: ActorRequest) -> Kept:
    """Everything of the person who asks. Nobody else's can be asked for."""
    actor: Actor = request.actor
    return Kept(
        own_traces(actor),
        own_votes(actor),
        own_tasks(actor),
        own_confirmations(actor),
        own_visits(actor),
        own_notices(actor),
        kept_of_account(cast("Account", request.user)),
        own_grants(actor),
        own_lookups(actor),
    )


def kept_sections(kept: Kept, places: dict[int, str]) -> list[Row]:
    """Sections of components/times.html; those without rows say so, that nobody wonders what was left out."""
    return [*_from_meetings(kept), *_from_votes(kept), *_from_account(kept, places)]


def _from_meetings(kept: Kept) -> list[Row]:
    traces = kept.traces
    opinions = (
        (one.text or "Ảnh trang sổ tay", _join(one.way.label, "bảo lưu" if one.reserved else "", _at(one.at)))
        for one in traces.opinions
    )
    asked = ((_at(one.at), f"Xin phát biểu {vn_moment(one.asked_at)}") for one in traces.askings)
    duties = [(one.words, _at(one.at) if one.at else _day(one.on)) for one in traces.duties]
    signed = [
        (f"Xác nhận biên bản: {one.hand.label.lower()}", f"{_at(one.at)} · {vn_moment(one.confirmed_at)}")
        for one in kept.confirmations
    ]
    counted = [("Thành viên tổ kiểm phiếu", f"{one.subject} · {_at(one.at)}") for one in kept.votes.counted]
    return [
        _section("diem-danh", "Điểm danh", map(_roll, traces.rolls)),
        _section("tra-loi", "Trả lời giấy mời, đơn xin vắng", map(_reply, traces.replies)),
        _section("y-kien", "Ý kiến", opinions),
        _section("phat-bieu", "Xin phát biểu", asked),
        _section("viec-o-buoi", "Việc đã làm ở buổi sinh hoạt", [*duties, *signed, *counted]),
        _section("nhiem-vu", "Nhiệm vụ được giao", map(_task, kept.tasks)),
        _section("du-hop", "Nhận xét khi dự họp với chi bộ", map(_visit, kept.visits)),
    ]


def _from_votes(kept: Kept) -> list[Row]:
    cast_ = (
        (str(one.choice.label) if one.choice else IN_BOX, f"{one.subject} · {_at(one.at)}")
        for one in kept.votes.cast
    )
    empty = "Không có phiếu nào ghi tên. Phiếu kín không ghi ai chọn gì."
    return [_section("bieu-quyet", "Biểu quyết", cast_, empty)]


def _from_account(kept: Kept, places: dict[int, str]) -> list[Row]:
    notices = kept.notices
    told = [(str(one.kind.label), _read(one.at, one.read_at)) for one in notices.notices]
    called = [(f"Được gọi điện báo họp {vn_moment(at)}", _at(of)) for of, at in notices.called]
    looked = ((one.reason, vn_moment(one.stated_at)) for one in kept.lookups)
    return [
        _section("thong-bao", "Thông báo đã nhận", [*told, *called]),
        _section("vai-tro", "Vai trò trong Sổ tay", (_grant(one, places) for one in kept.grants)),
        _section("tim-ten", "Lý do đã ghi khi tìm tên", looked),
        _section("vao-so", "Máy, phiên và cách đăng nhập", _ways_in(kept)),
    ]


def _section(ident: str, title: str, rows: Iterable[tuple[str, str]], empty: str = "") -> Row:
    lines = [{"label": label, "note": note, "current": False} for label, note in rows]
    return {"id": ident, "title": title, "rows": lines, "empty": empty or "Không có gì được ghi."}


def _join(*parts: str) -> str:
    return " · ".join(str(part) for part in parts if part)


def _day(day: date | None) -> str:
    return f"Ngày {format_date(day)}" if day else ""


def _at(at: At) -> str:
    return _join(meeting_title(at.kind, at.month), _day(at.on))


def _roll(one: OwnRoll) -> tuple[str, str]:
    came = f"đến {one.arrived:%H:%M}" if one.arrived else ""
    went = f"về {one.left:%H:%M}" if one.left else ""
    way = str(one.way.label).lower() if one.way else ""
    moment = vn_moment(one.checked_at) if one.checked_at else ""
    reason = str(one.reason.label) if one.reason else ""
    return str(one.state.label), _join(_at(one.at), reason, came, went, way, moment)


def _reply(one: OwnReply) -> tuple[str, str]:
    label = _join(one.answer.label, one.reason.label if one.reason else "")
    decided = f"{one.decision.label} {vn_moment(one.decided_at)}" if one.decision else ""
    entered = "người khác ghi hộ" if one.entered else ""
    return label, _join(one.words, _at(one.at), vn_moment(one.answered_at), entered, decided)


def _task(one: OwnTask) -> tuple[str, str]:
    outcome = str(one.outcome.label) if one.outcome else "Chưa báo kết quả"
    return one.text, _join(outcome, one.note, f"hạn {format_date(one.due_on)}", _at(one.at))


def _visit(one: OwnVisit) -> tuple[str, str]:
    return "Có dự" if one.attended else "Không dự", _join(one.remarks, _at(one.at), vn_moment(one.noted_at))


def _read(at: datetime, read_at: datetime | None) -> str:
    return _join(vn_moment(at), f"đọc {vn_moment(read_at)}" if read_at else "chưa đọc")


def _grant(one: GivenGrant, places: dict[int, str]) -> tuple[str, str]:
    where = places.get(one.organisation, "") if one.organisation else "Toàn hệ thống"
    until = f"đến trước {format_date(one.valid_to)}" if one.valid_to else ""
    taken = f"thu lại {vn_moment(one.revoked_at)}" if one.revoked_at else ""
    return str(one.role.label), _join(where, f"từ {format_date(one.valid_from)}", until, taken)


def _ways_in(kept: Kept) -> list[tuple[str, str]]:
    account = kept.account
    rows = [
        (
            _join("Phiên đăng nhập", one.words),
            _join(
                f"bằng {one.way}" if one.way else "",
                f"mở {vn_moment(one.began_at)}" if one.began_at else "",
                f"dùng lần cuối {vn_moment(one.seen_at)}" if one.seen_at else "",
            ),
        )
        for one in account.sessions
    ]
    for title, keys in (("Máy có mã PIN", account.devices), ("Khóa của máy", account.passkeys)):
        rows += [
            (
                _join(title, key.words),
                _join(
                    f"gắn {vn_moment(key.made_at)}",
                    f"dùng lần cuối {format_date(key.seen_on)}" if key.seen_on else "",
                    f"gỡ {vn_moment(key.ended_at)}" if key.ended_at else "",
                ),
            )
            for key in keys
        ]
    for code in account.codes:
        used = f"dùng {vn_moment(code.used_at)}" if code.used_at else "chưa dùng"
        ended = f"hủy {vn_moment(code.revoked_at)}" if code.revoked_at else ""
        rows.append(("Mã ghi danh trên giấy", _join(f"cấp {vn_moment(code.made_at)}", used, ended)))
    if account.totp_since:
        rows.append(("Bước xác thực thứ hai", f"bật {vn_moment(account.totp_since)}"))
    if account.recovery_left:
        rows.append(("Mã dự phòng", f"còn {account.recovery_left} mã"))
    if feed := kept.notices.feed:
        shown = "có ghi địa điểm" if feed.detailed else "lời trung tính"
        rows.append(("Lịch riêng", _join(f"tạo {vn_moment(feed.made_at)}", shown)))
    return rows
