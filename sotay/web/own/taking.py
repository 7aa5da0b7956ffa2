"""The member's own data as plain values, for a file that other programs read."""

from datetime import date
from typing import Any

from sotay.meetings.queries.persons import PersonMeeting
from sotay.members.choices import ExemptionGround, Post, Status
from sotay.members.queries import Dated, PersonFile
from sotay.organisations.queries import names_on
from sotay.web.members.words import OUTSIDE, attended, meeting_title
from sotay.web.own.kept import Kept
from sotay.web.own.kept_file import kept_data

FORM = "sotay-du-lieu-cua-toi/2"
"""Name and version of the form of the file."""


def own_data(found: PersonFile, meetings: list[PersonMeeting], kept: Kept, *, today: date) -> dict[str, Any]:
    """Everything that is kept of the person, days as yyyy-mm-dd, words in Vietnamese."""
    ids = found.organisations | {line.cell for line in meetings} | ({found.home.pk} if found.home else set())
    ids |= {one.organisation for one in kept.grants if one.organisation}
    names = {pk: n.name for pk, n in names_on(sorted(ids), today).items()}

    def place(one: Dated) -> str:
        return names.get(one.organisation, "") if one.organisation else OUTSIDE

    return {
        "dang_tep": FORM,
        "ngay_lay": today.isoformat(),
        "ho_va_ten": found.name,
        "gioi_tinh": str(found.sex.label) if found.sex else None,
        "ngay_sinh": found.born_on.isoformat() if found.born_on else None,
        "nam_sinh": found.birth_year,
        "chi_bo": names.get(found.home.pk) if found.home else None,
        "cac_so": [{"loai": str(kind.label), "so": number} for kind, number in found.numbers],
        "tinh_trang": [_span(one) | {"la": str(Status(one.what).label)} for one in found.statuses],
        "noi_sinh_hoat": [_span(one) | {"chi_bo": place(one)} for one in found.places],
        "sinh_hoat_tam_thoi": [_span(one) | {"chi_bo": place(one)} for one in found.away],
        "mien_sinh_hoat": [
            _span(one) | {"can_cu": str(ExemptionGround(one.what).label), "nghi_quyet": one.note}
            for one in found.exemptions
        ],
        "chuc_vu": [
            _span(one) | {"chuc_vu": str(Post(one.what).label), "o": place(one), "nhiem_ky": one.note}
            for one in found.posts
        ],
        "buoi_sinh_hoat": [
            {
                "buoi": meeting_title(line.kind, line.month),
                "ngay": line.held_on.isoformat() if line.held_on else None,
                "chi_bo": names.get(line.cell, ""),
                "toi": attended(line)[1],
            }
            for line in meetings
        ],
        **kept_data(kept, names),
    }


def _span(one: Dated) -> dict[str, str | None]:
    """From its first day to the first day without (null: to this day)."""
    return {
        "tu_ngay": one.valid_from.isoformat(),
        "truoc_ngay": one.valid_to.isoformat() if one.valid_to else None,
    }
