"""Page data of the server's state, in words: what is to be done and by which command, then how all stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.actor import Actor
from sotay.core.vietnamese import format_decimal, format_int, format_percent
from sotay.upkeep.choices import Concern, Level
from sotay.upkeep.rules import Backup, Check, State, concerns
from sotay.web.templatetags.words import vn_moment


class Mending(NamedTuple):
    """What is the matter, why it matters or what to do, the command ("" none) and the part of
    docs/operators.md."""

    text: str
    why: str
    command: str
    part: str


BACKUP = "sudo -u sotay sotay backup /srv/sao-luu/sotay-$(date +%F).zip"
CRONTAB = "sudo crontab -u sotay -e"
DAILY, CLOCK, CHECKING = "Sao lưu, hằng ngày", "Việc theo giờ", "Soát thường kỳ"
MENDINGS: Mapping[Concern, Mending] = {
    Concern.NO_BACKUP: Mending(
        "Chưa có bản sao lưu nào ghi lại", "Ổ đĩa hỏng lúc này là mất hết.", BACKUP, DAILY
    ),
    Concern.OLD_BACKUP: Mending("Bản sao lưu gần nhất đã cũ", "Lịch hằng đêm có thể đã dừng.", BACKUP, DAILY),
    Concern.BACKUP_GONE: Mending(
        "Không thấy tệp sao lưu ở nơi đã ghi",
        "Nếu chưa chép sang nơi khác thì sao lưu lại.",
        BACKUP,
        DAILY,
    ),
    Concern.TABLES_BEHIND: Mending(
        "Cơ sở dữ liệu chưa nâng cấp theo chương trình",
        "Dừng dịch vụ trước, mở lại sau khi xong.",
        "sudo -u sotay sotay upgrade",
        "Nâng cấp",
    ),
    Concern.JOURNAL_BROKEN: Mending(
        "Nhật ký không nguyên vẹn",
        "Giữ nguyên máy chủ, chạy lại để xem chuỗi nào, rồi báo người chịu trách nhiệm dữ liệu.",
        "sudo -u sotay sotay check",
        CHECKING,
    ),
    Concern.JOURNAL_UNCHECKED: Mending(
        "Lâu chưa kiểm tra nhật ký",
        "Mỗi tuần ít nhất một lần; đặt vào lịch thì khỏi nhớ.",
        "sudo -u sotay sotay check",
        CHECKING,
    ),
    Concern.FACTS_DIFFER: Mending(
        "Số liệu lưu sẵn khác với bản ghi",
        "Đếm lại từ bản ghi; không mất gì.",
        "sudo -u sotay sotay facts --all",
        CHECKING,
    ),
    Concern.DISK_LOW: Mending(
        "Ổ đĩa sắp đầy",
        "Chuyển bản sao lưu cũ sang nơi khác; xem thư mục nào lớn.",
        "sudo du -xh -d1 /srv | sort -h",
        "Ổ đĩa sắp đầy",
    ),
    Concern.NEWS_WAITING: Mending(
        "Còn thông báo chưa gửi",
        "Người dùng chưa thấy việc mới của mình.",
        "sudo -u sotay sotay react",
        CLOCK,
    ),
    Concern.REACT_IDLE: Mending(
        "Việc gửi nốt thông báo không chạy theo lịch",
        "Đặt dòng sotay react vào lịch, năm phút một lần.",
        CRONTAB,
        CLOCK,
    ),
    Concern.SWEEP_IDLE: Mending(
        "Việc xóa chữ đã hết hạn giữ không chạy theo lịch",
        "Đặt dòng sotay sweep vào lịch, mỗi ngày một lần.",
        CRONTAB,
        CLOCK,
    ),
    Concern.NO_HTTPS: Mending(
        "Chưa bật HTTPS",
        "Ghi SOTAY_HTTPS=1 vào tệp cài đặt sau khi đặt TLS ở phía trước.",
        "sudo systemctl restart sotay",
        "Cài trên máy chủ với PostgreSQL",
    ),
}
TINT = {Level.NOW: ("bad", "Làm ngay"), Level.SOON: ("warn", "Cần làm")}
GOOD = ("ok", "Tốt")
NEWS = {Concern.NEWS_WAITING, Concern.REACT_IDLE}
ABOUT_BACKUP = (Concern.NO_BACKUP, Concern.OLD_BACKUP, Concern.BACKUP_GONE)
Row = dict[str, Any]


def server_page(actor: Actor, state: State, *, at: datetime) -> dict[str, Any]:
    """The context of web/server.html."""
    found = list(concerns(state, at=at))
    weights = dict(found)
    return {
        "at": at,
        "doing": [{**MENDINGS[c]._asdict(), "tint": TINT[level]} for c, level in found],
        "groups": [
            {"id": "sao-luu", "title": "Sao lưu", "rows": list(_of_backup(state, weights))},
            {"id": "du-lieu", "title": "Dữ liệu", "rows": list(_of_data(state, weights))},
            {"id": "chay-nen", "title": "Việc chạy nền", "rows": list(_of_work(state, weights, at))},
            {"id": "chuong-trinh", "title": "Chương trình", "rows": list(_of_program(state, weights, at))},
        ],
        "accounts_url": reverse("web:managed-accounts") if actor.may(Permission.ACCOUNT_MANAGE) else "",
        "controller_url": reverse("web:data-controller") if actor.may(Permission.CONTROLLER_STATE) else "",
    }


def _row(label: str, value: str, mark: tuple[str, str], *more: str) -> Row:
    return {"label": label, "value": value, "mark": mark, "more": [text for text in more if text]}


def _mark(weights: Mapping[Concern, Level], *about: Concern) -> tuple[str, str]:
    """The heaviest of these concerns as tint and word."""
    levels = [weights[one] for one in about if one in weights]
    return TINT[max(levels)] if levels else GOOD


def _of_backup(state: State, weights: Mapping[Concern, Level]) -> Iterator[Row]:
    backup, mark = state.backup, _mark(weights, *ABOUT_BACKUP)
    if backup is None:
        yield _row("Bản gần nhất", "Chưa có bản sao lưu nào ghi lại", mark)
    else:
        size = f", {_bytes(backup.size)}" if backup.size else ""
        yield _row("Bản gần nhất", vn_moment(backup.at), mark, f"{format_int(backup.rows)} dòng{size}")
        yield _row("Để ở đâu", backup.place or "Chuyển thẳng ra ngoài (luồng chuẩn)", *_place_mark(backup))
        if backup.read_back:
            yield _row("Đã kiểm tra", "Đọc lại cả tệp, đúng như dữ liệu", GOOD)
        else:
            yield _row(
                "Đã kiểm tra",
                "Chưa: tệp không nằm trên máy này nên không đọc lại được",
                ("hold", "Tự kiểm tra"),
            )
    apart = state.ledger_apart
    yield _row(
        "Sổ thu quyền",
        {True: "Ở ổ đĩa khác với dữ liệu", False: "Cùng ổ đĩa với dữ liệu", None: "Chưa có sổ"}[apart],
        GOOD if apart is not False else ("hold", "Nên tách"),
        "" if apart is not False else "Mất ổ đĩa thì mất cả sổ; đặt SOTAY_RIGHTS_LEDGER sang ổ khác.",
    )


def _place_mark(backup: Backup) -> tuple[Any, ...]:
    if backup.there is False:
        return TINT[Level.SOON], "Không thấy tệp ở đó nữa"
    if backup.same_disk:
        return ("hold", "Nên chép đi"), "Cùng ổ đĩa với dữ liệu: mất ổ đĩa thì mất cả hai."
    return GOOD, "" if backup.there is None else "Tệp còn ở đó"


def _of_data(state: State, weights: Mapping[Concern, Level]) -> Iterator[Row]:
    yield _row("Cơ sở dữ liệu", f"{state.database}, {_bytes(state.size)}", GOOD)
    behind = state.tables_behind
    yield _row(
        "Cấu trúc dữ liệu",
        f"Còn {format_int(behind)} bước nâng cấp chưa làm" if behind else "Đúng phiên bản chương trình",
        _mark(weights, Concern.TABLES_BEHIND),
    )
    journal = _mark(weights, Concern.JOURNAL_BROKEN, Concern.JOURNAL_UNCHECKED)
    yield _row("Chuỗi nhật ký", *_checked(state.journal, journal, "chuỗi", "nguyên vẹn", "bị sửa hoặc thiếu"))
    facts = _mark(weights, Concern.FACTS_DIFFER) if state.facts else ("none", "Chưa rõ")
    yield _row(
        "Số liệu lưu sẵn",
        *_checked(state.facts, facts, "tháng của các chi bộ", "khớp với bản ghi", "khác bản ghi"),
    )
    disk = state.disk
    share = format_percent(disk.free / disk.total) if disk.total else ""
    yield _row(
        "Ổ đĩa của thư mục dữ liệu",
        f"Còn trống {_bytes(disk.free)} trên {_bytes(disk.total)}" + (f" ({share})" if share else ""),
        _mark(weights, Concern.DISK_LOW),
    )


def _checked(check: Check | None, mark: tuple[str, str], unit: str, good: str, bad: str) -> tuple[Any, ...]:
    if check is None:
        return "Chưa có lần kiểm tra nào ghi lại", mark
    number = format_int(check.looked_at)
    said = f"{format_int(check.wrong)}/{number} {unit} {bad}" if check.wrong else f"{number} {unit}, {good}"
    return said[:1].upper() + said[1:], mark, f"kiểm tra {vn_moment(check.at)}"


def _of_work(state: State, weights: Mapping[Concern, Level], at: datetime) -> Iterator[Row]:
    news = f"{format_int(state.news)} việc chưa báo" if state.news else "Không còn việc nào chờ"
    since = f"cũ nhất từ {vn_moment(state.news_since)}" if state.news_since else ""
    failed = (
        f"lần chạy gần nhất có {format_int(state.react_failed)} việc chưa được" if state.react_failed else ""
    )
    yield _row("Thông báo chờ gửi", news, _mark(weights, Concern.NEWS_WAITING), since, failed)
    for label, run, about in (
        ("Gửi nốt thông báo (sotay react)", state.react, Concern.REACT_IDLE),
        ("Xóa chữ hết hạn (sotay sweep)", state.sweep, Concern.SWEEP_IDLE),
    ):
        unset = ("none", "Chưa chạy") if run is None and about not in weights else _mark(weights, about)
        yield _row(label, f"Chạy {vn_moment(run)}" if run else "Chưa có lần chạy nào ghi lại", unset)
    uploads = state.uploads
    parts = [
        f"{format_int(number)} {words}"
        for number, words in (
            (uploads.working, "đang chạy"),
            (uploads.waiting, "chờ người tải lên làm tiếp"),
            (uploads.stopped, "bị ngắt giữa chừng, chưa ghi gì"),
        )
        if number
    ]
    yield _row(
        "Tệp đang nhập",
        "; ".join(parts) or "Không có",
        ("hold", "Bị ngắt") if uploads.stopped else GOOD,
        "Người tải lên mở lại trang Nhập dữ liệu và làm lại." if uploads.stopped else "",
    )
    yield _row("Thư điện tử, hàng đợi", "Không dùng: không có gì để trông coi", ("none", "Không có"))


def _of_program(state: State, weights: Mapping[Concern, Level], at: datetime) -> Iterator[Row]:
    yield _row("Phiên bản", state.version or "Chạy từ thư mục mã, không ghi phiên bản", GOOD)
    yield _row("Chạy từ", vn_moment(state.started), GOOD, _lasting(at - state.started))
    if state.demo:
        yield _row("HTTPS", "Không cần: dữ liệu mẫu chỉ mở trên máy này", ("none", "Dữ liệu mẫu"))
    else:
        yield _row("HTTPS", "Đã bật" if state.https else "Chưa bật", _mark(weights, Concern.NO_HTTPS))


def _lasting(time: timedelta) -> str:
    hours = int(time.total_seconds()) // 3600
    if hours >= 48:
        return f"đã {format_int(hours // 24)} ngày"
    return f"đã {hours} giờ" if hours else "chưa đầy một giờ"


def _bytes(number: int) -> str:
    """1.234.567.890 → 1,2 GB; decimal units, as shops and `df -H` tell them."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= size:
            return f"{format_decimal(number / size)} {unit}"
    return f"{format_int(number)} byte"
