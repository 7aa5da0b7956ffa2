"""The register of rules as a page that an officer can check against the documents: docs/rules.md.

Written by `python -m sotay.jobs.register > docs/rules.md`; a test says when it is out of date.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date

from sotay.core.vietnamese import format_date
from sotay.programmes.rules import Programme, programme, programme_codes
from sotay.reporting.forms import FORMS, Form
from sotay.rulesets.rules import RuleSet, rule_sets

SURENESS = {
    "da-doc": "đã đọc",
    "da-doc-mot-phan": "đọc một phần",
    "biet": "biết, chưa đọc",
    "cach-hieu": "cách hiểu của phần mềm",
}
MARKS = {
    "V": "đã đọc ở nguồn nêu tên",
    "V2": "đọc ở bản tóm tắt công khai, chưa đọc toàn văn",
    "K": "theo nếp quen dùng",
    "O": "lựa chọn của phần mềm",
}
NAMES = {
    "minutes_regular": "Thời gian tối thiểu của sinh hoạt thường kỳ (phút)",
    "minutes_combined": "Thời gian tối thiểu khi gắn chuyên đề (phút)",
    "combined_needs_reason": "Ghép thường kỳ và chuyên đề phải nêu lý do",
    "papers_days_before": "Gửi tài liệu trước ít nhất (ngày; 0: không quy định)",
    "quorum": "Số người có mặt để nhắc (phần của số phải dự; chỉ nhắc, không chặn)",
    "steps_note": "Trình tự lấy từ đâu",
}
HEAD = """# Sổ quy định

Trang này viết ra từ dữ liệu của phần mềm, không sửa bằng tay:
`python -m sotay.jobs.register > docs/rules.md`.

Mỗi giá trị ghi nguồn và mức chắc chắn. Chỉ giá trị **đã đọc** mới được nói với người dùng là quy định;
giá trị khác là cách hiểu của phần mềm, cần người có trách nhiệm xác nhận. Buổi sinh hoạt theo quy định có
hiệu lực **vào ngày sinh hoạt**, văn bản theo thể thức có hiệu lực **vào ngày văn bản**; quy định mới là
một mục mới, không sửa mục cũ.
"""


def register() -> str:
    """The page, in Markdown."""
    lines = [HEAD]
    for rules in rule_sets():
        lines += _rule_set(rules)
    for code in programme_codes():
        lines += _programme(programme(code))
    lines += _forms()
    return "\n".join(lines) + "\n"


def _span(first: date, end: date | None) -> str:
    until = f" đến trước ngày {format_date(end)}" if end else ""
    return f"có hiệu lực từ ngày {format_date(first)}{until}"


def _value(value: object) -> str:
    return {True: "có", False: "không"}[value] if isinstance(value, bool) else str(value)


def _rule_set(rules: RuleSet) -> Iterator[str]:
    yield f"## {rules.code}: {rules.document}, ngày {format_date(rules.issued_on)}, {rules.issuer}\n"
    yield f"{_span(rules.in_force_from, rules.in_force_to).capitalize()}. Nguồn: {rules.source} "
    yield f"({SURENESS[rules.sureness]}).\n"
    yield "| quy định | giá trị | nguồn | mức chắc chắn |"
    yield "|---|---|---|---|"
    for name, value in rules.values.items():
        told = "" if name == "steps_note" else _value(value.value)
        source = str(value.value) if name == "steps_note" else value.source
        yield f"| {NAMES[name]} | {told} | {source} | {SURENESS[value.sureness]} |"
    yield "\n| bước | tên | phải có để tính là đủ quy trình |"
    yield "|---|---|---|"
    for step in rules.steps:
        yield f"| {step.code} | {step.name} | {'có' if step.compulsory else ''} |"
    yield ""


def _programme(found: Programme) -> Iterator[str]:
    yield f"## {found.title}\n"
    yield f"{found.citation}. Nguồn mục tiêu: {found.source} ({SURENESS[found.sureness]}).\n"
    yield "| mục tiêu | ít nhất | số liệu dùng để đo (đứng đầu là cách đo chính) |"
    yield "|---|---|---|"
    for target in found.targets:
        codes = [target.headline, *(c for c in target.indicators if c != target.headline)]
        yield f"| {target.name} | {target.value:.0%} | {', '.join(f'`{c}`' for c in codes)} |"
    yield ""


def _forms() -> Iterator[str]:
    yield "## Thể thức văn bản\n"
    for form in FORMS:
        yield f"- **{form.code}**: {form.document}, từ ngày {format_date(form.since)} ({MARKS[form.mark]})."
    yield "\nHai thể thức cho cùng giá trị trong phần đã đọc được; giá trị dưới đây dùng cho cả hai.\n"
    yield "| mức chắc chắn | nguồn | giá trị (`_mm`: milimét, `_pt`: cỡ chữ) |"
    yield "|---|---|---|"
    for (mark, source), names in _by_source(FORMS[-1]).items():
        yield f"| {MARKS[mark]} | {source} | {', '.join(names)} |"


def _by_source(form: Form) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, value in form.values.items():
        found.setdefault((value.mark, value.source), []).append(f"`{name}` {value.value}")
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.stdout.write(register())
