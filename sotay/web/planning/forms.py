"""What comes before a meeting, as forms post it: text turned into values."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from sotay.core.vietnamese import nfc
from sotay.meetings.choices import Kind, Mode
from sotay.meetings.queries.rosters import Standing
from sotay.meetings.rules.planning import ItemDraft, PlanDraft, month_counted, read_rule, rule_words
from sotay.web.fields import DateField, TimeField

if TYPE_CHECKING:
    from sotay.meetings.models import Topic

KINDS = [
    (Kind.REGULAR, "Thường kỳ"),
    (Kind.COMBINED, "Thường kỳ gắn chuyên đề"),
    (Kind.THEMATIC, "Chuyên đề riêng"),
]
NOBODY = ("", "Chưa chọn")


class Line(forms.CharField):
    """One line of text, tidied."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(**more)

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class Text(forms.CharField):
    """Several lines; line ends as one sign."""

    def __init__(self, *, rows: int = 4, **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class Refusing(forms.Form):
    """A form that takes the refusals of an operation to its fields."""

    other_url = ""

    def refuse(self, faults: Mapping[str, str], other: str = "") -> None:
        """Put each sentence beside its field. `other`: public id of the meeting that stands in the way."""
        self.other_url = reverse("web:meeting", args=[other]) if other else ""
        for field, sentence in faults.items():
            self.add_error(field if field in self.fields else None, sentence)


class _People(Refusing):
    """A form that chooses among the people of the cell, by public id."""

    PEOPLE: tuple[str, ...] = ()

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[Standing], **more: Any) -> None:
        super().__init__(data, **more)
        self._pk = {one.public_id: one.member for one in people}
        for name in self.PEOPLE:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [NOBODY, *((one.public_id, one.name) for one in people)]
            field.error_messages["invalid_choice"] = "Đồng chí này không thuộc chi bộ: chọn lại."

    def chosen(self, name: str) -> int | None:
        """The member's id behind a choice."""
        return self._pk.get(self.cleaned_data.get(name) or "")


class PlanForm(_People):
    """When, where, which kind and theme, who chairs and takes minutes."""

    PEOPLE = ("chair", "minute_taker")

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    month = forms.IntegerField(widget=forms.HiddenInput)
    topic = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    planned_on = DateField(label="Ngày", required=False)
    planned_time = TimeField(label="Giờ", required=False)
    place = Line(label="Địa điểm")
    kind = forms.ChoiceField(label="Loại sinh hoạt", choices=KINDS, widget=forms.RadioSelect)
    theme = Line(label="Tên chuyên đề", help_text="Chỉ ghi khi buổi có chuyên đề.")
    reason = Line(label="Vì sao gắn chuyên đề")
    chair = forms.ChoiceField(label="Chủ trì", required=False)
    minute_taker = forms.ChoiceField(label="Thư ký ghi biên bản", required=False)
    mode = forms.ChoiceField(label="Hình thức", choices=Mode.choices)
    mode_reason = Line(label="Lý do sinh hoạt trực tuyến, cấp ủy nào đồng ý")

    def draft(self, topic: int | None = None) -> PlanDraft:
        """The values. `topic`: the id of the topic chosen from the bank."""
        said = self.cleaned_data
        return PlanDraft(
            counted_for=month_counted(said["kind"], said["planned_on"], said["month"]),
            kind=said["kind"],
            planned_on=said["planned_on"],
            planned_time=said["planned_time"],
            place=said["place"],
            theme=said["theme"],
            topic=topic,
            reason=said["reason"],
            mode=said["mode"],
            mode_reason=said["mode_reason"],
            chair=self.chosen("chair"),
            minute_taker=self.chosen("minute_taker"),
        )


def initial_plan(draft: PlanDraft, people: Sequence[Standing]) -> dict[str, Any]:
    """A plan as the form begins with it."""
    names = {one.member: one.public_id for one in people}
    return {
        "month": draft.counted_for,
        "planned_on": draft.planned_on,
        "planned_time": draft.planned_time,
        "place": draft.place,
        "kind": draft.kind,
        "theme": draft.theme,
        "reason": draft.reason,
        "mode": draft.mode,
        "mode_reason": draft.mode_reason,
        "chair": names.get(draft.chair or 0, ""),
        "minute_taker": names.get(draft.minute_taker or 0, ""),
    }


def with_topic(draft: PlanDraft, topic: "Topic") -> dict[str, Any]:
    """What a plan begins with once a topic of the bank is taken up: a regular meeting is combined with it."""
    kind = Kind.COMBINED if draft.regular else draft.kind
    return {"theme": topic.title, "topic": topic.public_id, "kind": kind}


class ItemForm(_People):
    """One item of the agenda."""

    PEOPLE = ("presenter",)

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = Line(label="Nội dung")
    presenter = forms.ChoiceField(label="Người trình bày", required=False)
    presenter_words = Line(label="Hoặc người ngoài chi bộ", help_text="Họ tên, chức vụ, đơn vị.")
    minutes = forms.IntegerField(
        label="Số phút dự kiến", required=False, error_messages={"invalid": "Viết số phút, ví dụ 15."}
    )
    content = Text(
        label="Nội dung chuẩn bị sẵn",
        rows=8,
        help_text="Chữ ở đây thành phần trình bày của biên bản; tại buổi vẫn sửa được.",
    )

    def draft(self, step: str = "") -> ItemDraft:
        said = self.cleaned_data
        presenter = self.chosen("presenter")
        words = said["presenter_words"]
        return ItemDraft(said["title"], step, presenter, words, said["minutes"], said["content"])


