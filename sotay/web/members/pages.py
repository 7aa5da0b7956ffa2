"""Page data of the list of members and of one record."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core.vietnamese import format_date
from sotay.meetings.queries.persons import PersonMeeting
from sotay.members.choices import Status
from sotay.members.queries import PersonFile, Register
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.queries import names_on
from sotay.web.door import ActorRequest
from sotay.web.lookup import header_of
from sotay.web.members import words

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation

PAGE = 50


def list_page(
    request: ActorRequest, node: "Organisation", found: Register, *, today: date, error: str
) -> dict[str, Any]:
    """The context of web/members.html."""
    names = {pk: n.name for pk, n in names_on(list(found.cells), found.day).items()}
    several = node.kind not in CELL_KINDS
    day = found.day
    return {
        **header_of(request, node, today, own=True),
        "day": day,
        "is_today": day == today,
        "error": error,
        "sums": found.sums,
        "known": _known(found),
        "rows": [words.line_row(x, names.get(x.cell, "") if several else "") for x in found.lines],
        "visitors": [
            {
                "label": v.name,
                "note": " · ".join(
                    [
                        "Dự bị" if v.status == Status.PROBATIONARY else "Chính thức",
                        f"từ {format_date(v.since)}",
                        *([names[v.cell]] if several and v.cell in names else []),
                    ]
                ),
            }
            for v in found.visitors
        ],
        "hidden": found.hidden,
        "all_members": found.sums.members + found.hidden_members,
        "hidden_words": f"{found.hidden} chi bộ bên dưới không hiện tên ở đây. Cần tìm một đồng chí ở đó, "
        "đồng chí vào trang Tìm đảng viên và nêu lý do.",
        "paper_url": f"{reverse('web:member-list', args=[node.public_id])}?ngay={day.isoformat()}"
        if found.sums.members
        else "",
        "search_url": reverse("web:member-search"),
        "enrol_url": reverse("web:enrol-members", args=[node.public_id])
        if not several and request.actor.may(Permission.MEMBER_ENROL, node)
        else "",
    }


def page_numbers(request: ActorRequest, total: int) -> Any:
    """The page of a list of that length that the address asks for."""
    return Paginator(range(total), PAGE).get_page(request.GET.get("page"))


def _known(found: Register) -> str:
    """How much of the register is filled in at all, in words; "" when nothing is missing."""
    sums = found.sums
    parts = (("năm sinh", sums.born), ("giới tính", sums.sexed), ("số thẻ", sums.carded))
    lacking = [f"{label} {known}/{sums.members}" for label, known in parts if known < sums.members]
    return f"Sổ mới ghi {', '.join(lacking)} đồng chí." if lacking else ""


def member_page(
    request: ActorRequest, found: PersonFile, meetings: list[PersonMeeting], *, today: date
) -> dict[str, Any]:
    """The context of web/member.html."""
    ids = found.organisations | {line.cell for line in meetings}
    names = {pk: n.name for pk, n in names_on(sorted(ids), today).items()}
    years = words.by_year(meetings, request.GET.get("nam", ""), request.path)
    header = header_of(request, found.home, today, own=True) if found.home else {"parents": []}
    home = found.home.pk if found.home else None
    return {
        **header,
        "name": found.name,
        "status": str(found.status.label) if found.status else "Chưa ghi tình trạng",
        "facts": words.facts(found),
        "sections": words.sections(found, names, today),
        "grounds": found.grounds and bool(found.exemptions),
        "years": years["years"],
        "meetings": words.meeting_rows(years["lines"], home=home, names=names),
        "list_url": reverse("web:members", args=[found.home.public_id]) if found.home else "",
    }
