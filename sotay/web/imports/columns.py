"""The page that confirms how columns are read: plain selects, one a column."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.core.vietnamese import fold
from sotay.imports.columns import DATASETS, dataset
from sotay.imports.operations.batches import in_doubt
from sotay.imports.reading.aliases import FAMILY, GIVEN
from sotay.imports.reading.mapping import MEETING, SheetMapping
from sotay.imports.reading.shape import ColumnShape, SheetShape, fields_offered

if TYPE_CHECKING:
    from sotay.imports.models import Batch

HOW = {
    "exact": "đúng tiêu đề",
    "folded": "đúng tiêu đề",
    "person": "theo lần trước",
    "alias": "tên gọi khác",
    "guess": "đoán",
}
KINDS = {d.kind: d.plain for d in DATASETS}
SKIPPED = "Không nhập trang này"
Given = Mapping[str, str]


def _kind(given: Given | None, number: int, sheet: SheetShape) -> str:
    said = given.get(f"trang-{number}") if given is not None else None
    return said if said in {"", *KINDS} else sheet.kind if not sheet.skip else ""


def _field(given: Given | None, number: int, sheet: SheetShape, column: ColumnShape, kind: str) -> str:
    """The field of a column: as typed, as guessed, or by its title when the kind of sheet was changed."""
    offered = dict(fields_offered(kind)) if kind else {}
    said = given.get(f"cot-{number}-{column.position}") if given is not None else None
    if said is not None and (said in offered or not said) and given is not None:
        unchanged = given.get(f"truoc-{number}", kind) == kind
        if unchanged:
            return said
    if kind == sheet.kind and column.field in offered:
        return column.field
    return next((key for key, title in offered.items() if fold(title) == fold(column.title)), "")


def columns_page(
    batch: "Batch", shapes: Sequence[SheetShape], given: Given | None, faults: list[str]
) -> dict[str, Any]:
    """The context of web/import_columns.html."""
    return {
        "back": {"url": reverse("web:import"), "label": "Nhập dữ liệu"},
        "faults": faults,
        "sheets": [_sheet(number, sheet, shapes, given) for number, sheet in enumerate(shapes)],
        "kinds": [*KINDS.items(), ("", SKIPPED)],
        "cancel_url": reverse("web:import-cancel", args=[batch.token]),
    }


def _sheet(
    number: int, sheet: SheetShape, every: Sequence[SheetShape], given: Given | None
) -> dict[str, Any]:
    kind = _kind(given, number, sheet)
    columns = []
    for column, samples in zip(sheet.columns, sheet.samples, strict=False):
        field = _field(given, number, sheet, column, kind)
        columns.append(
            {
                "name": f"cot-{number}-{column.position}",
                "title": column.title,
                "field": field,
                "how": HOW.get(column.how, "") if field == column.field and kind == sheet.kind else "",
                "samples": [s for s in samples if s],
            }
        )
    return {
        "number": number,
        "label": " · ".join(part for part in (sheet.file, sheet.sheet) if part),
        "kind": kind,
        "known": sheet.kind == kind,
        "columns": columns,
        "fields": fields_offered(kind) if kind else [],
        "dropped": [*(c["title"] for c in columns if not c["field"]), *sheet.unnamed] if kind else [],
        "missing": [] if given is not None else list(sheet.missing),
        "doubt": in_doubt(sheet, list(every)),
        "remembered": sheet.remembered,
    }


def answered(shapes: Sequence[SheetShape], given: Given) -> tuple[dict[str, SheetMapping], list[str]]:
    """The mappings that a person confirmed, by fingerprint; and what is wrong with them, in sentences.

    Sheets that were certain and stay as they were are not remembered anew.
    """
    found: dict[str, SheetMapping] = {}
    faults: list[str] = []
    for number, sheet in enumerate(shapes):
        kind = _kind(given, number, sheet)
        fields = {c.name: _field(given, number, sheet, c, kind) for c in sheet.columns}
        mapping = SheetMapping(kind, {name: field for name, field in fields.items() if field} if kind else {})
        faults += _faults(sheet, mapping)
        certain = not in_doubt(sheet, list(shapes)) and not sheet.remembered
        if not certain or mapping != sheet.mapping():
            found[sheet.fingerprint] = mapping
    return found, faults


def _faults(sheet: SheetShape, mapping: SheetMapping) -> list[str]:
    if not mapping.kind:
        return []
    name = sheet.sheet or sheet.file
    offered = dict(fields_offered(mapping.kind))
    used = [field for field in mapping.fields.values() if field != MEETING]
    twice = sorted({offered[f] for f in used if used.count(f) > 1})
    faults = [f"Trang {name}: hai cột cùng là {title}; giữ một cột, cột kia chọn Bỏ." for title in twice]
    kept = dataset(mapping.kind)
    lacking = [c.header for c in kept.columns if c.required and c.key not in _covered(used)]
    if lacking:
        faults.append(f"Trang {name}: chưa có cột nào là {', '.join(lacking)}; chọn cột ấy trong danh sách.")
    return faults


def _covered(used: Sequence[str]) -> set[str]:
    """The columns of ours that the chosen fields give; a name may come in two parts."""
    whole = {"full_name"} if {FAMILY, GIVEN} <= set(used) else set()
    return set(used) | whole