class PaperForm(Refusing):
    """A paper: a title, a text or a file."""

    title = Line(label="Tên tài liệu", help_text="Để trống thì lấy tên tệp.")
    text = Text(
        label="Nội dung để đọc, nghe",
        rows=8,
        help_text="Dán chữ vào đây: đảng viên đọc và nghe được trên máy mình.",
    )
    file = forms.FileField(
        label="Hoặc chọn tệp",
        required=False,
        allow_empty_file=True,
        help_text="PDF, Word, Excel, ảnh, tệp chữ; đến 8 MB. Không đưa tài liệu có dấu mật.",
    )

    def sent(self) -> tuple[str, bytes] | None:
        """(name, bytes) of the file, if one was chosen."""
        found = self.cleaned_data.get("file")
        return (str(found.name), found.read()) if found else None


class GuestForm(Refusing):
    """A guest, or a delegate of the superior."""

    name = Line(label="Họ và tên khách")
    post = Line(label="Chức vụ, đơn vị")
    delegate = forms.BooleanField(label="Đại biểu của cấp ủy cấp trên", required=False)


class PutOffForm(Refusing):
    """Another day with consent, or not held with its reason."""

    way = forms.ChoiceField(
        label="Buổi này",
        choices=[("postponed", "Hoãn sang ngày khác"), ("not_held", "Không tổ chức")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn hoãn hay không tổ chức."},
    )
    planned_on = DateField(label="Ngày mới", required=False, help_text="Chưa định thì để trống.")
    consent = Line(label="Ý kiến cấp ủy (khi hoãn)", help_text="Số, ngày văn bản; hoặc ai đồng ý, ngày nào.")
    reason = Line(label="Lý do")


class HabitForm(Refusing):
    """When and where the cell usually meets."""

    rule = forms.ChoiceField(label="Ngày thường lệ")
    begins = TimeField(label="Giờ", required=True)
    place = Line(label="Địa điểm")
    open_invitation = forms.BooleanField(
        label="Lời mời gửi tin nhắn có kèm nội dung",
        help_text="Không đánh dấu thì tin nhắn chỉ có giờ, ngày, nơi.",
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, kept: str = "", **more: Any) -> None:
        super().__init__(data, **more)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = rule_choices(kept)


def rule_choices(kept: str = "") -> list[tuple[str, str]]:
    """Every rule that can be chosen, in words."""
    rules = [f"ngay:{day}" for day in range(1, 32)]
    rules += [f"thu:{weekday}:{which}" for which in (1, 2, 3, 4, -1) for weekday in range(1, 8)]
    if kept and kept not in rules and read_rule(kept):
        rules.append(kept)
    return [(rule, rule_words(rule)[:1].upper() + rule_words(rule)[1:]) for rule in rules]


class CommitteeForm(_People):
    """The committee's own meeting, in short. `speakers`: each has a place for an opinion by name; where there
    are none, and where some were written down so, opinions stand in one text."""

    PEOPLE = ("chair", "minute_taker")

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_on = DateField(label="Ngày họp")
    started_at = TimeField(label="Bắt đầu", required=False)
    ended_at = TimeField(label="Kết thúc", required=False)
    place = Line(label="Địa điểm")
    chair = forms.ChoiceField(label="Chủ trì", required=False)
    minute_taker = forms.ChoiceField(label="Người ghi", required=False)
    review = Text(label="Đánh giá tháng trước", rows=4)
    plan = Text(
        label="Dự kiến nhiệm vụ",
        rows=4,
        help_text="Mỗi việc một dòng; dự thảo nghị quyết lấy sẵn các việc này.",
    )
    agreed = Text(label="Nội dung thống nhất", rows=4)
    to_vote = Text(label="Vấn đề xin ý kiến, biểu quyết", rows=2, help_text="Mỗi vấn đề một dòng.")
    opinions = Text(label="Ý kiến", rows=3)
    conclusion = Text(
        label="Chi ủy kết luận", rows=2, help_text="Để trống thì in: “Chi ủy thống nhất các nội dung trên.”"
    )
    in_favour = forms.IntegerField(
        label="Số đồng chí tán thành",
        required=False,
        min_value=0,
        max_value=99,
        error_messages={
            "invalid": "Ghi bằng chữ số.",
            "min_value": "Ghi từ 0 trở lên.",
            "max_value": "Đếm lại số tán thành.",
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, speakers: Sequence[Standing] = (), **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.speakers = {f"said_{one.public_id}": one.member for one in speakers}
        for one in speakers:
            self.fields[f"said_{one.public_id}"] = Text(label=f"Đồng chí {one.name}", rows=2)
        if speakers:
            self.fields["opinions"].label = "Ý kiến khác, không ghi tên"

    def named(self) -> list[forms.BoundField]:
        """The places for opinions by name."""
        return [self[name] for name in self.speakers]

    def said(self) -> dict[int, str]:
        """What each said, by member's id; nobody who said nothing."""
        found = {member: self.cleaned_data[name] for name, member in self.speakers.items()}
        return {member: text for member, text in found.items() if text}
