"""Head and signature of a list: no number, no day of issue; the day it speaks of stands in its title."""

from datetime import date

from sotay.core.spans import on_day
from sotay.core.vietnamese import format_date_paper
from sotay.members.choices import Post
from sotay.members.models import Position
from sotay.organisations.choices import CELL_KINDS
from sotay.organisations.models import Organisation
from sotay.organisations.queries import names_of, superior_on
from sotay.reporting.paper import Letterhead


def list_head(
    organisation: Organisation, what: str, day: date, *, today: date, scope: str = ""
) -> Letterhead:
    """`what`: "đảng viên", "tổ chức đảng"; `scope`: what part of them is listed, when not all are.
    Names and signature are those of today, the paper's own day."""
    names, cell = names_of(organisation, today), organisation.kind in CELL_KINDS
    above = superior_on(organisation, today)
    organ = names.name if cell else names.organ_name or names.name
    return Letterhead(
        superior=names_of(above, today).name.upper() if above else "",
        organ=organ.upper(),
        number="",
        place_and_date="",
        kind="DANH SÁCH",
        abstract=tuple(
            filter(None, (f"{what} {names.name}", f"(tính đến ngày {format_date_paper(day)})", scope))
        ),
        small_title=True,
        right_to_sign="T/M CHI BỘ" if cell else "T/M BAN THƯỜNG VỤ",
        post="BÍ THƯ",
        signatory=_secretary(organisation, today),
        recipients=(),
    )


def _secretary(organisation: Organisation, day: date) -> str:
    """The secretary's name on the day, or nothing when no term is recorded."""
    held = Position.objects.filter(on_day(day), organisation=organisation, post=Post.SECRETARY)
    found = held.select_related("member").order_by("-valid_from").first()
    return found.member.full_name if found else ""
