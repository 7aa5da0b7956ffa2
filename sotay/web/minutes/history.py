"""What changed in minutes since they were adopted, and who wrote them, in words."""

from typing import Any

from sotay.minutes.queries import MinutesPage
from sotay.minutes.queries.history import Deed
from sotay.web.templatetags.words import vn_moment

AGAIN = "Đọc lại trước chi bộ, rồi ghi biểu quyết lại."
TO_COME = "Chi bộ phải đọc lại và biểu quyết lại; xác nhận cũ không còn tính."
FOR_SECRETARY = "thay bí thư"


def entered_by(name: str) -> str:
    """Người nhập: Nguyễn Văn B, thay bí thư: how pages say that somebody entered it for the secretary."""
    return f"Người nhập: {name}, {FOR_SECRETARY}" if name else f"Nhập {FOR_SECRETARY}"


def outdated_context(found: MinutesPage) -> dict[str, Any] | None:
    """The context of components/minutes_changes.html, for whoever records, reads or confirms the minutes."""
    old = found.outdated
    if old is None or not (found.may_record or found.views or found.own_hand):
        return None
    text = "Biên bản đã đổi sau khi thông qua."
    if old.again:
        text, more = "Biên bản đã thông qua lại, khác bản trước.", "Đọc chỗ đã đổi rồi mới xác nhận."
    else:
        more = (
            AGAIN
            if found.may_record
            else "Chi bộ phải đọc lại và biểu quyết lại; xác nhận cũ không còn tính."
        )
    vote = ""
    if old.counts is not None:
        counts = old.counts
        vote = (
            f"Biểu quyết lúc {vn_moment(old.at)} là cho bản cũ, không tính cho bản này: tán thành "
            f"{counts.yes}/{old.present}, không tán thành {counts.no}, ý kiến khác {counts.other}."
        )
    rows = [
        {"what": one.what, "before": one.before, "now": one.now, "by": _by(deed)} for one, deed in old.changes
    ]
    return {"text": text, "more": more, "vote": vote, "rows": rows}


def _by(deed: Deed | None) -> str:
    if deed is None:
        return ""
    return " · ".join(filter(None, (deed.words, vn_moment(deed.at), deed.by)))


def history_context(found: MinutesPage) -> list[dict[str, str]]:
    """The context of components/minutes_history.html. A vote on an earlier text says so."""
    moments = [one for one in found.history if one.moment]
    last = max((i for i, one in enumerate(moments) if one.event == "MinutesAdopted"), default=-1)
    return [
        {
            "when": vn_moment(one.at),
            "words": one.words,
            "by": one.by if not _for_secretary(one) else "",
            "note": _note(one, old=one.event == "MinutesAdopted" and (i < last or found.changed)),
        }
        for i, one in enumerate(moments)
    ]


def _for_secretary(deed: Deed) -> bool:
    return deed.for_another and deed.event != "MinutesConfirmed"


def _note(deed: Deed, *, old: bool) -> str:
    notes = [entered_by(deed.by)] if _for_secretary(deed) else []
    notes += ["ghi giúp người xác nhận"] if deed.for_another and not notes else []
    return "; ".join(notes + (["cho bản trước khi sửa, không tính cho bản này"] if old else []))
