"""The page of likely duplicates: two sides, three answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sotay.imports.choices import TwinAnswer, TwinKind
from sotay.imports.plan import ImportPlan, Twin
from sotay.web.door import ActorRequest
from sotay.web.lookup import page_of

if TYPE_CHECKING:
    from sotay.imports.models import Batch

SIZE = 20
NOTHING_CHOSEN = "Đồng chí chưa chọn dòng nào; chọn một câu trả lời ở ít nhất một dòng rồi bấm Lưu lựa chọn."
ANSWERS = {
    TwinKind.REFUSED: (
        (TwinAnswer.SAME, "Ghi theo dòng này, thay điều đã có"),
        (TwinAnswer.ASIDE, "Để riêng, giữ điều đã có"),
    ),
    TwinKind.NUMBER: (
        (TwinAnswer.SAME, "Cùng một người: cập nhật theo tệp"),
        (TwinAnswer.BOTH, "Hai người khác nhau: số trong tệp ghi nhầm, báo lỗi dòng này"),
        (TwinAnswer.ASIDE, "Để riêng, chưa nhập"),
    ),
}
UNSEEN = ((TwinAnswer.ASIDE, "Để riêng, chưa nhập: tải các dòng để riêng, gửi đảng ủy cơ sở nhập"),)
USUAL = (
    (TwinAnswer.SAME, "Cùng một người: cập nhật theo tệp"),
    (TwinAnswer.BOTH, "Hai người khác nhau: giữ cả hai"),
    (TwinAnswer.ASIDE, "Để riêng, chưa nhập"),
)


def _answers(twin: Twin) -> tuple[tuple[TwinAnswer, str], ...]:
    """Who may not see whom the row would change cannot tell that it is the same person."""
    if not twin.visible:
        return UNSEEN
    return ANSWERS.get(TwinKind(twin.kind), USUAL)


def twins_page(request: ActorRequest, batch: "Batch", plan: ImportPlan, problem: str = "") -> dict[str, Any]:
    """The context of web/import_twins.html; those without an answer come first; `problem`: why
    nothing was kept."""
    ordered = sorted(plan.twins, key=lambda t: bool(t.answer))
    page = page_of(request, ordered, SIZE)
    return {
        "back": {"url": reverse("web:import-batch", args=[batch.token]), "label": "Chạy thử"},
        "problem": problem,
        "open": plan.waiting,
        "total": len(plan.twins),
        "page": page,
        "twins": [
            {
                "name": f"chon-{twin.key}",
                "place": " · ".join(p for p in (twin.file, twin.sheet, f"dòng {twin.row}") if p),
                "reason": TwinKind(twin.kind).label,
                "other": twin.other,
                "visible": twin.visible,
                "sides": twin.sides,
                "answers": [(str(a), label, a == twin.answer) for a, label in _answers(twin)],
                "answered": bool(twin.answer),
            }
            for twin in page
        ],
    }


def answers_of(plan: ImportPlan, given: Mapping[str, str]) -> dict[str, str]:
    """The answers of a form: only to questions of this upload, only those that were offered."""
    found = {}
    for twin in plan.twins:
        said = given.get(f"chon-{twin.key}", "")
        if said in {str(answer) for answer, _ in _answers(twin)}:
            found[twin.key] = said
    return found
