"""Words that all papers of meetings share: times, counts, periods, sentences that end."""

from datetime import date, time

from sotay.core.vietnamese import format_date_paper, format_int, format_percent
from sotay.meetings.choices import Kind, Mode
from sotay.minutes.record import MeetingRecord, Person, VoteLine
from sotay.minutes.rules import mode_of

NONE = "không có"
DASH = "–"
GAP = "\u00a0" * 8
_ROMAN = ("I", "II", "III", "IV")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def time_words(at: time | None) -> str:
    """19 giờ 30 phút · 20 giờ; free room for the pen where it is not known."""
    if at is None:
        return f"{GAP}giờ{GAP}phút"
    return f"{at.hour} giờ {at.minute:02d} phút" if at.minute else f"{at.hour} giờ"


def moment_words(at: time | None, day: date) -> str:
    """19 giờ 30 phút, ngày 03/11/2026."""
    return f"{time_words(at)}, ngày {format_date_paper(day)}"


def weekday_words(day: date) -> str:
    """thứ Ba."""
    return _WEEKDAYS[day.weekday()]


def few(number: int) -> str:
    """Counts of things in text: 0 · 05 · 28 · 1.204 (papers §4.1); tables print plain numbers."""
    return f"{number:02d}" if 0 < number < 10 else format_int(number)


def ratio_words(part: int, whole: int) -> str:
    """89,3% (25/28); a dash when nothing is due."""
    return f"{format_percent(part / whole)} ({part}/{whole})" if whole else DASH


def sentence(text: str) -> str:
    """One sentence that ends: outer blanks gone, a full stop unless another mark closes it."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:;" else f"{text}."


def person_words(person: Person) -> str:
    """đồng chí Trần Văn Bách, Bí thư Chi bộ."""
    return ", ".join(filter(None, (f"đồng chí {person.name}", person.post)))


def month_words(month: int) -> str:
    """tháng 11 năm 2026."""
    return f"tháng {month % 100} năm {month // 100}"


def quarter_words(month: int) -> str:
    """quý IV năm 2026: the quarter that a month lies in."""
    return f"quý {_ROMAN[(month % 100 - 1) // 3]} năm {month // 100}"


def meeting_words(kind: str, month: int, also_for: int | None = None) -> str:
    """thường kỳ tháng 11 năm 2026 · chuyên đề quý IV năm 2026 · thường kỳ tháng 11 gắn với chuyên đề quý IV
    năm 2026. `also_for`: the second month of a joined meeting."""
    if kind == Kind.THEMATIC:
        return f"chuyên đề {quarter_words(month)}"
    months = f"tháng {month % 100}"
    if also_for:
        second = f"tháng {also_for % 100}"
        months = f"{months} và {second}" if month < also_for else f"{second} và {months}"
    if kind == Kind.COMBINED:
        return f"thường kỳ {months} gắn với chuyên đề {quarter_words(month)}"
    return f"thường kỳ {months} năm {max(month, also_for or 0) // 100}"


def mode_words(record: MeetingRecord) -> str:
    """trực tiếp · trực tiếp kết hợp trực tuyến (20 đồng chí dự trực tiếp, 05 đồng chí dự trực tuyến); lý do:
    bão số 5. How many came which way is said once the roll is known."""
    mode, members = mode_of(record.mode), record.membership
    words = str(mode.label).lower() if mode else record.mode.lower()
    if mode == Mode.MIXED and members.known:
        room, online = few(members.present.total - members.online), few(members.online)
        words += f" ({room} đồng chí dự trực tiếp, {online} đồng chí dự trực tuyến)"
    reason = record.mode_reason.strip().rstrip(".")
    return f"{words}; lý do: {reason}" if reason and mode != Mode.IN_PERSON else words


def vote_words(vote: VoteLine) -> str:
    """tán thành 22/22 đảng viên chính thức có mặt; with what was said otherwise, when anything was."""
    words = f"tán thành {vote.yes}/{vote.base} {vote.base_words}"
    against = ((vote.no, "không tán thành"), (vote.other, "ý kiến khác"))
    return ", ".join([words, *(f"{name} {count}" for count, name in against if count)])


def by_hand(vote: VoteLine) -> str:
    """Biểu quyết giơ tay · Biểu quyết điện tử · Bỏ phiếu kín: how a sentence of a vote begins."""
    method = vote.method.lower()
    return vote.method.capitalize() if method.startswith("bỏ phiếu") else f"Biểu quyết {method}"
