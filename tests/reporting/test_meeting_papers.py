"""The other papers of a meeting: the samples' words, their plain cases, what is refused."""

import io
import itertools
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from sotay.ballots.choices import Purpose
from sotay.core.errors import DomainError
from sotay.reporting.docx import write_docx
from sotay.reporting.html import write_html
from sotay.reporting.meeting_papers import (
    ballot_paper,
    committee_paper,
    conclusion_paper,
    count_paper,
    invitation_paper,
    minutes_book,
    monthly_paper,
    resolution_paper,
    roll_paper,
)
from sotay.reporting.meeting_papers.counting import third_answer
from sotay.reporting.meeting_papers.inputs import CountRow
from sotay.reporting.paper import Heading, Note, Paper, Paragraph, Place, Table
from sotay.reporting.pdf import write_book_pdf, write_pdf
from tests.reporting.reading_pdf import Page, read
from tests.reporting.sample_papers import (
    COMMITTEE,
    CONCLUSION,
    COUNT,
    DESK,
    INVITATION,
    MONTH,
    RESOLUTION,
    ROLL,
)
from tests.reporting.sample_record import NOTE, hands, sample_record

BALLOT = ballot_paper("CHI BỘ THÔN HẠ", "đề nghị kết nạp đảng viên", ("Trịnh Thu Ngân",), date(2026, 12, 3))
PAPERS = {
    "roll": roll_paper(ROLL),
    "invitation": invitation_paper(INVITATION),
    "resolution": resolution_paper(RESOLUTION),
    "conclusion": conclusion_paper(CONCLUSION),
    "count": count_paper(COUNT),
    "committee": committee_paper(COMMITTEE),
    "month": monthly_paper(MONTH),
}


def said(paper: Paper) -> list[str]:
    """Each paragraph with its lead."""
    blocks = [block for block in paper.blocks if isinstance(block, Paragraph)]
    return [f"{block.lead} {block.text}".strip() for block in blocks]


@pytest.fixture(scope="module")
def printed() -> dict[str, list[Page]]:
    return {name: read(write_pdf(paper)) for name, paper in PAPERS.items()}


def test_number_and_date_share_a_line_where_there_is_one(printed) -> None:
    for name in ("invitation", "resolution", "conclusion", "month"):
        first = printed[name][0]
        assert first.find("An").bottom == pytest.approx(first.find("Số").bottom, abs=0.2), name


def test_only_one_face_and_nobody_signs_alone(printed) -> None:
    for name, pages in printed.items():
        assert all(face.startswith("Tinos") for page in pages for face in page.faces), name
        assert not pages[0].words[0].text.isdigit(), "page 1 bears no number"
        assert len([w for w in pages[-1].words if w.text.islower()]) > 8, f"{name}: text with the signature"


