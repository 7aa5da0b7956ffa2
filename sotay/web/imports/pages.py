"""Page data of the import."""

from functools import cache
from typing import Any

from django import forms
from django.urls import reverse

from sotay.core.vietnamese import format_int
from sotay.imports.columns import DATASETS
from sotay.imports.plan import ImportPlan, SheetPlan
from sotay.web.door import ActorRequest
from sotay.web.imports.forms import ChoicesForm
from sotay.web.imports.uploads import KEEP, Batch
from sotay.web.lookup import page_of

MOST_NOTICES = 40


@cache
def template_names() -> tuple[str, ...]:
    """The empty workbooks there are, by name without ending."""
    return tuple(dict.fromkeys(dataset.workbook for dataset in DATASETS))


def start_page(form: forms.Form) -> dict[str, Any]:
    """The context of web/import_start.html."""
    templates = []
    for name in template_names():
        sheets = [d for d in DATASETS if d.workbook == name]
        templates.append(
            {
                "label": ", ".join(d.sheet for d in sheets),
                "note": sheets[0].help.split(". ")[0].rstrip(".") + ".",
                "url": reverse("web:import-template", args=[name]),
            }
        )
    return {
        "form": form,
        "templates": templates,
        "keep_hours": int(KEEP.total_seconds() // 3600),
    }


def batch_page(
    request: ActorRequest, batch: Batch, plan: ImportPlan, choices: dict[str, str]
) -> dict[str, Any]:
    """The context of web/import_result.html."""
    form = ChoicesForm(initial=choices)
    form.fit(plan)
    page = page_of(request, plan.faults, 50)
    rows = sum(sheet.rows for sheet in plan.sheets)
    good = plan.new + plan.changed
    why_not = _why_not(plan, rows)
    return {
        "back": {"url": reverse("web:import"), "label": "Nhập dữ liệu"},
        "file": {"name": ", ".join(p.name for p in batch.files), "rows": rows, "kind": _kinds(plan)},
        "counts": {"new": plan.new, "changed": plan.changed, "same": plan.same, "wrong": plan.wrong},
        "effects": [_effect(sheet) for sheet in plan.sheets] or ["Không có trang nào đọc được."],
        "errors": [
            {
                "sheet": " · ".join(part for part in (fault.file, fault.sheet) if part),
                "row": str(fault.row) if fault.row else "",
                "column": fault.column,
                "remedy": fault.message,
            }
            for fault in page
        ],
        "page": page,
        "faults": len(plan.faults),
        "warnings": _warnings(plan),
        "form": form if form.fields else None,
        "recheck": bool({"blank", "prefer"} & set(form.fields)),
        "can_commit": not why_not,
        "why_not": why_not,
        "commit_label": f"Nhập {format_int(good)} dòng" if good else "Xong, không có gì mới",
        "commit_url": reverse("web:import-commit", args=[batch.token]),
        "cancel_url": reverse("web:import-cancel", args=[batch.token]),
    }


def _kinds(plan: ImportPlan) -> str:
    return ", ".join(dict.fromkeys(sheet.sheet for sheet in plan.sheets)) or "không đọc được"


def _effect(sheet: SheetPlan) -> str:
    parts = [(sheet.new, "thêm mới"), (sheet.changed, "thay đổi"), (sheet.same, "giữ nguyên")]
    said = (
        ", ".join(f"{word} {format_int(number)}" for number, word in parts if number) or "không có dòng nào"
    )
    return f"{sheet.file}, trang {sheet.sheet}: {said}."


def _warnings(plan: ImportPlan) -> list[str]:
    said = [str(notice) for notice in plan.notices]
    if len(said) > MOST_NOTICES:
        return [*said[:MOST_NOTICES], f"Và {format_int(len(said) - MOST_NOTICES)} điều nữa cùng loại."]
    return said


def _why_not(plan: ImportPlan, rows: int) -> str:
    """One sentence when these files cannot go in as they are; wrong rows alone may be set aside."""
    if plan.unreadable:
        return "Có tệp hoặc trang không đọc được; đồng chí sửa theo bảng lỗi rồi tải lên lại."
    if plan.questions:
        return "Đồng chí trả lời câu hỏi bên trên rồi bấm Chạy thử lại."
    if plan.wrong and not plan.new + plan.changed:
        return "Không có dòng mới nào nhập được; đồng chí sửa theo bảng lỗi rồi tải lên lại."
    if not rows:
        return "Các tệp này không có dòng nào để nhập; đồng chí chọn tệp khác."
    return ""


def result_of(plan: ImportPlan, names: list[str]) -> dict[str, Any]:
    """What is kept of a commit for its last page: counts and names of files, no content."""
    return {
        "files": names,
        "kind": _kinds(plan),
        "counts": {"new": plan.new, "changed": plan.changed, "same": plan.same, "aside": plan.wrong},
        "effects": [_effect(sheet) for sheet in plan.sheets],
    }


def done_page(batch: Batch, result: dict[str, Any]) -> dict[str, Any]:
    """The context of web/import_done.html."""
    return {
        "file": {"name": ", ".join(result["files"]), "kind": result["kind"]},
        "counts": result["counts"],
        "aside_url": reverse("web:import-aside", args=[batch.token]) if batch.aside.exists() else "",
        "effects": result["effects"],
        "next": {"url": reverse("web:home"), "label": "Xem số liệu"},
        "again_url": reverse("web:import"),
    }
