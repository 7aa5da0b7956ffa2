"""The review as a paper: every sentence and table comes from records, what persons write stays theirs."""

import json
from datetime import UTC, date, datetime

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.core.period import Period
from sotay.facts.operations import recount_everything
from sotay.meetings.choices import Kind as Meets
from sotay.meetings.models import Meeting
from sotay.organisations.choices import Block, Kind
from sotay.organisations.models import Organisation
from sotay.programmes.operations import EditConflict, save_review_text
from sotay.programmes.rules import programme
from sotay.reporting.paper import Figure, Heading, Note, Paper, Paragraph, Place, Table
from sotay.reporting.queries import Review, review
from sotay.reporting.review.outline import WRITINGS
from sotay.reporting.review.paper import review_paper
from sotay.reporting.review.sentences import results, shortfalls, situation
from sotay.reporting.review_json import review_json
from tests import factories

pytestmark = pytest.mark.django_db
ACTOR = system_actor(Permission)
QUARTER = Period(202401, 202403)
DATED = date(2024, 6, 18)
AT = datetime(2024, 6, 18, 8, tzinfo=UTC)


@pytest.fixture
def district() -> Organisation:
    """Two communes' cells: one meets each month with a theme, the other misses March and every theme."""
    top = factories.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")
    top.names.update(organ_name="Huyện ủy Thử")
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, top, code="X", block=Block.COMMUNE)
    good = factories.organisation(Kind.CELL, commune, code="X1", name="Chi bộ thôn Một")
    poor = factories.organisation(Kind.CELL, commune, code="X2", name="Chi bộ thôn Hai")
    factories.settle(top, commune, good, poor)
    factories.member(good)
    for month in QUARTER.months:
        kind = Meets.COMBINED if month == 202402 else Meets.REGULAR
        held = factories.meeting(good, month, kind)
        factories.steps(held)
        factories.roll(held, "present", "present", "late", "unexcused")
        if month != 202403:
            factories.steps(factories.meeting(poor, month))
    recount_everything()
    return top


def gathered(top: Organisation) -> Review:
    return review(ACTOR, top, programme("de-an-11"), QUARTER, report_date=DATED)


def write(top: Organisation, key: str, text: str = "", *, struck: bool = False, version: int = 0) -> None:
    save_review_text(
        actor=ACTOR,
        organisation=top,
        programme="de-an-11",
        period=QUARTER,
        key=key,
        text=text,
        struck=struck,
        version=version,
        at=AT,
    )


def texts(paper: Paper) -> list[str]:
    return [b.text for b in paper.blocks if isinstance(b, Paragraph | Heading)]


def test_sentences_are_counted(district: Organisation) -> None:
    found = gathered(district)
    assert situation(found).text == (
        "Tính đến tháng 3/2024, Đảng bộ huyện Thử có 1 tổ chức cơ sở đảng trực thuộc với 1 đảng viên, "
        "sinh hoạt tại 2 chi bộ khối xã, thị trấn."
    )
    assert [one.text for one in results(found)] == [
        "Đến nay, 50% chi bộ (1/2) sinh hoạt thường kỳ đủ các tháng, thấp hơn mục tiêu 50 điểm phần trăm "
        "(mới có đủ số liệu 1/2 chi bộ).",
        "Có 100% chi bộ (2/2) thực hiện đủ các bước bắt buộc của quy trình trong mọi buổi thường kỳ.",
        "Có 50% chi bộ (1/2) sinh hoạt chuyên đề đủ các quý phải có, "
        "thấp hơn mục tiêu 50 điểm phần trăm "
        "(mới có đủ số liệu 1/2 chi bộ).",
        "Tỷ lệ đảng viên dự sinh hoạt thường kỳ khối xã, thị trấn đạt 75% (9/12) "
        "(mới có đủ số liệu 3/5 buổi).",
    ]


def test_shortfalls_are_proposed_and_stay_out_until_kept(district: Organisation) -> None:
    proposed = shortfalls(gathered(district))
    assert proposed[-1] == (
        "Đảng viên dự sinh hoạt thường kỳ khối xã, thị trấn đạt 75% (9/12), "
        "thấp hơn mục tiêu 15 điểm phần trăm."
    )
    assert not any(p in texts(review_paper(gathered(district))) for p in proposed)
    write(district, "shortcomings", f"- {proposed[-1]}")
    kept = [b for b in review_paper(gathered(district)).blocks if isinstance(b, Paragraph) and b.item]
    assert [b.text for b in kept] == [proposed[-1]]


