"""Nobody loses what they typed: whatever small button is pressed beside it, it stands in its box again.

The pages are walked as a browser does without script (tests/forms_support.py): every box is filled in, each
kind of small button pressed once. `PAGES` names them with their buttons; a template with several forms that
is not in `APART` turns the walk red.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import sotay.web
from sotay.meetings.choices import Answer, Stage
from sotay.meetings.models import Meeting, Opinion, Reply
from sotay.reporting.models import ReportLayout
from sotay.web import unsaved
from tests import factories as make
from tests.forms_support import Control, Page
from tests.web.planning.test_preparing import plan
from tests.web.session.support import Evening, evening, opinion
from tests.web.world import World

AT = datetime(2024, 6, 15, tzinfo=UTC)
TYPED = "đang viết dở"
"""How every text begins that the walk types (tests/forms_support.py)."""
WRITTEN = {"kind": "NQ", "seen": "0", "subject": "Về tháng 6", "text": "1. Làm đường."}
WITH_FILE = {"orientation.html", "session_opinion.html", "report_layouts.html"}
type Ground = Callable[[World], str]


def _in_session(world: World) -> Evening:
    one = evening(world)
    one.post(do="open")
    return one


def _sent_before(world: World) -> str:
    one = evening(world)
    one.post("y-kien-truoc/", who="dang-vien", text="Làm đường trước Tết", key="k")
    assert Opinion.objects.filter(meeting=one.meeting).exists()
    return one.path("y-kien-truoc/")


def _opinion(world: World) -> str:
    one = _in_session(world)
    one.post("y-kien/", **opinion(one))
    return one.path(f"y-kien/?sua={Opinion.objects.get(meeting=one.meeting).public_id}")


def _tasks(world: World) -> str:
    one = _in_session(world)
    for text in ("Dọn kênh", "Sửa loa"):
        one.post("giao-viec/", text=text, members=[one.member("Một")], due_on="30/06/2024", key=text)
    return one.path("giao-viec/")


def _guests(world: World) -> str:
    one = _in_session(world)
    one.post("khach/", name="Khách Thứ Nhất", post="Ủy viên")
    return one.path("khach/")


def _orientation(world: World) -> str:
    path = world.page("A", "thang/202406/dinh-huong/")
    world.client("xa").post(path, {"title": "Định hướng tháng 6", "text": "An toàn giao thông"})
    return path


def _prepare(world: World) -> str:
    plan(world)
    meeting = Meeting.objects.get(counted_for=202406, cell=world.places["A1"])
    path, client = f"/sinh-hoat/{meeting.public_id}/", world.client("bi-thu")
    client.post(f"{path}chuan-bi/", {"name": "Khách Thứ Nhất", "post": "Ủy viên"})
    client.post(f"{path}them-tai-lieu/", {"title": "Tài liệu", "text": "Chữ"})
    client.post(f"{path}muc/", {"title": "Việc thêm"})
    return f"{path}chuan-bi/"


def _leave(world: World) -> str:
    one = evening(world)
    for word in ("Một", "Hai"):
        member = make.member(world.places["A1"], name=f"Xin Thị {word}")
        Reply.objects.create(
            meeting=one.meeting, member=member, answer=Answer.LEAVE, reason_class="work", answered_at=AT
        )
    return one.path("xin-vang/")


def _sittings(world: World) -> str:
    return _in_session(world).path("to-dang/")


def _layouts(world: World) -> str:
    ReportLayout.objects.create(
        organisation=world.places["H"], kind="so-ket", name="mau.docx", data=b"-", sha256="0", added_at=AT
    )
    return world.page("H", "bao-cao/mau/")


def _roll(world: World) -> str:
    one = _in_session(world)
    one.confirm()
    return one.path("diem-danh/")


def _decision(world: World) -> str:
    one = _in_session(world)
    one.post("nghi-quyet/", **WRITTEN)
    Meeting.objects.filter(pk=one.meeting.pk).update(stage=Stage.CLOSED)
    return one.path("nghi-quyet/")


def _draft(world: World) -> str:
    one = evening(world)
    one.post("nghi-quyet/", **WRITTEN)
    return one.path("nghi-quyet/")


def _item(world: World) -> str:
    one = _in_session(world)
    return one.path(f"buoc/?muc={one.item('C2').public_id}")


@dataclass(frozen=True)
class Case:
    """A page with boxes and small buttons. `small`: the buttons, as name or name=value; `saves`: they also
    save what was typed; `alike`: each saves its own part, so none of them is the small one."""

    template: str
    ground: Ground
    who: str
    small: tuple[str, ...]
    saves: bool = False
    alike: bool = False


PAGES = (
    Case("opinion_before.html", _sent_before, "dang-vien", ("take_back",)),
    Case("session_opinion.html", _opinion, "bi-thu", ("do=remove",)),
    Case("tasks_give.html", _tasks, "bi-thu", ("bo",)),
    Case("session_guests.html", _guests, "bi-thu", ("bo",)),
    Case("orientation.html", _orientation, "xa", ("withdraw",)),
    Case(
        "prepare.html",
        _prepare,
        "bi-thu",
        ("up", "down", "remove_item", "remove_paper", "remove_guest"),
    ),
    Case("leave.html", _leave, "bi-thu", ("approve", "decline")),
    Case("session_sittings.html", _sittings, "bi-thu", ("do=mode", "do=groups"), saves=True, alike=True),
    Case("report_layouts.html", _layouts, "huyen", ("remove",)),
    Case("roll_form.html", _roll, "bi-thu", ("do=undo",)),
    Case("decision.html", _decision, "bi-thu", ("do=issue",), saves=True),
    Case("decision.html", _draft, "bi-thu", ("do=spread",), saves=True),
    Case("session_item.html", _item, "bi-thu", ("do=through", "do=skip"), saves=True),
)
PRESSES = [(case, small) for case in PAGES for small in case.small]
NAMES = [f"{case.template}-{small}" for case, small in PRESSES]

APART = {
    "account.html": "a password half typed is never sent back into a page",
    "decision.html": "it is cancelled once it is issued, when there is no text to write any more",
    "enrol_way.html": "three ways to sign in, one is chosen; PIN and password never come back",
    "import_columns.html": "the other form throws the file itself away",
    "import_result.html": "the other form throws the file itself away",
    "member_search.html": "each form looks anew: what is sought and why are two questions",
    "minutes.html": "two counts of one vote, one is chosen; the hands come once it is adopted",
    "prove_again.html": "a password or a key, one is chosen; neither comes back",
    "review.html": "the other form opens another period",
    "role_give.html": "looks for the person first, before the role is chosen",
    "second_step.html": "a code or a key, one is chosen; neither comes back",
    "second_step_set.html": "either one or the other is on the page",
    "vote_slips.html": "the other form fetches a file, the page stays",
}
"""Templates with several forms where nothing typed has to come along, and why."""


def _is(button: Control, small: str) -> bool:
    name, _, value = small.partition("=")
    return button.name == name and (not value or button.value == value)


def _apart(html: str, case: Case) -> str:
    """The page as it was built once: each small button in a form of its own."""
    names = "|".join(re.escape(small.partition("=")[0]) for small in case.small)
    button = re.compile(rf'<button(?P<rest>[^>]*name="(?:{names})"[^>]*)>(?P<word>.*?)</button>', re.DOTALL)
    found = button.sub(
        lambda m: "</form><form method=post><button{}></button></form>".format(
            re.sub(r' form(enctype)?="[^"]*"', "", m["rest"])
        ),
        html,
    )
    assert found != html
    return found


@dataclass(frozen=True)
class Pressed:
    """A page filled in, and what came when one of its buttons was pressed."""

    path: str
    typed: dict[str, list[str]]
    answer: Any

    @property
    def html(self) -> str:
        return str(self.answer.content.decode())


def _press(world: World, case: Case, small: str, *, apart: bool = False) -> Pressed:
    path = case.ground(world)
    client = world.client(case.who)
    html = client.get(path).content.decode()
    page = Page(_apart(html, case) if apart else html)
    typed = page.type_everywhere()
    to, data = page.sends(next(one for one in page.buttons() if _is(one, small)))
    return Pressed(path, typed, client.post(to or path, data, follow=True))


def _again(world: World, case: Case, pressed: Pressed) -> str:
    """The page opened anew."""
    return str(world.get(case.who, pressed.path.partition("?")[0]).content.decode())


def _lost(world: World, case: Case, pressed: Pressed) -> set[str]:
    """The boxes whose text neither stands on the page that came back nor, where the button saves, is kept."""
    if case.saves:
        html = pressed.html + str(world.client(case.who).get(pressed.path).content.decode())
        words = [(name, value) for name, values in pressed.typed.items() for value in values]
        return {name for name, value in words if value.startswith(TYPED) and value not in html}
    stands = Page(pressed.html).standing()
    return {name for name, values in pressed.typed.items() if stands.get(name) != values}


@pytest.mark.parametrize(("case", "small"), PRESSES, ids=NAMES)
def test_a_small_button_keeps_what_is_being_typed(world: World, case: Case, small: str) -> None:
    pressed = _press(world, case, small)
    assert pressed.answer.status_code == 200
    assert pressed.typed
    # Why a step is left out is nobody's concern once it is marked as gone through.
    assert not _lost(world, case, pressed) - ({"reason"} if small == "do=through" else set())
    if not case.saves:
        assert "chưa lưu" in pressed.html or "chưa xác nhận" in pressed.html, "the page says so"
        assert TYPED not in _again(world, case, pressed), "and so it is"
    if case.template in WITH_FILE:
        assert "chọn lại tệp" in pressed.html


@pytest.mark.parametrize(("case", "small"), PRESSES, ids=NAMES)
def test_a_form_of_its_own_is_found_out(world: World, case: Case, small: str) -> None:
    """Planted: the small button stands in a form of its own, as it once did."""
    pressed = _press(world, case, small, apart=True)
    assert _lost(world, case, pressed)


@pytest.mark.parametrize(("case", "small"), PRESSES, ids=NAMES)
def test_with_nothing_typed_the_button_goes_on_as_ever(world: World, case: Case, small: str) -> None:
    if case.saves:
        return
    path, client = case.ground(world), world.client(case.who)
    page = Page(client.get(path).content.decode())
    to, data = page.sends(next(one for one in page.buttons() if _is(one, small)))
    answer = client.post(to or path, data)
    assert answer.status_code == 302
    assert "chưa lưu" not in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("case", PAGES, ids=[case.template for case in PAGES])
def test_enter_presses_the_main_button(world: World, case: Case) -> None:
    page = Page(world.get(case.who, case.ground(world)).content.decode())
    for small in case.small:
        owner = next(one.owner for one in page.buttons() if _is(one, small))
        first = page.buttons(owner)[0]
        entered = any(one.typed and one.kind not in {"textarea", "select"} for one in page.of(owner))
        assert case.alike or not entered or not any(_is(first, other) for other in case.small)


def test_a_small_button_before_the_main_one_is_found_out(world: World) -> None:
    """Planted: nothing stands before the small buttons."""
    case = next(case for case in PAGES if case.template == "tasks_give.html")
    html = world.get(case.who, case.ground(world)).content.decode()
    page = Page(re.sub(r'<button class="vh".*?</button>', "", html))
    assert _is(page.buttons("viec")[0], "bo")


# Every template ---------------------------------------------------------------------------------

ROOT = Path(sotay.web.__file__).parent / "templates" / "web"
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
BOX = re.compile(
    r"<textarea|<select|<input(?![^>]*type=\"(?:hidden|radio|checkbox)\")|components/(?:field|choice|stepper|code_field)"
)
INCLUDED = re.compile(r'{% include "web/(components/[a-z_]+\.html)"')


def _whole(name: str, *, seen: tuple[str, ...] = ()) -> str:
    """A template with the components it includes."""
    text = (ROOT / name).read_text()
    parts = [_whole(part, seen=(*seen, name)) for part in INCLUDED.findall(text) if part not in seen]
    return text + "".join(parts)


def _several(text: str) -> bool:
    """Several forms on one page, and somebody types in one of them."""
    forms = FORM.findall(text)
    return len(forms) > 1 and any(BOX.search(one) for one in forms)


def test_every_page_with_several_forms_is_known() -> None:
    names = sorted(path.name for path in ROOT.glob("*.html"))
    found = {name for name in names if _several(_whole(name))}
    assert found == set(APART), "a page with several forms: one form with named buttons, or a reason here"
    assert {case.template for case in PAGES} <= set(names)


def test_a_second_form_is_found_out() -> None:
    text = (ROOT / "session_guests.html").read_text()
    assert not _several(text)
    assert _several(text + '<form method="post"><button name="bo" value="1">Bỏ</button></form>')


def test_a_page_that_forgets_what_was_typed_is_found_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the view goes on as if nobody were typing."""
    monkeypatch.setattr(unsaved, "_typed", lambda request, form: False)
    case = next(case for case in PAGES if case.template == "tasks_give.html")
    assert _lost(world, case, _press(world, case, "bo"))
