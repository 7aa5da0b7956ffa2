"""The review: figures, places saved one by one, the paper and the files."""

import io
import json
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest

from sotay.core.period import Period
from sotay.journal.models import Entry
from sotay.programmes.models import ReviewText
from sotay.reporting.operations import CONTENT_TYPES
from sotay.web.reviews.forms import mark_of
from tests import factories as make
from tests.web.world import World

QUERY = "tu=2024-01&den=2024-05"
NAMES = ("key", "version", "seen")


def review(world: World, who: str, code: str = "H", rest: str = "") -> Any:
    return world.client(who).get(f"{world.page(code, 'so-ket/')}{rest}?{QUERY}")


def save(world: World, who: str, **values: Any) -> Any:
    data = {"key": "strengths", "version": 0, "text": "Chi bộ <b>tốt</b>", "do": "save"} | values
    if values.get("drawn"):
        data["seen"] = [mark_of(text) for text in data.pop("drawn")]
    return world.client(who).post(f"{world.page('H', 'so-ket/luu')}?{QUERY}", data)


# One kind of file in the quick suite, the others with the slow ones.
FILES = [
    pytest.param(f"tai-ve/{form}", marks=() if form == "docx" else pytest.mark.slow) for form in CONTENT_TYPES
]


@pytest.mark.parametrize("rest", ["", "xem-truoc/", *FILES])
@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        (None, "H", 302),
        ("huyen", "H", 200),
        ("huyen", "A1", 200),
        ("xa", "A", 200),
        ("bi-thu", "A1", 200),
        ("xa", "H", 404),
        ("xa", "B", 404),
        ("bi-thu", "A2", 404),
        ("dang-vien", "A1", 403),
        ("van-hanh", "H", 403),
    ],
)
def test_who_may_see_it(world: World, who: str | None, code: str, status: int, rest: str) -> None:
    assert world.get(who, world.page(code, f"so-ket/{rest}")).status_code == status


def test_page_has_figures_sentences_and_the_outline(world: World) -> None:
    page = review(world, "huyen").content.decode()
    assert "Báo cáo sơ kết" in page
    sentences = page[page.index('id="muc-loi-van"') : page.index('id="muc-tu-viet"')]
    assert sentences.count('class="fig"') >= 6, "each number of the sentences opens its records"
    links = set(re.findall(r'href="(/to-chuc/[^"]*/so-lieu/[^"]*)"', page.replace("&amp;", "&")))
    client = world.client("huyen")
    assert {client.get(link).status_code for link in links} == {200}
    assert "Chưa viết" in page
    assert "Còn 11 phần chưa viết" in page


def test_a_place_is_saved_and_shown_escaped(world: World) -> None:
    answer = save(world, "huyen")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{world.page('H', 'so-ket/')}?{QUERY}#muc-strengths"
    assert "Chi bộ &lt;b&gt;tốt&lt;/b&gt;" in review(world, "huyen").content.decode()
    assert "Chi bộ &lt;b&gt;tốt&lt;/b&gt;" in review(world, "huyen", rest="xem-truoc/").content.decode()
    other = world.client("huyen").get(f"{world.page('H', 'so-ket/')}?tu=2024-02&den=2024-05")
    assert "Chi bộ &lt;b&gt;" not in other.content.decode(), "each period has its own texts"


def test_somebody_elses_text_is_not_overwritten(world: World) -> None:
    save(world, "huyen", text="Bản của người kia")
    answer = save(world, "huyen", text="Bản của tôi", version=0)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người kia" in page
    assert "Bản của tôi" in page
    assert 'name="version" value="1"' in page
    assert ReviewText.objects.get().text == "Bản của người kia"
    assert save(world, "huyen", text="Bản của tôi", version=1).status_code == 302
    assert ReviewText.objects.get().text == "Bản của tôi"


TWO = {"key": ["strengths", "lessons"], "version": [0, 0], "drawn": ["", ""]}


def texts() -> dict[str, str]:
    return dict(ReviewText.objects.values_list("key", "text"))


@pytest.mark.parametrize("do", ["save", "save:lessons", "strike:lessons", "unstrike:lessons"])
def test_words_in_another_box_are_kept(world: World, do: str) -> None:
    answer = save(world, "huyen", **TWO, text=["Đã vào nếp.", "Làm sớm."], do=do)
    assert answer.status_code == 302
    assert texts() == {"strengths": "Đã vào nếp.", "lessons": "Làm sớm."}
    assert not ReviewText.objects.get(key="strengths").struck
    assert ReviewText.objects.get(key="lessons").struck == do.startswith("strike")


def test_keeping_a_sentence_keeps_words_in_another_box(world: World) -> None:
    keys = {"key": ["strengths", "shortcomings"], "version": [0, 0], "drawn": ["", ""]}
    save(world, "huyen", **keys, text=["Đã vào nếp.", ""], do="keep:shortcomings:0")
    assert texts()["strengths"] == "Đã vào nếp."
    assert "thấp hơn mục tiêu" in texts()["shortcomings"]


