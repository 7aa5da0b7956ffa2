"""What is kept beside the register as plain values for the file: days and moments in ISO form, words in
Vietnamese. What the page tells, the file tells too."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sotay.accounts.queries import KeptKey
from sotay.meetings.queries.own import At
from sotay.web.members.words import meeting_title
from sotay.web.own.kept import IN_BOX, Kept


def kept_data(kept: Kept, places: dict[int, str]) -> dict[str, Any]:
    """Everything of `Kept`, key by key."""
    return _of_meetings(kept) | _of_askings(kept) | _of_decisions(kept) | _of_account(kept, places)


def _of_meetings(kept: Kept) -> dict[str, Any]:
    traces = kept.traces
    return {
        "diem_danh": [
            _at(one.at)
            | {
                "toi": str(one.state.label),
                "ly_do": _label(one.reason),
                "den_luc": _iso(one.arrived),
                "ve_luc": _iso(one.left),
                "cach_ghi": _label(one.way),
                "ghi_luc": _iso(one.checked_at),
            }
            for one in traces.rolls
        ],
        "tra_loi_giay_moi": [
            _at(one.at)
            | {
                "tra_loi": str(one.answer.label),
                "loai_ly_do": _label(one.reason),
                "ly_do": one.words or None,
                "tra_loi_luc": _iso(one.answered_at),
                "nguoi_khac_ghi_ho": one.entered,
                "quyet_dinh": _label(one.decision),
                "quyet_dinh_luc": _iso(one.decided_at),
            }
            for one in traces.replies
        ],
        "y_kien": [
            _at(one.at)
            | {
                "y_kien": one.text,
                "cach_ghi": str(one.way.label),
                "bao_luu": one.reserved,
                "co_anh": one.photo,
                "ghi_luc": _iso(one.entered_at),
            }
            for one in traces.opinions
        ],
    }


def _of_askings(kept: Kept) -> dict[str, Any]:
    traces = kept.traces
    return {
        "xin_phat_bieu": [
            _at(one.at)
            | {
                "tu_xin_tren_may": one.by_self,
                "xin_luc": _iso(one.asked_at),
                "duoc_moi_luc": _iso(one.begun_at),
                "xong_luc": _iso(one.ended_at),
            }
            for one in traces.askings
        ],
        "viec_o_buoi": [
            (_at(one.at) if one.at else {"buoi": None, "ngay": _iso(one.on)}) | {"viec": one.words}
            for one in traces.duties
        ],
    }


def _of_decisions(kept: Kept) -> dict[str, Any]:
    return {
        "xac_nhan_bien_ban": [
            _at(one.at)
            | {
                "vai": str(one.hand.label),
                "nguoi_khac_ghi_ho": one.for_another,
                "luc": _iso(one.confirmed_at),
            }
            for one in kept.confirmations
        ],
        "nhiem_vu": [
            _at(one.at)
            | {
                "nhiem_vu": one.text,
                "han": _iso(one.due_on),
                "ket_qua": _label(one.outcome),
                "ghi_chu": one.note or None,
                "bao_ngay": _iso(one.settled_on),
            }
            for one in kept.tasks
        ],
        "bieu_quyet": [
            _at(one.at) | {"noi_dung": one.subject, "toi": str(one.choice.label) if one.choice else IN_BOX}
            for one in kept.votes.cast
        ],
        "kiem_phieu": [_at(one.at) | {"noi_dung": one.subject} for one in kept.votes.counted],
        "du_hop_chi_bo": [
            _at(one.at)
            | {"co_du": one.attended, "nhan_xet": one.remarks or None, "ghi_luc": _iso(one.noted_at)}
            for one in kept.visits
        ],
    }


def _of_account(kept: Kept, places: dict[int, str]) -> dict[str, Any]:
    account, notices = kept.account, kept.notices
    return {
        "thong_bao": [
            {"noi_dung": str(one.kind.label), "luc": _iso(one.at), "doc_luc": _iso(one.read_at)}
            for one in notices.notices
        ],
        "duoc_goi_dien": [_at(of) | {"luc": _iso(at)} for of, at in notices.called],
        "lich_rieng": {
            "tao_luc": _iso(notices.feed.made_at),
            "lay_lan_cuoi": _iso(notices.feed.asked_at),
            "ghi_dia_diem": notices.feed.detailed,
        }
        if notices.feed
        else None,
        "vai_tro": [
            {
                "vai_tro": str(one.role.label),
                "o": places.get(one.organisation) if one.organisation else "Toàn hệ thống",
                "tu_ngay": _iso(one.valid_from),
                "truoc_ngay": _iso(one.valid_to),
                "thu_lai_luc": _iso(one.revoked_at),
            }
            for one in kept.grants
        ],
        "ly_do_tim_ten": [{"ly_do": one.reason, "luc": _iso(one.stated_at)} for one in kept.lookups],
        "phien_dang_nhap": [
            {
                "may": one.words,
                "bang": one.way,
                "mo_luc": _iso(one.began_at),
                "dung_lan_cuoi": _iso(one.seen_at),
            }
            for one in account.sessions
        ],
        "may_co_ma_pin": _keys(account.devices),
        "khoa_cua_may": _keys(account.passkeys),
        "ma_ghi_danh": [
            {
                "cap_luc": _iso(one.made_at),
                "het_han": _iso(one.expires_at),
                "dung_luc": _iso(one.used_at),
                "huy_luc": _iso(one.revoked_at),
            }
            for one in account.codes
        ],
        "buoc_xac_thuc_thu_hai_tu": _iso(account.totp_since),
        "ma_du_phong_con_lai": account.recovery_left,
    }


def _keys(keys: Iterable[KeptKey]) -> list[dict[str, Any]]:
    return [
        {
            "may": one.words,
            "gan_luc": _iso(one.made_at),
            "dung_lan_cuoi": _iso(one.seen_on),
            "go_luc": _iso(one.ended_at),
        }
        for one in keys
    ]


def _at(at: At) -> dict[str, str | None]:
    return {"buoi": meeting_title(at.kind, at.month), "ngay": _iso(at.on)}


def _iso(value: date | datetime | time | None) -> str | None:
    return value.isoformat() if value is not None else None


def _label(choice: Any) -> str | None:
    return str(choice.label) if choice is not None else None