def test_a_roll_holds_20_rows_a_page_of_at_least_8_mm() -> None:
    tables = [block for block in PAPERS["roll"].blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [20, 8, 1]
    assert [table.new_page for table in tables] == [False, True, False]
    pages = read(write_pdf(PAPERS["roll"]))
    tops = [word.top for word in pages[1].words if word.text.isdigit() and word.left < 42][1:]
    steps = [low - high for high, low in itertools.pairwise(tops)]
    assert min(steps) >= 7.95
    assert pages[1].find("TT").top < pages[1].find("21").top, "the header row stands again"


@pytest.mark.parametrize(
    ("people", "rows"),
    [
        (13, [13]),
        (14, [9, 5]),
        (20, [15, 5]),
        (21, [16, 5]),
        (22, [17, 5]),
        (25, [20, 5]),
        (28, [20, 8]),
        (40, [20, 15, 5]),
        (41, [20, 16, 5]),
    ],
)
def test_no_two_rows_stand_alone_on_the_last_page_of_the_roll(people: int, rows: list[int]) -> None:
    lines = (ROLL.lines * 2)[:people]
    paper = roll_paper(replace(ROLL, lines=lines, guests=()))
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == rows
    assert [line[0].text for table in tables for line in table.rows] == [str(n + 1) for n in range(people)]
    pages = read(write_pdf(paper))
    assert len(pages) == len(rows)
    numbers = [word.text for word in pages[-1].words if word.text.isdigit() and word.left < 42]
    assert numbers == [str(n) for n in range(people - rows[-1] + 1, people + 1)]
    assert pages[-1].find("LẬP").top > pages[-1].find(str(people)).top, "the signatures stand under them"


def test_the_last_lines_of_the_roll_count_it() -> None:
    words = said(PAPERS["roll"])
    assert words[0] == (
        "Danh sách có 28 đồng chí phải dự: có mặt 25 (trong đó đến muộn 01); vắng có lý do 02; "
        "vắng không có lý do 01."
    )
    assert words[1] == (
        "Không thuộc diện phải dự: được miễn sinh hoạt 04; đang sinh hoạt tạm thời nơi khác 01."
    )


def test_the_roll_says_whose_presence_the_secretary_noted() -> None:
    helped = replace(ROLL, helped=("Bùi Thị Lụa", "Ngô Quốc Thái"), guests=())
    notes = [block.text for block in roll_paper(helped).blocks if isinstance(block, Note)]
    assert notes == ["Có mặt do thư ký ghi giúp (02 đồng chí): Bùi Thị Lụa, Ngô Quốc Thái."]
    assert not any(isinstance(block, Note) for block in PAPERS["roll"].blocks), "nobody checked in alone"
    assert not any(isinstance(b, Note) for b in roll_paper(replace(helped, blank=True)).blocks)
    for people in (14, 15, 16, 17, 18):
        pages = read(write_pdf(roll_paper(replace(helped, lines=ROLL.lines[:people]))))
        last = pages[-1].find(str(people)).top
        assert pages[-1].find("LẬP").top > last, "rows stand with the signatures"


def test_a_blank_roll_leaves_presence_and_notes_free() -> None:
    paper = roll_paper(replace(ROLL, blank=True))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert {cell.text for line in table.rows for cell in line[3:]} == {""}
    assert said(paper)[0] == "Danh sách có 28 đồng chí phải dự."


def test_an_invitation_fits_one_a5_sheet_in_smaller_letters(printed) -> None:
    (page,) = printed["invitation"]
    assert (round(page.width), round(page.height)) == (148, 210)
    assert max(word.right for word in page.words) <= 133.2
    words = said(PAPERS["invitation"])
    assert words[0].startswith("Kính gửi: Đồng chí ……")
    assert words[1] == (
        "Chi ủy Chi bộ thôn Hạ trân trọng mời đồng chí dự sinh hoạt chi bộ thường kỳ tháng 11 năm 2026:"
    )
    assert words[2] == "1. Thời gian: 19 giờ 30 phút, ngày 03/11/2026 (thứ Ba)."
    assert words[-2] == "4. Tài liệu: 02 tài liệu, gửi kèm theo giấy mời."
    assert words[-1] == "Đồng chí không dự được, đề nghị báo cáo bí thư trước ngày 03/11/2026."


LONG_ITEM = (
    "Đánh giá kết quả thực hiện nghị quyết tháng trước, phương hướng nhiệm vụ tháng tới và dự thảo "
    "nghị quyết của chi bộ (đồng chí Trần Văn Bách)"
)


@pytest.mark.slow
@pytest.mark.parametrize("papers", [0, 2])
@pytest.mark.parametrize("item", ["Thảo luận, biểu quyết (đồng chí Nguyễn Hữu Tuyên)", LONG_ITEM])
def test_an_invitation_is_signed_with_its_text_however_long_its_agenda(item: str, papers: int) -> None:
    """The procedure has some fourteen steps: so many contents, each of up to three lines. Five
    long ones fit a sheet; of more, the signature takes text along."""
    place = "Nhà văn hóa thôn Hạ, xã An Hòa, huyện Mê Linh, thành phố Hà Nội"
    sheets = []
    for many in range(15):
        asked = replace(INVITATION, contents=(item,) * many, papers=papers, place=place)
        paper = invitation_paper(asked)
        sheets.append(paper.sheet)
        pages = read(write_pdf(paper))
        if paper.sheet == "A5" or many <= 5:
            assert len(pages) == 1, many
            continue
        lines = {round(w.bottom) for w in pages[-1].words if w.bottom < pages[-1].find("T/M").top - 2}
        assert len(lines) >= 2 + (len(pages) > 1), f"{many}: two lines come with the signature"
    assert sheets[0] == "A5", "A short one keeps the small sheet"
    assert sheets[-1] == "A4"
    assert sheets == sorted(sheets, reverse=True)


def test_an_invitation_to_one_person_and_a_neutral_one() -> None:
    to = "Đồng chí Ngô Thị Mai Hương, Ủy viên Ban Thường vụ Đảng ủy xã"
    paper = invitation_paper(replace(INVITATION, to=to, number="", neutral=True))
    words = " ".join(said(paper))
    assert f"Kính gửi: {to}" in words
    assert "Nội dung" not in words
    assert "nghị quyết" not in words
    assert "tài liệu" not in words
    assert (paper.head.number, paper.head.place_and_date[:7]) == ("", "An Hòa,")


def test_ballot_and_count_ask_for_the_same_answers() -> None:
    """An admission has two (the sample); any other matter has "Ý kiến khác" on both, at nought too."""
    for purpose, answers in ((Purpose.ADMISSION, 2), (Purpose.ELECTION, 2), (Purpose.OTHER, 3)):
        third = third_answer(purpose)
        ballot = ballot_paper("CHI BỘ THÔN HẠ", "", ("Mở đường",), date(2026, 12, 3), third=third)
        on_ballot = [column.title for column in table_of(ballot).columns[2:]]
        counted = count_paper(replace(COUNT, third=third))
        columns = [column.title for column in table_of(counted, 1).columns]
        assert columns[2 : 2 + answers] == on_ballot
        assert len(on_ballot) == answers
        note = next(block for block in ballot.blocks if isinstance(block, Note))
        assert f"một trong {['hai', 'ba'][answers - 2]} ô" in note.text
    late = replace(COUNT.rows[0], yes=19, other=1)
    assert "Ý kiến khác" in {c.title for c in table_of(count_paper(replace(COUNT, rows=(late,))), 1).columns}


def table_of(paper: Paper, number: int = 0) -> Table:
    return [block for block in paper.blocks if isinstance(block, Table)][number]


def test_a_cell_without_a_committee_speaks_for_itself() -> None:
    desk = replace(DESK, committee=False)
    paper = invitation_paper(replace(INVITATION, desk=desk))
    assert paper.head.right_to_sign == "T/M CHI BỘ"
    assert said(paper)[1].startswith("Chi bộ thôn Hạ trân trọng mời")
    committee = committee_paper(replace(COMMITTEE, desk=desk))
    assert committee.head.abstract == ("hội ý chuẩn bị sinh hoạt chi bộ tháng 11 năm 2026",)


def test_a_resolution_says_results_tasks_and_the_vote() -> None:
    words = said(PAPERS["resolution"])
    assert words[0] == (
        "Căn cứ kết quả sinh hoạt chi bộ thường kỳ tháng 11, ngày 03/11/2026, Chi bộ thôn Hạ quyết nghị:"
    )
    assert words[1] == ("Chi bộ giao 08 nhiệm vụ: hoàn thành đúng hạn 87,5% (7/8), đang thực hiện 01.")
    assert "Nhiệm vụ chuyển tiếp: lập danh sách hộ hiến đất mở đường (còn 03 hộ)." in words
    assert (
        "2. Vận động 03 hộ còn lại; báo cáo kết quả. Đồng chí Bùi Thị Lụa, đồng chí Đặng Văn Ninh; "
        "xong trước ngày 20/11/2026." in words
    )
    assert any(one.endswith("22 đảng viên (danh sách kèm theo); cả tháng.") for one in words)
    assert words[-1] == (
        "Nghị quyết được Chi bộ thông qua với tỷ lệ tán thành 88% (22/25 đảng viên chính thức)."
    )
    assert PAPERS["resolution"].head.recipients == (
        "Đảng ủy xã (để báo cáo)", "Đảng viên trong chi bộ", "Lưu Chi bộ",
    )  # fmt: skip


def test_a_draft_shows_its_places_and_has_no_number_or_day() -> None:
    draft = replace(RESOLUTION, draft="DỰ THẢO LẦN 1", review="", focus="", vote=None)
    paper = resolution_paper(draft)
    assert [block.key for block in paper.blocks if isinstance(block, Place)] == ["review", "focus"]
    assert "11" not in paper.head.number
    assert "ngày 03" not in paper.head.place_and_date.replace("\u00a0", " ")
    issued = resolution_paper(replace(draft, draft=""))
    assert not any(isinstance(block, Place) for block in issued.blocks)


def test_a_resolution_that_its_vote_did_not_carry_is_refused() -> None:
    lost = replace(hands("Nghị quyết", 12, 25, "đảng viên chính thức"), passed=False)
    with pytest.raises(DomainError, match="chưa đủ tỷ lệ"):
        resolution_paper(replace(RESOLUTION, vote=lost))


def test_a_conclusion_numbers_its_points() -> None:
    words = said(PAPERS["conclusion"])
    assert words[0].startswith(
        "Ngày 04/11/2026, Chi ủy họp, nghe đồng chí Bùi Thị Lụa báo cáo tiến độ vận động hiến đất"
    )
    assert [one[:2] for one in words[1:4]] == ["1.", "2.", "3."]
    assert PAPERS["conclusion"].head.right_to_sign == "T/M CHI ỦY"


def test_a_short_count_stands_on_one_page(printed) -> None:
    assert len(printed["count"]) == 1
    matter = replace(
        COUNT, agreed=None, third=True, rows_head="Nội dung", about="chủ trương mở đường trục thôn"
    )
    rows = (CountRow("Chủ trương mở đường trục thôn", 20, 1),)
    assert len(read(write_pdf(count_paper(replace(matter, rows=rows))))) == 1


def test_the_count_prints_its_base_and_threshold() -> None:
    paper = PAPERS["count"]
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [line[1].text for line in tables[0].rows] == ["25", "22", "22", "22", "21", "1"]
    assert tables[1].columns[4].title == "Tỷ lệ đồng ý so với 25 đảng viên chính thức"
    assert [cell.text for cell in tables[1].rows[0]][2:] == ["20", "1", "80% (20/25)", "ít nhất 2/3"]
    words = " ".join(said(paper))
    assert "Đặng Văn Ninh (tổ trưởng), Bùi Thị Lụa, Phan Thị Xuyến; Chi bộ nhất trí" in words
    assert "Kết quả: đủ tỷ lệ theo quy định." in words
    electronic = " ".join(said(count_paper(replace(COUNT, electronic=True, tellers=()))))
    assert "Biểu quyết điện tử bằng phiếu kín." in electronic
    assert "niêm phong" not in electronic


def test_who_keeps_the_ballots_is_written_in_by_hand() -> None:
    """The record holds neither a keeper nor the number of copies: the paper leaves them open."""
    words = " ".join(said(count_paper(COUNT)))
    assert "giao đồng chí ………… lưu" in words
    assert "lập thành …… bản" in words


def test_on_devices_ballots_are_cast_and_none_handed_out() -> None:
    def counted(electronic: bool) -> list[str]:
        paper = count_paper(replace(COUNT, electronic=electronic))
        first = next(block for block in paper.blocks if isinstance(block, Table))
        return [row[0].text for row in first.rows]

    assert "Phiếu đã bỏ" in counted(True)
    assert not {"Phiếu phát ra", "Phiếu thu về"} & set(counted(True))
    assert {"Phiếu phát ra", "Phiếu thu về"} <= set(counted(False))


@pytest.mark.parametrize(
    "wrong",
    [
        {"collected": 23},
        {"issued": 23},
        {"present": 26},
        {"invalid": 2},
        {"rows": (CountRow("Trịnh Thu Ngân", 20, 2),)},
    ],
)
def test_counts_that_do_not_agree_are_not_printed(wrong) -> None:
    with pytest.raises(DomainError, match="chưa khớp"):
        count_paper(replace(COUNT, **wrong))


def test_ballots_stand_four_to_a_sheet_and_nothing_tells_them_apart() -> None:
    (page,) = read(write_pdf(BALLOT))
    assert (round(page.width), round(page.height)) == (210, 297)
    titles = [word for word in page.words if word.text == "PHIẾU"]
    assert len(titles) == 4
    quarters = [
        sorted(
            (word.text, round(word.left % 105, 1), round(word.top % 148.5, 1))
            for word in page.words
            if (word.left > 105) == right and (word.top > 148.5) == low
        )
        for right in (False, True)
        for low in (False, True)
    ]
    assert all(quarter == quarters[0] for quarter in quarters)
    document = Document(io.BytesIO(write_docx(BALLOT)))
    texts = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert len(texts) == 4
    assert len(set(texts)) == 1
    assert "chữ ký" not in texts[0].lower()


def test_the_committees_minutes_say_who_was_there_and_what_was_agreed() -> None:
    words = said(PAPERS["committee"])
    assert words[2] == (
        "Thành phần: có mặt 03/03 chi ủy viên: Trần Văn Bách, Bí thư (chủ trì); Nguyễn Hữu Tuyên, Phó Bí "
        "thư; Lê Thị Thu Hà, Chi ủy viên (ghi biên bản). Vắng: không có."
    )
    assert words[3] == ("Trong 08 nhiệm vụ: hoàn thành đúng hạn 06, đang thực hiện 02 (đến ngày 30/10/2026).")
    assert any(one.endswith("phụ trách trước ngày 02/11/2026.") for one in words)
    assert "Chi ủy thống nhất các nội dung trên. Biểu quyết: tán thành 03/03." in words
    assert "Đồng chí Nguyễn Hữu Tuyên: nhất trí." in words
    assert (
        "Vấn đề xin ý kiến, biểu quyết: dự thảo nghị quyết tháng 11; mức chất lượng buổi sinh hoạt." in words
    )


def test_the_committee_tells_of_older_tasks_apart() -> None:
    """The resolution of the month before gave the first eight; the ninth is of an earlier month."""
    older = replace(COMMITTEE.outcomes[0], state="late", given="earlier")
    words = said(committee_paper(replace(COMMITTEE, outcomes=(*COMMITTEE.outcomes, older))))
    assert words[3].startswith("Trong 08 nhiệm vụ: hoàn thành đúng hạn 06")
    assert words[4] == "Các tháng trước chuyển sang 01 nhiệm vụ: hoàn thành quá hạn 01."


def test_what_the_committee_did_not_write_down_has_no_heading() -> None:
    bare = replace(COMMITTEE, outcomes=(), review="", plan="", said=(), in_favour=None)
    headings = [block.text for block in committee_paper(bare).blocks if isinstance(block, Heading)]
    assert headings == ["I- NỘI DUNG", "1. Thống nhất nội dung sinh hoạt chi bộ", "II- KẾT LUẬN"]
    assert "Chi ủy thống nhất các nội dung trên." in said(committee_paper(bare))


def test_the_month_is_counts_on_at_most_two_pages(printed) -> None:
    assert len(printed["month"]) <= 2
    table = next(block for block in PAPERS["month"].blocks if isinstance(block, Table))
    results = {line[1].text: line[2].text for line in table.rows}
    assert results["Sinh hoạt thường kỳ"] == "ngày 03/11/2026, 105 phút (tối thiểu 90 phút)"
    assert results["Đảng viên dự sinh hoạt"] == "89,3% (25/28); trừ vắng có lý do: 96,2% (25/26)"
    assert results["Sinh hoạt chuyên đề quý IV"] == "chưa tổ chức; dự kiến ngày 11/11/2026"
    assert results["Vắng có lý do / không có lý do"] == "02 / 01"
    text = " ".join(page.text for page in printed["month"])
    assert "Vũ Đình Lâm" not in text
    assert "kết nạp 0, chuyển đến 0, chuyển đi 0" in text


def test_what_a_month_has_not_recorded_is_said_and_never_nought() -> None:
    bare = replace(
        MONTH, held_on=None, long=None, papers_days=None, steps=None, expected=None, speakers=None,
        delegate=None, leaders=0, leaders_noted=0, leaders_came=0, level="", last_on_time=None, tasked=None,
        state="",
    )  # fmt: skip
    table = next(block for block in monthly_paper(bare).blocks if isinstance(block, Table))
    results = [line[2].text for line in table.rows]
    assert results[0] == "chưa có bản ghi"
    assert results.count("chưa đủ số liệu") == 5
    assert "0%" not in " ".join(results)


def results_of(**changed: object) -> dict[str, str]:
    table = next(b for b in monthly_paper(replace(MONTH, **changed)).blocks if isinstance(b, Table))
    return {line[1].text: line[2].text for line in table.rows}


REGULAR, ABOVE, SENT = "Sinh hoạt thường kỳ", "Cấp ủy cấp trên dự", "Tài liệu gửi trước"


@pytest.mark.parametrize(
    ("changed", "row", "words"),
    [
        ({"held_on": None, "counts": True}, REGULAR, "đã tổ chức (theo số liệu chi bộ báo)"),
        ({"steps": None, "steps_complete": False}, "Thực hiện các bước bắt buộc",
         "chưa đủ các bước (theo số liệu chi bộ báo)"),
        ({"beside": ("Chi bộ thôn Thượng",)}, REGULAR,
         "ngày 03/11/2026, 105 phút (tối thiểu 90 phút); sinh hoạt ghép với Chi bộ thôn Thượng"),
        ({"state": "joined", "counted_in": 202610, "consent": "CV 12"}, REGULAR,
         "sinh hoạt gộp với tháng 10, ngày 03/11/2026, có ý kiến cấp ủy (CV 12)"),
        ({"state": "joined", "counted_in": 202610}, SENT, "tính ở báo cáo tháng 10"),
        ({"state": "postponed", "held_on": None, "consent": "CV 9", "reason": "bão"}, REGULAR,
         "hoãn, có ý kiến cấp ủy (CV 9); lý do: bão"),
        ({"state": "not_held", "held_on": None, "reason": "lụt."}, REGULAR, "không tổ chức; lý do: lụt"),
        ({"papers_least": 0}, SENT, "02 ngày"),
        ({"papers_days": 0}, SENT, "trong ngày sinh hoạt (yêu cầu ít nhất 01 ngày)"),
        ({"papers_days": -2}, SENT, "sau ngày sinh hoạt (yêu cầu ít nhất 01 ngày)"),
        ({"least": 0}, REGULAR, "ngày 03/11/2026, 105 phút"),
        ({"leaders": 2, "leaders_noted": 1}, ABOVE, "có (01/02 đồng chí được phân công)"),
        ({"leaders_came": 0, "delegate": False}, ABOVE, "không"),
        ({"leaders_came": 0}, ABOVE, "cấp ủy viên phụ trách không dự; có đại biểu cấp trên (chi bộ ghi)"),
        ({"leaders_came": 0, "leaders_noted": 0}, ABOVE,
         "có đại biểu cấp trên (chi bộ ghi); cấp ủy viên phụ trách chưa ghi lượt dự"),
        ({"leaders_came": 0, "leaders_noted": 0, "leaders": 0}, ABOVE, "có đại biểu cấp trên (chi bộ ghi)"),
        ({"theme_planned_on": None, "theme_reported": True}, "Sinh hoạt chuyên đề quý IV",
         "đã tổ chức (theo số liệu chi bộ báo)"),
        ({"theme_planned_on": None}, "Sinh hoạt chuyên đề quý IV", "chưa có bản ghi"),
    ],
)  # fmt: skip
def test_the_month_tells_what_is_known(changed: dict[str, object], row: str, words: str) -> None:
    assert results_of(**changed)[row] == words


def test_the_running_book_numbers_every_page_and_names_the_minutes_at_the_foot() -> None:
    book = minutes_book((sample_record(notes=(NOTE,)), sample_record(number="", seal=None)), 2026)
    pages = read(write_book_pdf(book))
    assert len(book.parts) == 1, "sealed minutes alone"
    assert [page.words[0].text for page in pages] == [str(n) for n in range(1, len(pages) + 1)]
    assert f"Sổ có {len(pages)} trang; 01 biên bản" in pages[0].text
    assert pages[1].last_line == "Biên bản số 06, sinh hoạt thường kỳ tháng 11/2026"
    assert "GHI CHÚ BỔ SUNG, ngày 09/11/2026" in pages[-1].text
    with pytest.raises(DomainError, match="chưa có biên bản nào"):
        minutes_book((sample_record(seal=None),), 2026)


def test_every_paper_is_set_as_a_page_too() -> None:
    for name, paper in (*PAPERS.items(), ("ballot", BALLOT)):
        page = write_html(paper).decode()
        assert paper.head.kind in page, name
        assert "style=" not in page, name
    assert 'class="mark"' in write_html(BALLOT).decode()
    assert any(isinstance(block, Note) for block in BALLOT.blocks)


def test_a_conclusion_written_with_numbers_is_numbered_once() -> None:
    written = replace(CONCLUSION, finding="1. Đã giao 3 nhiệm vụ.", points=("2. Nhiệm vụ:", "- Việc một."))
    blocks = [one for one in conclusion_paper(written).blocks if isinstance(one, Paragraph)]
    assert [(one.lead, one.text) for one in blocks if one.lead] == [
        ("1.", "Đã giao 3 nhiệm vụ."),
        ("2.", "Nhiệm vụ:"),
    ]
    assert [one.text for one in blocks if one.item][:1] == ["Việc một."]