def test_an_untouched_box_is_not_saved_and_never_conflicts(world: World) -> None:
    save(world, "huyen", text="Bản của người kia")
    answer = save(world, "huyen", **TWO, text=["", "Làm sớm."])
    assert answer.status_code == 302
    assert texts() == {"strengths": "Bản của người kia", "lessons": "Làm sớm."}
    assert save(world, "huyen", **TWO, text=["", " \r\n"]).status_code == 302
    assert texts()["lessons"] == "Làm sớm."


def test_a_conflict_saves_nothing_and_keeps_everything_typed(world: World) -> None:
    save(world, "huyen", text="Bản của người kia")
    answer = save(world, "huyen", **TWO, text=["Bản của tôi", "Làm sớm."])
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Bản của người kia", "Bản của tôi", "Làm sớm.", "Chưa lưu, vì có phần khác"):
        assert words in page
    assert texts() == {"strengths": "Bản của người kia"}
    keys, versions, marks = (re.findall(rf'name="{n}" value="([^"]*)"', page) for n in NAMES)
    boxes = [box.strip() for box in re.findall(r'<textarea[^>]*name="text"[^>]*>([^<]*)', page)]
    n = len(boxes)  # the choices of the head follow the places, and are left alone
    again = {"key": keys[:n], "version": versions[:n], "seen": marks[:n], "text": boxes}
    assert save(world, "huyen", **again).status_code == 302
    assert texts() == {"strengths": "Bản của tôi", "lessons": "Làm sớm."}


def test_too_long_a_text_stays_typed(world: World) -> None:
    answer = save(world, "huyen", text="a" * 20_001)
    assert answer.status_code == 400
    assert "dài quá 20.000" in answer.content.decode()
    assert "a" * 20_001 in answer.content.decode()


def test_a_place_is_struck_out_and_taken_back(world: World) -> None:
    save(world, "huyen", do="strike:strengths", text="")
    assert ReviewText.objects.get().struck
    page = review(world, "huyen").content.decode()
    assert "Đã gạch bỏ" in page
    assert "3. Ưu điểm" not in review(world, "huyen", rest="xem-truoc/").content.decode()
    save(world, "huyen", do="unstrike:strengths", version=1, text="")
    assert not ReviewText.objects.get().struck


def test_a_proposed_sentence_enters_only_when_kept(world: World) -> None:
    page = review(world, "huyen").content.decode()
    assert "Giữ câu này" in page
    assert (
        "thấp hơn mục tiêu"
        not in review(world, "huyen", rest="xem-truoc/").content.decode().split("4. Hạn chế")[1]
    )
    answer = save(world, "huyen", key="shortcomings", text="Còn chậm.", do="keep:shortcomings:0")
    assert answer.status_code == 302
    kept = ReviewText.objects.get().text.split("\n")
    assert kept[0] == "Còn chậm."
    assert "thấp hơn mục tiêu" in kept[1]


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("xa", 404), ("bi-thu", 403), ("dang-vien", 403), ("van-hanh", 403)]
)
def test_who_may_not_write(world: World, who: str | None, status: int) -> None:
    assert save(world, who, text="x").status_code == status
    assert not ReviewText.objects.exists()


def test_a_secretary_reads_without_forms(world: World) -> None:
    page = review(world, "bi-thu", "A1").content.decode()
    assert '<form class="stack" method="post"' not in page
    assert "Chưa viết." in page


@pytest.mark.parametrize(
    "values",
    [
        {"key": "khac"},
        {"version": "x"},
        {"version": -1},
        {"do": "drop"},
        {"do": "strike"},
        {"do": "keep:strengths:x"},
        {"do": "strike:lessons"},
        {"key": ["strengths", "lessons"]},
        {"key": ["strengths"] * 2, "version": [0, 0], "text": ["a", "b"]},
    ],
)
def test_nonsense_is_not_found(world: World, values: dict[str, Any]) -> None:
    assert save(world, "huyen", **values).status_code == 404


def test_word_file_is_downloaded_and_noted(world: World) -> None:
    answer = review(world, "huyen", rest="tai-ve/docx")
    assert "bao-cao-so-ket-H-2024-01-2024-05.docx" in answer.headers["Content-Disposition"]
    with ZipFile(io.BytesIO(answer.content)) as parts:
        text = parts.read("word/document.xml").decode().replace("\u00a0", " ")
        assert "Đảng bộ huyện Thử" in text
    assert Entry.objects.filter(event="ReportExported").count() == 1


@pytest.mark.parametrize("form", CONTENT_TYPES)
def test_each_kind_of_file_is_offered_typed_named_and_noted(world: World, form: str) -> None:
    page = review(world, "huyen").content.decode()
    assert f"/so-ket/tai-ve/{form}?" in page
    answer = review(world, "huyen", rest=f"tai-ve/{form}")
    assert answer.headers["Content-Type"] == CONTENT_TYPES[form]
    assert (
        f'attachment; filename="bao-cao-so-ket-H-2024-01-2024-05.{form}"'
        == answer.headers["Content-Disposition"]
    )
    line = Entry.objects.get(event="ReportExported")
    assert json.loads(line.payload)["form"] == form