def test_what_one_meeting_in_five_tells_is_no_result_of_the_district(district: Organisation) -> None:
    """Tasks are known of one meeting alone: told with how much is known, not held against the aim."""
    led = Meeting.objects.filter(cell__code="X1").order_by("pk").first()
    assert led is not None
    Meeting.objects.filter(pk=led.pk).update(stage=4)
    recount_everything()
    found = gathered(district)
    figure = found.find("task.assigned")
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (0, 4)
    assert figure.coverage is not None
    assert (figure.coverage.known, figure.coverage.due) == (1, 5)
    tables = [block for block in review_paper(found).blocks if isinstance(block, Table)]
    row = next(row for one in tables for row in one.rows if "giao nhiệm vụ" in row[1].text)
    assert (row[4].text, row[4].small, row[5].text) == ("0/4", "số liệu của 1/5 buổi", "–")
    assert not any("giao nhiệm vụ" in line for line in shortfalls(found))
    chart = next(block for block in review_paper(found).blocks if isinstance(block, Figure))
    assert not any("giao nhiệm vụ" in bar.label for bar in chart.bars)


def test_an_open_place_makes_a_draft_without_its_day(district: Organisation) -> None:
    paper = review_paper(gathered(district))
    assert paper.head.draft == "DỰ THẢO LẦN 1"
    assert "18" not in paper.head.place_and_date
    assert {b.key for b in paper.blocks if isinstance(b, Place)} == {w.key for w in WRITINGS}


def test_a_struck_place_takes_its_heading_along(district: Organisation) -> None:
    write(district, "proposals", struck=True)
    assert "V- ĐỀ XUẤT, KIẾN NGHỊ" not in texts(review_paper(gathered(district)))


def test_the_finished_paper_has_its_day_and_form(district: Organisation) -> None:
    for writing in WRITINGS:
        write(district, writing.key, "Đã viết.")
    found = gathered(district)
    paper = review_paper(found)
    assert not found.is_draft
    assert paper.form == "HD-36"
    assert paper.head.place_and_date.endswith("ngày 18 tháng 6 năm 2024")
    assert (paper.head.organ, paper.head.right_to_sign) == ("HUYỆN ỦY THỬ", "T/M BAN THƯỜNG VỤ")
    assert paper.head.number.endswith("-BC/HU")


def test_the_form_follows_the_papers_date(district: Organisation) -> None:
    later = review(ACTOR, district, programme("de-an-11"), QUARTER, report_date=date(2026, 11, 23))
    assert review_paper(later).form == "HD-05"


def test_tables_end_with_the_figures_of_the_whole(district: Organisation) -> None:
    annex = review_paper(gathered(district)).annexes[0]
    table = next(b for b in annex.blocks if isinstance(b, Table))
    assert [c.text for c in table.rows[-1]][2:] == ["2", "5/6", "83,3%", "1/2", "50%", "12", "9", "75%"]


def test_the_aims_of_the_table_are_given_and_not_computed(district: Organisation) -> None:
    aims = next(
        b for b in review_paper(gathered(district)).blocks if isinstance(b, Table) and "mục tiêu" in b.title
    )
    assert [c.title for c in aims.columns if c.aim] == ["Mục tiêu"]


def test_nobody_overwrites_what_another_wrote_meanwhile(district: Organisation) -> None:
    write(district, "lessons", "Một")
    with pytest.raises(EditConflict) as conflict:
        write(district, "lessons", "Hai", version=0)
    assert (conflict.value.theirs, conflict.value.version) == ("Một", 1)


def test_json_has_the_same_figures_with_target_and_gap(district: Organisation) -> None:
    rows = json.loads(review_json(gathered(district), []))["indicators"]
    net = next(
        r for r in rows if r["code"] == "meeting.attendance_net" and r["scope"] == {"block": "commune"}
    )
    assert (net["numerator"], net["denominator"], net["value"]) == (9, 12, 0.75)
    assert net["coverage"] == {"known": 3, "due": 5, "unit": "meetings"}
    assert net["coverage_months"] == {"known": 5, "due": 6}
    assert (net["target"], net["gap"], net["headline"]) == ({"operator": ">=", "value": 0.9}, -0.15, True)
    total = next(r for r in rows if r["code"] == "member.total" and r["scope"] == {})
    assert (total["numerator"], total["denominator"], total["value"], total["target"]) == (1, None, 1, None)
    empty = [r for r in rows if r["value"] is None]
    assert all(r["reason"] for r in empty)


