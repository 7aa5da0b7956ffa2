"""Page data of the import."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from sotay.access.choices import Permission
from sotay.core import clock
from sotay.core.actor import Actor
from sotay.core.vietnamese import format_int
from sotay.imports.choices import BatchState
from sotay.imports.columns import DATASETS, dataset
from sotay.imports.operations.batches import KEEP
from sotay.imports.plan import MOST_CHANGES, Fault, ImportPlan, SheetPlan
from sotay.imports.queries import Standing, landed_of, open_batches, statement
from sotay.imports.reading.shape import WorkbookShape
from sotay.imports.waiting import waiting
from sotay.web.door import ActorRequest
from sotay.web.imports.forms import ChoicesForm
from sotay.web.lookup import page_of

if TYPE_CHECKING:
    from sotay.imports.models import Batch

MOST_NOTICES = 40
MOST_NAMES = 3
NOT_STATED = "Trước lần nhập đầu tiên phải khai bên kiểm soát dữ liệu, mục đích và căn cứ xử lý."


@cache
def template_names() -> tuple[str, ...]:
    """The empty workbooks there are, by name without ending."""
    return tuple(dict.fromkeys(dataset.workbook for dataset in DATASETS))


def start_page(actor: Actor, form: forms.Form) -> dict[str, Any]:
    """The context of web/import_start.html."""
    templates = []
    for name in template_names():
        sheets = [d for d in DATASETS if d.workbook == name]
        templates.append(
            {
                "label": "; ".join(_after(n, d.plain) for n, d in enumerate(sheets)),
                "note": sheets[0].help.split(". ")[0].rstrip(".") + ".",
                "url": reverse("web:import-template", args=[name]),
            }
        )
    waiting_here = [
        {
            "label": _names(batch),
            "state": BatchState(batch.state).label,
            "at": batch.uploaded_at,
            "url": reverse("web:import-batch", args=[batch.token]),
        }
        for batch in open_batches(actor)
    ]
    return {
        "form": form,
        "templates": templates,
        "keep_hours": int(KEEP.total_seconds() // 3600),
        "waiting": waiting_here,
        **_unstated(actor),
    }


def _names(batch: "Batch") -> str:
    """Names of the uploaded files; of many the first ones, so that a phone shows what became of them."""
    names = [path.name for path in waiting(batch.token).files]
    more = f" và {len(names) - MOST_NAMES} tệp nữa" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more if names else "tệp đã xóa"


def _unstated(actor: Actor) -> dict[str, str]:
    """What to say while nobody has stated who controls the data, and where it is stated."""
    if statement() is not None:
        return {"unstated": "", "state_url": ""}
    if actor.may(Permission.CONTROLLER_STATE):
        return {"unstated": NOT_STATED, "state_url": reverse("web:data-controller")}
    more = " Đồng chí nhờ cán bộ ban tổ chức cấp trên hoặc người vận hành khai."
    return {"unstated": NOT_STATED + more, "state_url": ""}


def progress_page(batch: "Batch", now: Standing) -> dict[str, Any]:
    """The context of web/import_progress.html while somebody works on it."""
    committing = now.state == BatchState.COMMITTING
    return {
        "back": {"url": reverse("web:import"), "label": "Nhập dữ liệu"},
        "title": "Đang nhập" if committing else "Đang chạy thử, chưa ghi gì",
        "names": _names(batch),
        "stage": now.stage or "Đang bắt đầu",
        "done": now.done,
        "total": now.total,
        "left": max(now.total - now.done, 0),
        "committing": committing,
        "stopped": False,
        "url": reverse("web:import-batch", args=[batch.token]),
    }


def stopped_page(batch: "Batch", now: Standing) -> dict[str, Any]:
    """The same page when the work was cut short, or has not begun."""
    was_committing = now.state == BatchState.COMMITTING
    return {
        "back": {"url": reverse("web:import"), "label": "Nhập dữ liệu"},
        "title": "Việc nhập bị ngắt, chưa ghi gì" if was_committing else "Chưa chạy thử xong",
        "names": _names(batch),
        "stage": now.stage,
        "stopped": True,
        "problem": batch.problem,
        "commit_url": reverse("web:import-commit", args=[batch.token]),
        "cancel_url": reverse("web:import-cancel", args=[batch.token]),
    }


def batch_page(
    request: ActorRequest, batch: "Batch", plan: ImportPlan, shapes: Sequence[WorkbookShape]
) -> dict[str, Any]:
    """The context of web/import_result.html."""
    form = ChoicesForm(initial=batch.choices, today=clock.today())
    form.fit(plan)
    page = page_of(request, plan.faults, 50)
    unstated = _unstated(request.actor)
    why_not = _why_not(plan, unstated["unstated"])
    urls = {
        name: reverse(f"web:import-{name}", args=[batch.token])
        for name in ("commit", "cancel", "columns", "twins", "changes")
    }
    return {
        "back": {"url": reverse("web:import"), "label": "Nhập dữ liệu"},
        "file": {
            "name": _names(batch),
            "rows": sum(sheet.rows for sheet in plan.sheets),
            "kind": _kinds(plan.sheets) if plan.sheets else "",
        },
        "counts": _tiles(plan),
        "changed": plan.changed,
        "wrong": plan.wrong,
        "open": plan.waiting,
        "twins": len(plan.twins),
        "left": plan.left,
        "changes": len(plan.changes),
        "remembered": any(sheet.remembered for book in shapes for sheet in book.sheets),
        "shapes": any(book.sheets for book in shapes),
        "problem": batch.problem,
        "effects": [_effect(sheet) for sheet in plan.sheets] or ["Không có trang nào đọc được."],
        "errors": [_error(fault) for fault in page],
        "page": page,
        "faults": len(plan.faults),
        "warnings": _warnings(plan),
        "form": form if form.fields else None,
        "recheck": bool({"year", "blank", "prefer"} & set(form.fields)),
        "can_commit": not why_not,
        "why_not": why_not,
        "commit_label": _commit_label(plan),
        "urls": urls,
        **unstated,
    }


def _tiles(plan: ImportPlan) -> list[dict[str, Any]]:
    """Every row of the files stands in one of these counts; a file or tab that was not read in one
    of its own. Those that are usually nought are shown when they are not."""
    unread = len({(fault.file, fault.sheet) for fault in plan.faults if not fault.row})
    rare = [
        ("chờ đồng chí chọn", plan.waiting, "c-warn"),
        ("để riêng theo lựa chọn", plan.left, ""),
        ("tệp, trang chưa nhập được", unread, "c-bad"),
    ]
    usual = [
        ("thêm mới", plan.new, "c-ok"),
        ("thay đổi", plan.changed, ""),
        ("đã có, giữ nguyên", plan.same, ""),
        ("dòng có lỗi", plan.wrong, "c-bad" if plan.wrong else ""),
    ]
    shown = usual + [one for one in rare if one[1]]
    return [{"label": label, "number": number, "tone": tone} for label, number, tone in shown]


def _commit_label(plan: ImportPlan) -> str:
    """What the main button does, whole: with wrong rows it says what becomes of them."""
    good = plan.new + plan.changed
    if plan.wrong:
        return f"Nhập {format_int(good)} dòng, để riêng {format_int(plan.wrong)} dòng lỗi"
    return f"Nhập {format_int(good)} dòng" if good else "Xong, không có gì mới"


def _error(fault: Fault) -> dict[str, str]:
    """A line of the table of errors: where, and what to do; never the value."""
    return {
        "sheet": " · ".join(part for part in (fault.file, fault.sheet) if part),
        "row": str(fault.row) if fault.row else "",
        "column": fault.column,
        "remedy": fault.message,
    }


def _kinds(sheets: Sequence[SheetPlan]) -> str:
    """Danh sách đảng viên; thay đổi của đảng viên."""
    words = dict.fromkeys(dataset(sheet.kind).plain for sheet in sheets)
    return "; ".join(_after(n, one) for n, one in enumerate(words)) or "Không đọc được"


def _after(number: int, words: str) -> str:
    """Words of a list: the first begins with a capital."""
    return words[0].lower() + words[1:] if number else words


def _effect(sheet: SheetPlan) -> str:
    parts = [(sheet.new, "thêm mới"), (sheet.changed, "thay đổi"), (sheet.same, "giữ nguyên")]
    said = (
        ", ".join(f"{word} {format_int(number)}" for number, word in parts if number) or "không có dòng nào"
    )
    return f"{dataset(sheet.kind).plain} ({_place(sheet)}): {said}."


def _place(sheet: SheetPlan) -> str:
    """The file and its tab; a CSV file has none."""
    return sheet.file if sheet.file.lower().endswith(".csv") else f"{sheet.file}, trang {sheet.sheet}"


def _warnings(plan: ImportPlan) -> list[str]:
    said = [str(notice) for notice in plan.notices]
    if len(said) > MOST_NOTICES:
        return [*said[:MOST_NOTICES], f"Và {format_int(len(said) - MOST_NOTICES)} điều nữa cùng loại."]
    return said


def _why_not(plan: ImportPlan, unstated: str) -> str:
    """One sentence when these files cannot go in as they are; wrong rows alone may be set aside."""
    if plan.unreadable:
        return "Có tệp hoặc trang không đọc được; đồng chí sửa theo bảng lỗi rồi tải lên lại."
    if unstated:
        return unstated
    if plan.waiting:
        return f"Còn {format_int(plan.waiting)} dòng cần đồng chí chọn; bấm “Xem từng người” ở trên."
    if plan.questions:
        return "Đồng chí trả lời câu hỏi ở trên rồi bấm Chạy thử lại."
    if plan.wrong and not plan.new + plan.changed:
        return "Không có dòng mới nào nhập được; đồng chí sửa theo bảng lỗi rồi tải lên lại."
    if not sum(sheet.rows for sheet in plan.sheets):
        return "Các tệp này không có dòng nào để nhập; đồng chí chọn tệp khác."
    return ""


def changes_page(request: ActorRequest, batch: "Batch", plan: ImportPlan) -> dict[str, Any]:
    """The context of web/import_changes.html."""
    page = page_of(request, plan.changes, 50)
    return {
        "back": {"url": reverse("web:import-batch", args=[batch.token]), "label": "Chạy thử"},
        "page": page,
        "changes": [
            {
                "place": " · ".join(p for p in (one.sheet or one.file, f"dòng {one.row}") if p),
                "about": one.about,
                "fields": one.fields,
                "visible": one.visible,
            }
            for one in page
        ],
        "changed": plan.changed,
        "shown": len(plan.changes),
        "most": MOST_CHANGES,
        "hidden": any(not one.visible for one in plan.changes),
    }


def done_page(batch: "Batch") -> dict[str, Any]:
    """The context of web/import_done.html."""
    result = batch.result or {"files": [], "sheets": []}
    sheets = [SheetPlan(**one) for one in result["sheets"]]
    there = waiting(batch.token).aside.exists()
    return {
        "file": {"name": ", ".join(result["files"]), "kind": _kinds(sheets)},
        "counts": {
            "new": sum(s.new for s in sheets),
            "changed": sum(s.changed for s in sheets),
            "same": sum(s.same for s in sheets),
            "aside": sum(s.wrong + s.left for s in sheets),
        },
        "aside_url": reverse("web:import-aside", args=[batch.token]) if there else "",
        "close_url": reverse("web:import-cancel", args=[batch.token]),
        "keep_hours": int(KEEP.total_seconds() // 3600),
        "effects": [_effect(sheet) for sheet in sheets],
        "rows": {"number": len(landed_of(batch)), "url": reverse("web:import-rows", args=[batch.token])},
        "next": {"url": reverse("web:home"), "label": "Xem số liệu"},
        "again_url": reverse("web:import"),
    }
