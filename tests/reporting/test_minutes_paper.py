"""Biên bản sinh hoạt: the sample word for word, its plain cases, its geometry in each file."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from docx import Document

from sotay.minutes.record import GroupSitting, Passage
from sotay.reporting.docx import write_docx
from sotay.reporting.html import write_html
from sotay.reporting.meeting_papers import foot_words, minutes_paper
from sotay.reporting.paper import Heading, Note, Paragraph, Table
from sotay.reporting.pdf import write_pdf
from tests.reporting.reading_pdf import read
from tests.reporting.sample_record import ITEMS, MEMBERSHIP, NOTE, OPINIONS, PRESENT, hands, sample_record

SAMPLE = (
    "bắt đầu 19 giờ 30 phút, ngày 03/11/2026.",
    "Nhà văn hóa thôn Hạ, xã An Hòa.",
    "trực tiếp.",
    "I- THÀNH PHẦN",
    "1. Tình hình đảng viên",
    "Tỷ lệ đảng viên dự sinh hoạt: 89,3% (25/28).",
    "Vắng có lý do (02 đồng chí): Phạm Thị Hoài – đi công tác; Đỗ Văn Khang – việc riêng, đã báo cáo bí thư.",
    "Vắng không có lý do (01 đồng chí): Vũ Đình Lâm.",
    "2. Đại biểu cấp trên và khách mời",
    "Đồng chí Ngô Thị Mai Hương, Ủy viên Ban Thường vụ Đảng ủy xã, được phân công phụ trách chi bộ.",
    "3. Chủ trì, người ghi biên bản",
    "Chủ trì: đồng chí Trần Văn Bách, Bí thư Chi bộ.",
    "Người ghi biên bản (thư ký): đồng chí Lê Thị Thu Hà, Chi ủy viên. Chi bộ nhất trí bằng biểu quyết "
    "giơ tay.",
    "II- NỘI DUNG VÀ DIỄN BIẾN",
    "1. Thông qua chương trình",
    "Đồng chí Trần Văn Bách nêu lý do, giới thiệu đại biểu, báo cáo tình hình đảng viên và thông qua chương "
    "trình gồm 06 nội dung. Biểu quyết giơ tay: tán thành 22/22 đảng viên chính thức có mặt.",
    "2. Thông tin thời sự, chủ trương mới và văn bản của cấp trên",
    "Đồng chí Nguyễn Hữu Tuyên, Phó Bí thư Chi bộ, trình bày. Văn bản được phổ biến: Quy định số 144-QĐ/TW, "
    "ngày 09/5/2024 của Bộ Chính trị về chuẩn mực đạo đức cách mạng của cán bộ, đảng viên trong giai đoạn "
    "mới. Tài liệu gửi trước 02 ngày. Tình hình tư tưởng đảng viên, nhân dân trong thôn ổn định; nhân dân "
    "quan tâm tiến độ cải tạo đường trục thôn.",
    "Đồng chí Trần Văn Bách trình bày. Nghị quyết tháng 10 giao 08 nhiệm vụ: hoàn thành đúng hạn 07, đang "
    "thực hiện 01 (lập danh sách hộ hiến đất mở đường; nguyên nhân: 03 hộ đi vắng).",
    "5. Thảo luận",
    "Có 06 đồng chí phát biểu:",
    "Đồng chí Bùi Thị Lụa: đề nghị phân công đảng viên phụ trách từng ngõ.",
    "Đồng chí Hoàng Gia Bảo (dự bị): xin nhận việc hướng dẫn các hộ nộp hồ sơ trực tuyến.",
    "Đồng chí Ngô Thị Mai Hương, Ủy viên Ban Thường vụ Đảng ủy xã: ghi nhận kết quả; định hướng tập trung "
    "giải phóng mặt bằng, chuẩn bị sinh hoạt chuyên đề quý IV.",
    "6. Kết luận, phân công nhiệm vụ",
    "7. Biểu quyết",
    "Tỷ lệ tính trên 25 đảng viên chính thức có quyền biểu quyết tại chi bộ. Đảng viên dự bị, đảng viên "
    "sinh hoạt tạm thời không biểu quyết.",
    "III- THÔNG QUA BIÊN BẢN",
    "Toàn văn biên bản đã được đọc trước chi bộ. Chi bộ nhất trí thông qua: tán thành 22/22 "
    "đảng viên chính thức có mặt. Việc thông qua ghi lúc 21 giờ 20 phút ngày 03/11/2026. "
    "Buổi sinh hoạt kết thúc lúc 21 giờ 15 phút cùng ngày (105 phút).",
)


LATE = (Passage("Bùi Thị Lụa", time(19, 45), "Thảo luận"), Passage("Lưu Thế Vượng"))
GONE = (Passage("Hoàng Gia Bảo", time(20, 30)),)


def texts(record) -> list[str]:
    """The sentences of the minutes in order."""
    blocks = minutes_paper(record).blocks
    return [block.text for block in blocks if isinstance(block, Heading | Paragraph | Note)]


def tables(record) -> list[Table]:
    return [block for block in minutes_paper(record).blocks if isinstance(block, Table)]


def rows(record) -> dict[str, list[str]]:
    """The table of I.1: title of a row to its figures."""
    return {line[0].text: [cell.text for cell in line[1:]] for line in tables(record)[0].rows}


def test_the_sample_stands_word_for_word_and_in_its_order() -> None:
    found = texts(sample_record())
    places = [found.index(words) for words in SAMPLE]
    assert places == sorted(places)


def test_the_tables_are_the_samples() -> None:
    found = rows(sample_record())
    assert found["Đảng viên của chi bộ"] == ["30", "2", "–", "32"]
    assert found["Phải dự sinh hoạt"] == ["25", "2", "1", "28"]
    assert found["Vắng không có lý do"] == ["1", "0", "0", "1"], "no leading zero in tables"
    _, tasks, votes = tables(sample_record())
    assert tasks.rows[0][3].text == "10/11/2026"
    assert votes.columns[0].title == "Nội dung biểu quyết (giơ tay)"
    assert [cell.text for cell in votes.rows[1]][1:] == ["21", "0", "1", "84% (21/25)"]


@pytest.mark.parametrize(
    ("changes", "abstract"),
    [
        ({}, "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026"),
        ({"kind": "thematic"}, "sinh hoạt chi bộ chuyên đề quý IV năm 2026"),
        ({"kind": "combined"}, "sinh hoạt chi bộ thường kỳ tháng 11 gắn với chuyên đề quý IV năm 2026"),
        ({"also_for": 202610}, "sinh hoạt chi bộ thường kỳ tháng 10 và tháng 11 năm 2026"),
    ],
)
def test_the_abstract_names_kind_and_month_or_quarter(changes, abstract) -> None:
    assert minutes_paper(sample_record(**changes)).head.abstract == (abstract,)


def test_a_mixed_meeting_says_how_many_came_which_way() -> None:
    mode = "trực tiếp kết hợp trực tuyến"  # in words, as records of meetings have it
    record = sample_record(mode=mode, mode_reason="bão số 5", membership=replace(MEMBERSHIP, online=5))
    assert texts(record)[2] == (
        "trực tiếp kết hợp trực tuyến (20 đồng chí dự trực tiếp, 05 đồng chí dự trực tuyến); lý do: bão số 5."
    )


def test_sittings_are_columns_of_their_own() -> None:
    record = sample_record(sittings=(("Tổ 1", MEMBERSHIP), ("Tổ 2", MEMBERSHIP)))
    assert [column.title for column in tables(record)[0].columns][-3:] == ["Tổ 1", "Tổ 2", "Cộng"]
    assert rows(record)["Có mặt"] == ["22", "2", "1", "25", "25", "25"]


def test_each_group_says_when_and_where_it_sat() -> None:
    groups = (
        GroupSitting("Tổ 1", date(2026, 11, 3), time(19), time(20, 15), "Nhà văn hóa xóm Trong."),
        GroupSitting("Tổ 2", started_at=time(19, 30)),
    )
    found = texts(sample_record(groups=groups))
    first = found.index(
        "Tổ 1: từ 19 giờ đến 20 giờ 15 phút, ngày 03/11/2026; địa điểm: Nhà văn hóa xóm Trong."
    )
    assert found[first + 1] == "Tổ 2: bắt đầu 19 giờ 30 phút."
    assert not any("theo từng tổ" in words for words in texts(sample_record()))


def test_nobody_absent_and_no_guest_are_said_in_words() -> None:
    found = texts(sample_record(unexcused=(), excused=(), delegates=()))
    assert "Vắng không có lý do: không có." in found
    assert "Vắng có lý do: không có." in found
    assert found[found.index("2. Đại biểu cấp trên và khách mời") + 1] == "Không có."


def test_reserved_opinions_stand_only_when_somebody_reserved_one() -> None:
    plain = minutes_paper(sample_record()).blocks
    assert not any(isinstance(block, Paragraph) and block.lead.startswith("Ý kiến") for block in plain)
    kept = replace(OPINIONS[0], text="đề nghị chưa mở đường", reserved=True)
    items = tuple(replace(item, opinions=(kept,)) if item.step == "C6" else item for item in ITEMS)
    blocks = minutes_paper(sample_record(items=items)).blocks
    (kept,) = [b for b in blocks if isinstance(b, Paragraph) and b.lead == "Ý kiến bảo lưu:"]
    assert kept.text == "của đồng chí Đặng Văn Ninh, nội dung ghi ở trên."
    said = [b for b in blocks if isinstance(b, Paragraph) and "đề nghị chưa mở đường" in b.text]
    assert said == [Paragraph("Đồng chí Đặng Văn Ninh: đề nghị chưa mở đường.", item=True)], "said once"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "nhất trí.\n- Đề nghị sửa loa\n- Đề nghị làm đường",
            "nhất trí. Đề nghị sửa loa; Đề nghị làm đường.",
        ),
        ("nhất trí\n\n  với   báo cáo", "nhất trí; với báo cáo."),
        ("đề nghị:\n+ sửa loa;\n+ làm đường.", "đề nghị: sửa loa; làm đường."),
    ],
)
def test_an_opinion_pasted_in_lines_reads_as_one_sentence(typed: str, printed: str) -> None:
    one = replace(OPINIONS[0], text=typed)
    items = tuple(replace(item, opinions=(one,)) if item.step == "C6" else item for item in ITEMS)
    assert f"Đồng chí Đặng Văn Ninh: {printed}" in texts(sample_record(items=items))


def test_a_vote_that_not_all_shared_gives_its_counts() -> None:
    votes = (replace(hands("Cử thư ký", 20, 22, PRESENT, "O5"), other=2),)
    found = " ".join(texts(sample_record(votes=votes, adopted=None)))
    assert "Biểu quyết giơ tay: tán thành 20/22 đảng viên chính thức có mặt, ý kiến khác 2." in found
    assert "Biên bản chưa được thông qua." in found


def test_a_skipped_item_gives_its_reason_and_an_empty_one_claims_nothing_more() -> None:
    silent = replace(ITEMS[5], presenter="", content="")
    talk = next(item for item in ITEMS if item.step == "C6")
    items = (
        replace(ITEMS[3], skipped="hết giờ"), silent, replace(silent, number=5, step=""),
        replace(talk, opinions=()),
    )  # fmt: skip
    found = texts(sample_record(items=items, texts={}))
    assert "Không thực hiện nội dung này; lý do: hết giờ." in found
    assert found.count("Đã thực hiện.") == 2, "what was marked as done is said to be done, and no more"
    assert found.count("Không ghi ý kiến phát biểu.") == 1, "words are expected of the discussion alone"


def test_a_roll_that_nobody_confirmed_prints_no_figures() -> None:
    record = sample_record(membership=replace(MEMBERSHIP, known=False))
    assert rows(record)["Có mặt"] == ["–"] * 4
    assert "Chưa có số liệu điểm danh." in texts(record)
    assert not any("Tỷ lệ đảng viên" in words for words in texts(record))


def test_until_sealed_it_is_a_draft_without_number_code_or_signature() -> None:
    head = minutes_paper(sample_record(seal=None, number="", signed=True)).head
    assert (head.draft, head.signed, head.seal_line) == ("DỰ THẢO", False, "")
    assert re.fullmatch(r"Số\s+-BB/CB", head.number)
    sealed = minutes_paper(sample_record(number="", signed=True)).head
    assert (sealed.draft, sealed.number, sealed.signed) == ("", "", True)
    assert sealed.seal_line == "Đã chốt 21 giờ 40 phút, ngày 03/11/2026; mã đối chiếu 7F3A-91C2-0B5E"


def test_the_form_is_that_of_the_meetings_day() -> None:
    assert minutes_paper(sample_record()).form == "HD-05"
    old = sample_record(held_on=sample_record().held_on.replace(month=5, day=26))
    assert minutes_paper(old).form == "HD-36"


def test_the_pdf_has_two_signatures_on_one_line_and_no_date_in_its_head() -> None:
    pages = read(write_pdf(minutes_paper(sample_record(notes=(NOTE,), signed=True))))
    last = pages[-1]
    left, right = last.find("NGƯỜI"), last.find("CHỦ")
    assert left.bottom == pytest.approx(right.bottom, abs=0.1)
    assert left.right < 105 < right.left
    assert last.text.count("(đã ký)") == 2
    assert "GHI CHÚ BỔ SUNG, ngày 09/11/2026" in last.text
    assert "An Hòa, ngày" not in pages[0].text
    assert "Nơi nhận" not in last.text
    assert all(face.startswith("Tinos") for page in pages for face in page.faces)
    assert not any(re.match(r"(I+- |\d\. )", page.last_line) for page in pages), "no lone heading"


def test_word_and_page_say_what_the_pdf_says() -> None:
    paper = minutes_paper(sample_record())
    document = Document(io.BytesIO(write_docx(paper)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("NGƯỜI GHI BIÊN BẢN" in text and "Lê Thị Thu Hà" in text for text in cells)
    assert "Thời gian: " in [run.text for one in document.paragraphs for run in one.runs if run.bold]
    page = write_html(paper).decode()
    assert "<strong>Thời gian:</strong> bắt đầu" in page
    assert "NGƯỜI GHI BIÊN BẢN" in page


def test_what_persons_wrote_is_set_as_it_is() -> None:
    poison = '=1+1 #set text(red) $x$ <w:b/> & "q" \\ @ref *b* _i_'
    items = tuple(replace(item, content=poison) if item.step == "C4" else item for item in ITEMS)
    paper = minutes_paper(sample_record(items=items, place=poison))
    printed = " ".join(page.text for page in read(write_pdf(paper)))
    assert printed.count('#set text(red) $x$ <w:b/> & "q" \\ @ref *b* _i_') == 2
    document = Document(io.BytesIO(write_docx(paper)))
    assert sum("<w:b/> & " in one.text for one in document.paragraphs) == 2
    assert write_html(paper).decode().count("&lt;w:b/&gt; &amp;") == 2


def test_the_foot_line_of_the_running_book() -> None:
    assert foot_words(sample_record(), 6) == "Biên bản số 06, sinh hoạt thường kỳ tháng 11/2026"


def test_late_comers_and_early_leavers_stand_below_the_absent() -> None:
    found = texts(sample_record(late=LATE, gone=GONE))
    at = found.index("Vắng không có lý do (01 đồng chí): Vũ Đình Lâm.")
    assert found[at + 1 : at + 4] == [
        "Đến muộn (02 đồng chí): Bùi Thị Lụa – lúc 19 giờ 45 phút, khi đang ở nội dung “Thảo luận”; "
        "Lưu Thế Vượng (không ghi giờ).",
        "Về trước khi bế mạc (01 đồng chí): Hoàng Gia Bảo – lúc 20 giờ 30 phút.",
        "Đồng chí đến muộn, về trước được tính là có mặt. Số đang dự: lúc khai mạc 23, lúc bế mạc 24 "
        "(trong 28 đồng chí phải dự).",
    ]
    assert not [words for words in texts(sample_record()) if "Số đang dự" in words]


def test_the_opening_claims_only_marked_steps() -> None:
    """Steps of the opening without their mark are not told as done."""
    unmarked = tuple(replace(item, done=item.step == "O3") for item in ITEMS)
    found = texts(sample_record(items=unmarked, votes=()))
    assert "1. Khai mạc" in found
    assert "Đồng chí Trần Văn Bách báo cáo tình hình đảng viên. Chương trình gồm 06 nội dung." in found
    bare = texts(sample_record(items=tuple(replace(item, done=False) for item in ITEMS[:4]), votes=()))
    assert not [words for words in bare if "nêu lý do" in words or "thông qua chương trình gồm" in words]
    silent = replace(ITEMS[-1], step="C3", title="Học tập", done=False)
    assert "Không ghi nội dung này đã thực hiện hay chưa." in texts(sample_record(items=(silent,)))


def test_adopted_days_later_without_having_been_read() -> None:
    """Written down afterwards: nothing is claimed that was not said, and the days do not contradict."""
    later = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
    words = texts(sample_record(read_aloud=False, adopted_at=later, afterwards=True))[-1]
    assert words == (
        "Không ghi việc đọc toàn văn biên bản trước chi bộ. Chi bộ nhất trí thông qua: tán thành 22/22 "
        "đảng viên chính thức có mặt. Việc thông qua ghi ngày 05/11/2026, sau buổi sinh hoạt 02 ngày. "
        "Buổi sinh hoạt kết thúc lúc 21 giờ 15 phút ngày 03/11/2026 (105 phút). "
        "Buổi sinh hoạt được ghi vào sổ sau khi bế mạc."
    )


def test_minutes_not_adopted_do_not_say_that_they_were_read() -> None:
    words = texts(sample_record(adopted=None, adopted_at=None))[-1]
    assert words.startswith("Biên bản chưa được thông qua. Buổi sinh hoạt kết thúc lúc 21 giờ")
    assert "đọc" not in words