def test_who_may_not_write_here_is_refused(district: Organisation) -> None:
    from sotay.core.errors import PermissionDenied

    nobody = system_actor([])
    with pytest.raises(PermissionDenied):
        review(nobody, district, programme("de-an-11"), QUARTER, report_date=DATED)


def test_what_nobody_recorded_is_no_result(district: Organisation) -> None:
    """A month without any record must not read as a month in which nobody met."""
    silent = review(ACTOR, district, programme("de-an-11"), Period(202404, 202405), report_date=DATED)
    assert results(silent) == []
    assert shortfalls(silent) == []


def test_a_period_long_past_is_not_called_now(district: Organisation) -> None:
    later = review(ACTOR, district, programme("de-an-11"), QUARTER, report_date=date(2026, 11, 23))
    assert results(later)[0].text.startswith("Đến hết tháng 3/2024, 50% chi bộ")


def test_years_before_the_first_record_are_missing_and_not_zero(district: Organisation) -> None:
    """Only the first quarter of 2024 is recorded: tables, notes and annex say so of 2022 and 2023."""
    long = Period(202201, 202403)
    paper = review_paper(review(ACTOR, district, programme("de-an-11"), long, report_date=DATED))
    by_year = [b for b in paper.blocks if isinstance(b, Table) and "theo năm" in b.title]
    assert len(by_year) == 4
    for table in by_year:
        for row in table.rows:
            assert [(c.text, c.small) for c in row[1:3]] in (
                [("chưa đủ số liệu", "")] * 2,
                [("–", "")] * 2,
            ), table.title
    assert any(c.text == "chưa đủ số liệu" for t in by_year for row in t.rows for c in row)


def test_a_cell_without_records_has_no_zero_percent() -> None:
    top = factories.organisation(Kind.SUPERIOR, code="H", name="Đảng bộ huyện Thử")
    commune = factories.organisation(Kind.GRASSROOTS_COMMITTEE, top, code="X", block=Block.COMMUNE)
    cell = factories.organisation(Kind.CELL, commune, code="X1", name="Chi bộ thôn Một")
    factories.settle(top, commune, cell)
    factories.member(cell)
    recount_everything()
    paper = review_paper(gathered(top))
    tables = [b for b in (*paper.blocks, *paper.annexes[0].blocks) if isinstance(b, Table)]
    shown = [c for t in tables for row in t.rows for c in row]
    assert "0%" not in {c.text for c in shown}
    assert not any(c.small.startswith("0/") for c in shown)
    assert "chưa đủ số liệu" in {c.text for c in shown}


def test_the_table_of_quarters_says_which_it_leaves_out(district: Organisation) -> None:
    """A month at the edge stands in the column of the whole period; a quarter at the edge in none."""
    period = Period(202112, 202405)
    paper = review_paper(review(ACTOR, district, programme("de-an-11"), period, report_date=DATED))
    blocks = list(paper.blocks)
    place = {b.title: n for n, b in enumerate(blocks) if isinstance(b, Table) and "theo năm" in b.title}
    notes = {title: blocks[n + 1].text for title, n in place.items()}  # type: ignore[union-attr]
    for title, note in notes.items():
        quarterly = "Quý có sinh hoạt chuyên đề" in title
        assert ("Chưa đủ quý, không tính: quý IV/2021, quý II/2024." in note) is quarterly
        assert ("Số liệu tháng 12/2021 chỉ tính vào cột cả kỳ." in note) is not quarterly
        heads = [column.title for column in blocks[place[title]].columns]  # type: ignore[union-attr]
        assert ("Quý I/2024" in heads, "5 tháng 2024" in heads) == (quarterly, not quarterly)


def test_each_total_says_from_which_book_it_comes(district: Organisation) -> None:
    """Members by the register and attendances by rolls are different counts: a reader is told, not left to
    wonder."""
    notes = [block.text for block in review_paper(gathered(district)).blocks if isinstance(block, Note)]
    assert any("Đảng viên theo sổ đảng viên." in text for text in notes)
    assert any("theo điểm danh và số liệu tháng của chi bộ" in text for text in notes)