def test_json_has_the_figures_of_the_page(world: World) -> None:
    data = json.loads(review(world, "huyen", rest="tai-ve/json").content)
    assert data["organisation"]["code"] == "H"
    assert data["period"] == {"from": "2024-01", "to": "2024-05"}
    whole = next(i for i in data["indicators"] if i["code"] == "meeting.regular" and not i["scope"])
    assert (
        f"{whole['numerator']}/{whole['denominator']}"
        in world.get(
            "huyen", world.page("H", "so-lieu/meeting.regular/"), tu="2024-01", den="2024-05"
        ).content.decode()
    )
    assert len(Period(202401, 202405).months) == 5


def test_a_date_without_a_form_of_papers_says_so(world: World) -> None:
    client = world.client("huyen")
    for rest in ("xem-truoc/", "tai-ve/docx"):
        address = f"{world.page('H', 'so-ket/')}{rest}?tu=2016-01&den=2016-05&ngay=2016-06-01"
        assert "Chưa có thể thức" in client.get(address, follow=True).content.decode()


def test_no_names_of_members_in_the_review(world: World) -> None:
    for rest in ("", "xem-truoc/", "tai-ve/json"):
        assert "Kín Thị" not in review(world, "huyen", rest=rest).content.decode()


def test_number_of_queries_is_the_same_for_any_node(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = world.client("huyen")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{world.page('A1', 'so-ket/')}?{QUERY}")
    with django_assert_max_num_queries(len(one)):
        client.get(f"{world.page('H', 'so-ket/')}?{QUERY}")


def test_who_signs_and_which_draft_are_chosen_and_kept(world: World) -> None:
    make.position(world.places["H"], "deputy_secretary", "Phó Bí Thư Thử")
    page = review(world, "huyen").content.decode()
    signer = re.findall(r'<option value="(deputy_secretary:[0-9]+)"', page)[0]
    keys = {"key": ["letter_post", "letter_draft"], "version": [0, 0], "drawn": ["", ""]}
    assert save(world, "huyen", **keys, text=[signer, "3"]).status_code == 302
    paper = review(world, "huyen", rest="xem-truoc/").content.decode()
    for words in ("DỰ THẢO LẦN 3", "PHÓ BÍ THƯ", "Phó Bí Thư Thử"):
        assert words in paper


def test_a_kept_sentence_whose_figure_changed_is_pointed_out(world: World) -> None:
    save(world, "huyen", key="shortcomings", text="", do="keep:shortcomings:0")
    assert "đã thay đổi từ khi giữ lại" not in review(world, "huyen").content.decode()
    kept = ReviewText.objects.get()
    ReviewText.objects.update(text=re.sub(r"[0-9,]+% [(][^)]*[)]", "1% (1/100)", kept.text))
    assert "đã thay đổi từ khi giữ lại" in review(world, "huyen").content.decode()


@pytest.mark.parametrize("kind", ["tong-ket", "bao-cao-thang", "bao-cao-quy", "bao-cao-nam"])
@pytest.mark.parametrize(
    "rest",
    ["", *(pytest.param(r, marks=pytest.mark.slow) for r in ("xem-truoc/", "tai-ve/docx", "tai-ve/json"))],
)
def test_other_reports_open_for_those_who_may(world: World, kind: str, rest: str) -> None:
    for who, code, status in (
        ("huyen", "H", 200),
        ("xa", "A", 200),
        ("bi-thu", "A1", 200),
        ("xa", "B", 404),
        ("bi-thu", "A2", 404),
        ("dang-vien", "A1", 403),
    ):
        path = world.page(code, f"{kind}/{rest}")
        assert world.get(who, path, den="2024-03").status_code == status, (who, code)


def test_a_monthly_report_is_of_one_whole_month(world: World) -> None:
    page = world.get("huyen", world.page("H", "bao-cao-thang/"), tu="2024-01", den="2024-03").content.decode()
    assert "Báo cáo số liệu tháng 3 năm 2024" in page
    assert "Chưa có số liệu" in page
    quarter = world.get("huyen", world.page("H", "bao-cao-quy/"), den="2024-02").content.decode()
    assert "Báo cáo số liệu quý I năm 2024" in quarter


def test_each_kind_of_report_keeps_its_own_words(world: World) -> None:
    path = world.page("H", "tong-ket/luu")
    data = {"key": "remedied", "version": 0, "text": "Đã khắc phục.", "do": "save"}
    answer = world.client("huyen").post(f"{path}?{QUERY}", data)
    assert answer.headers["Location"].startswith(world.page("H", "tong-ket/"))
    assert ReviewText.objects.get().report == "tong-ket"
    assert "Đã khắc phục." not in review(world, "huyen").content.decode()
    assert save(world, "huyen", key="remedied").status_code == 404, "no such place in the interim outline"
