"""Recording as forms post it: text turned into values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from sotay.core.period import month_of, next_month, previous_month
from sotay.core.vietnamese import format_month_paper, nfc
from sotay.meetings.choices import CountHeld, Kind, Mode, ReasonClass, State, Status
from sotay.meetings.rules.counting import PEOPLE, CountDraft
from sotay.meetings.rules.recording import MeetingDraft, StepDraft
from sotay.rulesets.rules import RuleSet, Step
from sotay.web.fields import DateField, TimeField

WAYS = (Status.HELD, Status.NOT_HELD, Status.POSTPONED)
KINDS = [
    (Kind.REGULAR, "Thường kỳ"),
    (Kind.COMBINED, "Thường kỳ gắn chuyên đề"),
    (Kind.THEMATIC, "Chuyên đề"),
]
ALL, EACH = "all", "each"
STEPS = [(ALL, "Đã làm đủ các bước bắt buộc"), (EACH, "Có bước bỏ hoặc chưa ghi: đánh dấu từng bước")]
MARKS = [("done", "Đã làm"), ("skipped", "Bỏ"), ("", "Chưa ghi")]
BACK = 24
"""So many months back may be chosen."""


class NoSuchForm(ValueError):
    """What was posted is not the form of the page."""


def month_choices(today: date, *more: int | None) -> list[tuple[str, str]]:
    """From next month back, newest first, and whatever is chosen already."""
    months = {next_month(month_of(today))}
    month = month_of(today)
    for _ in range(BACK):
        months.add(month)
        month = previous_month(month)
    months |= {m for m in more if m}
    return [(str(m), f"Tháng {format_month_paper(m)}") for m in sorted(months, reverse=True)]


class _Line(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "")


class MeetingForm(forms.Form):
    """One meeting. Which fields are shown follows from its status; the rules decide in the operation."""

    key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=[(way, way.label) for way in WAYS], widget=forms.HiddenInput)
    held_on = DateField(required=False, label="Ngày sinh hoạt")
    started_at = TimeField(required=False, label="Bắt đầu")
    ended_at = TimeField(required=False, label="Kết thúc")
    place = _Line(label="Địa điểm")
    mode = forms.ChoiceField(label="Hình thức", choices=Mode.choices, required=False)
    kind = forms.ChoiceField(label="Loại sinh hoạt", choices=KINDS, widget=forms.RadioSelect, required=False)
    theme = _Line(label="Tên chuyên đề", help_text="Chỉ ghi khi buổi có chuyên đề.")
    counted_for = forms.TypedChoiceField(label="Tính cho tháng", coerce=int)
    also_for = forms.TypedChoiceField(
        label="Gộp thêm tháng",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Chỉ khi cấp ủy cấp trên đồng ý gộp hai tháng.",
    )
    consent = _Line(label="Ý kiến cấp ủy", help_text="Số, ngày văn bản; hoặc ai đồng ý, ngày nào.")
    planned_on = DateField(
        required=False, label="Dự kiến sinh hoạt ngày", help_text="Chưa định thì để trống."
    )
    papers_on = DateField(
        required=False,
        label="Ngày gửi tài liệu",
        help_text="Ngày tài liệu đến tay đảng viên. Chưa rõ thì để trống.",
    )
    reason = _Line(label="Lý do")
    chair = forms.ChoiceField(label="Chủ trì", required=False)
    taker = forms.ChoiceField(label="Thư ký cuộc họp (người ghi biên bản)", required=False)
    second = forms.BooleanField(label="Đúng là buổi thường kỳ thứ hai trong tháng", required=False)
    joint = forms.MultipleChoiceField(
        label="Chi bộ cùng sinh hoạt", required=False, widget=forms.CheckboxSelectMultiple
    )
    steps = forms.ChoiceField(
        label="Các bước sinh hoạt", choices=STEPS, widget=forms.RadioSelect, required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        rules: RuleSet | None,
        neighbours: Sequence[tuple[str, int, str]],
        months: list[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
        kept: Iterable[int] = (),
        people: Sequence[tuple[str, int, str]] = (),
    ) -> None:
        """`neighbours`: public id, id and name of the cells that may take part; `kept`: ids of others that
        take part already and that the form does not ask about; `people`: the same of who may have chaired
        and taken the minutes."""
        super().__init__(data, initial=dict(initial or {}))
        self.people = {public: pk for public, pk, _ in people}
        self.names = {pk: name for _, pk, name in people}
        for name in ("chair", "taker"):
            self._choices(name, [("", "Chưa rõ, ghi sau"), *((public, said) for public, _, said in people)])
        self.procedure: tuple[Step, ...] = rules.steps if rules else ()
        self.neighbours = {public: pk for public, pk, _ in neighbours}
        self.kept = tuple(pk for pk in kept if pk not in self.neighbours.values())
        self._choices("joint", [(public, name) for public, _, name in neighbours])
        self._choices("counted_for", months)
        self._choices("also_for", [("", "Không gộp"), *months])
        for step in self.procedure:
            self.fields[f"step-{step.code}"] = forms.ChoiceField(
                label=step.name, choices=MARKS, widget=forms.RadioSelect, required=False
            )
            self.fields[f"reason-{step.code}"] = _Line(label="Lý do bỏ")

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def step_rows(self) -> list[dict[str, Any]]:
        """The steps as the page draws them."""
        return [
            {
                "number": number,
                "name": step.name,
                "compulsory": step.compulsory,
                "field": self[f"step-{step.code}"],
                "reason": self[f"reason-{step.code}"],
            }
            for number, step in enumerate(self.procedure, 1)
        ]

    def clean(self) -> dict[str, Any]:
        """A meeting held has its day; a regular one answers for its steps, without contradiction."""
        values = self.cleaned_data
        if values.get("status") == Status.HELD and "held_on" in values and not values["held_on"]:
            self.add_error("held_on", "Viết ngày sinh hoạt, ví dụ 03/06/2026.")
        if values.get("status") == Status.HELD and values.get("kind") != Kind.THEMATIC and self.procedure:
            if not values.get("steps"):
                self.add_error("steps", "Chọn một: đã làm đủ, hoặc đánh dấu từng bước.")
            skipped = [s for s in self.procedure if values.get(f"step-{s.code}") == "skipped"]
            if values.get("steps") == ALL and any(step.compulsory for step in skipped):
                self.add_error("steps", "Có bước bắt buộc đánh dấu bỏ: chọn “Có bước bỏ hoặc chưa ghi”.")
        return values

    def draft(self) -> MeetingDraft:
        """The values as a meeting. Call when valid."""
        v = self.cleaned_data
        return MeetingDraft(
            status=v["status"],
            kind=v["kind"] or Kind.REGULAR,
            counted_for=v["counted_for"],
            also_for=v["also_for"],
            planned_on=v["planned_on"],
            held_on=v["held_on"],
            started_at=v["started_at"],
            ended_at=v["ended_at"],
            place=v["place"],
            mode=v["mode"] or Mode.IN_PERSON,
            theme=v["theme"],
            reason=v["reason"],
            consent=v["consent"],
            papers_on=v["papers_on"],
            joint=(*self.kept, *(pk for public, pk in self.neighbours.items() if public in v["joint"])),
            steps=tuple(self._steps(v)),
            chair=self.people.get(v["chair"]),
            taker=self.people.get(v["taker"]),
        )

    def _steps(self, values: dict[str, Any]) -> Iterable[StepDraft]:
        for step in self.procedure:
            mark = values.get(f"step-{step.code}", "")
            if values.get("steps") == ALL and step.compulsory:
                mark = "done"
            if mark:
                skipped = mark == "skipped"
                reason = values.get(f"reason-{step.code}", "") if skipped else ""
                yield StepDraft(step.code, not skipped, reason)

    other_url = ""

    def refuse(self, faults: Mapping[str, str], other: str = "") -> None:
        """Put each sentence beside its field. `other`: public id of the meeting that stands in the way."""
        self.other_url = reverse("web:meeting", args=[other]) if other else ""
        for field, sentence in faults.items():
            self.add_error(field if field in self.fields else None, sentence)


def initial_of(draft: MeetingDraft, rules: RuleSet | None, neighbours: Mapping[int, str]) -> dict[str, Any]:
    """What the form of a recorded meeting shows; `neighbours`: public id by id."""
    shown = ("status", "held_on", "started_at", "ended_at", "place", "mode", "kind", "theme", "consent")
    found: dict[str, Any] = {
        name: getattr(draft, name) for name in (*shown, "planned_on", "papers_on", "reason")
    }
    found["counted_for"], found["also_for"] = str(draft.counted_for), str(draft.also_for or "")
    found["joint"] = [neighbours[pk] for pk in draft.joint if pk in neighbours]
    marks = {step.code: step for step in draft.steps}
    compulsory = rules.compulsory if rules else frozenset()
    done = {code for code, step in marks.items() if step.done}
    found["steps"] = ALL if compulsory and compulsory <= done else EACH
    for code, step in marks.items():
        found[f"step-{code}"] = "done" if step.done else "skipped"
        found[f"reason-{code}"] = step.reason
    return found


STATES = [
    (state, state.label)
    for state in (State.PRESENT, State.EXCUSED, State.UNEXCUSED, State.LATE, State.ONLINE)
]


def reasons_of(data: QueryDict) -> dict[str, str]:
    """Classes of reason by public id (`r-<id>`). Raises NoSuchForm."""
    found = {name[2:]: value for name, value in data.items() if name.startswith("r-")}
    if not all(value in {"", *ReasonClass.values} for value in found.values()):
        raise NoSuchForm
    return {key: str(value) for key, value in found.items()}


def roll_of(data: QueryDict) -> tuple[dict[str, str], list[str]]:
    """States by public id (`p-<id>`), and who came without being expected (`den`). Raises NoSuchForm."""
    states = {name[2:]: value for name, value in data.items() if name.startswith("p-")}
    if not all(isinstance(value, str) and value in {"", *State.values} for value in states.values()):
        raise NoSuchForm
    return {key: str(value) for key, value in states.items()}, [str(one) for one in data.getlist("den")]


YES_NO = [("", "Không rõ"), ("yes", "Có"), ("no", "Không")]
HELD = [
    ("yes", "Có, trong tháng"),
    ("late", "Có, nhưng muộn (sang tháng sau)"),
    ("joined", "Gộp với tháng trước, có ý kiến cấp ủy"),
    ("no", "Không sinh hoạt"),
]


class _People(forms.IntegerField):
    def __init__(self, **more: Any) -> None:
        words = {
            "invalid": "Viết một số, ví dụ 25.",
            "min_value": "Viết số từ 0 trở lên.",
            "max_value": "Số quá lớn: xem lại.",
        }
        widget = forms.NumberInput(attrs={"inputmode": "numeric"})
        super().__init__(
            required=False, min_value=0, max_value=9999, error_messages=words, widget=widget, **more
        )


class CountsForm(forms.Form):
    """The counts of one month."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    held = forms.ChoiceField(
        label="Tháng này chi bộ có sinh hoạt thường kỳ không?",
        choices=HELD,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một câu trả lời."},
    )
    expected = _People(label="Phải dự", help_text="Không tính người được miễn, người đi nơi khác.")
    present = _People(label="Có mặt", help_text="Kể cả đến muộn, trực tuyến.")
    excused = _People(label="Vắng có lý do")
    unexcused = _People(label="Vắng không có lý do")
    steps_complete = forms.ChoiceField(
        label="Làm đủ các bước sinh hoạt", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    theme_held = forms.ChoiceField(
        label="Có sinh hoạt chuyên đề", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    reason = _Line(label="Lý do", help_text="Bắt buộc khi không sinh hoạt.", max_length=300)
    consent = _Line(label="Ý kiến cấp ủy", help_text="Bắt buộc khi gộp tháng.", max_length=120)

    def draft(self) -> CountDraft:
        """The values as counts. Call when valid."""
        v = self.cleaned_data
        late = v["held"] == "late"
        flags = {"": None, "yes": True, "no": False}
        return CountDraft(
            held=CountHeld.YES if late else v["held"],
            **{name: v[name] for name in PEOPLE},
            steps_complete=flags[v["steps_complete"]],
            theme_held=flags[v["theme_held"]],
            late=late if v["held"] in {"yes", "late"} else None,
            reason=v["reason"],
            consent=v["consent"],
        )

    def refuse(self, faults: Mapping[str, str]) -> None:
        """Put each sentence beside its field."""
        for field, sentence in faults.items():
            self.add_error(field if field in self.fields else None, sentence)


def initial_counts(draft: CountDraft | None) -> dict[str, Any]:
    """What the form of counts shows."""
    if draft is None:
        return {}
    words = {None: "", True: "yes", False: "no"}
    return {
        **{name: getattr(draft, name) for name in (*PEOPLE, "reason", "consent")},
        "held": "late" if draft.late else draft.held,
        "steps_complete": words[draft.steps_complete],
        "theme_held": words[draft.theme_held],
    }
