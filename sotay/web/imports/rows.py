"""Page data of the rows that an import wrote."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core import clock
from sotay.core.vietnamese import format_month_paper
from sotay.imports.choices import ThingKind
from sotay.imports.operations.batches import KEEP
from sotay.imports.queries import RowShown, landed_of, shown_rows
from sotay.web.door import ActorRequest
from sotay.web.lookup import page_of

if TYPE_CHECKING:
    from sotay.imports.models import Batch

SIZE = 50
KEEP_HOURS = int(KEEP.total_seconds() // 3600)
FRESH, CHANGED = "moi", "doi"
PAGES = {
    ThingKind.MEMBER: "web:member",
    ThingKind.MEETING: "web:meeting",
    ThingKind.ORGANISATION: "web:organisation",
}


def rows_page(request: ActorRequest, batch: "Batch") -> dict[str, Any]:
    """The context of web/import_rows.html."""
    rows = landed_of(batch)
    wanted = request.GET.get("loai", "")
    fresh = {FRESH: True, CHANGED: False}.get(wanted)
    chosen = [row for row in rows if fresh is None or row.fresh == fresh]
    page = page_of(request, chosen, SIZE)
    address = reverse("web:import-rows", args=[batch.token])
    number = Counter(row.fresh for row in rows)
    filters = [
        ("Tất cả", "", len(rows)),
        ("Thêm mới", FRESH, number[True]),
        ("Thay đổi", CHANGED, number[False]),
    ]
    shown = shown_rows(request.actor, list(page), today=clock.today())
    return {
        "back": {"url": reverse("web:import-done", args=[batch.token]), "label": "Đã nhập"},
        "page": page,
        "total": len(rows),
        "filters": [
            {
                "label": label,
                "count": count,
                "url": f"{address}?loai={value}" if value else address,
                "current": value == (wanted if fresh is not None else ""),
            }
            for label, value, count in filters
        ],
        "rows": [_row(one) for one in shown],
        "hidden": any(not one.visible for one in shown),
        "keep_hours": KEEP_HOURS,
    }


def _row(one: RowShown) -> dict[str, Any]:
    kind = ThingKind(one.row.kind)
    route = PAGES.get(kind) if one.public_id else None
    return {
        "place": " · ".join(p for p in (one.row.sheet or one.row.file, f"dòng {one.row.row}") if p),
        "kind": kind.label,
        "fresh": one.row.fresh,
        "visible": one.visible,
        "title": _title(one),
        "where": one.where,
        "url": reverse(route, args=[one.public_id]) if route else "",
    }


def _title(one: RowShown) -> str:
    if one.meeting is not None:
        return f"{one.meeting.label} tháng {format_month_paper(one.month)}"
    return f"Số liệu tháng {format_month_paper(one.month)}" if one.month else one.name
