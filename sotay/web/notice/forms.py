"""What the controller states, as a form."""

from django import forms

from sotay.imports.rules import LIMITS, ControllerWords

EMPTY = "Ô này chưa ghi; đồng chí ghi đủ rồi bấm lưu."


def _field(name: str, label: str, hint: str, *, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    too_long = f"Dài quá {LIMITS[name]} chữ; đồng chí viết gọn lại."
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LIMITS[name],
        widget=widget,
        error_messages={"required": EMPTY, "max_length": too_long},
    )


class ControllerForm(forms.Form):
    """Five plain answers."""

    controller = _field(
        "controller",
        "Bên kiểm soát dữ liệu",
        "Cơ quan quyết định mục đích và cách xử lý, ví dụ: Huyện ủy An Hòa.",
    )
    contact = _field("contact", "Nơi tiếp nhận yêu cầu của đảng viên", "Bộ phận, địa chỉ, số điện thoại.")
    purpose = _field(
        "purpose", "Mục đích xử lý", "Dữ liệu được dùng vào việc gì; không dùng vào việc khác.", rows=4
    )
    legal_basis = _field(
        "legal_basis",
        "Căn cứ",
        "Văn bản làm căn cứ xử lý. Căn cứ áp dụng riêng cho tổ chức đảng cần ý kiến của bộ phận pháp chế.",
        rows=4,
    )
    retention = _field("retention", "Thời hạn lưu", "Lưu đến khi nào, xóa hoặc nộp lưu ra sao.", rows=2)

    def words(self) -> ControllerWords:
        """The answers, once valid."""
        return ControllerWords(**{name: self.cleaned_data[name] for name in self.fields})
