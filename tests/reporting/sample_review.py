"""The sample review as a filled paper: invented figures, test data only."""

from dataclasses import replace

from sotay.reporting.paper import (
    Annex,
    Bar,
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Place,
    Table,
)

SCHEME = "“Nâng cao chất lượng sinh hoạt chi bộ thuộc Đảng bộ thành phố Hà Nội trong tình hình mới”"
DRAFT_HEAD = Letterhead(
    superior="ĐẢNG BỘ THÀNH PHỐ HÀ NỘI",
    organ="HUYỆN ỦY MÊ LINH",
    number="Số          -BC/HU",
    place_and_date="Mê Linh, ngày        tháng 6 năm 2024",
    kind="BÁO CÁO",
    abstract=(
        "sơ kết 03 năm thực hiện Đề án số 11-ĐA/TU, ngày 06/12/2021 của Ban Thường vụ Thành ủy về " + SCHEME,
    ),
    right_to_sign="T/M BAN THƯỜNG VỤ",
    post="PHÓ BÍ THƯ",
    signatory="Đào Quang Vinh",
    recipients=(
        "Ban Thường vụ Thành ủy (để báo cáo)",
        "Ban Tổ chức Thành ủy",
        "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ huyện",
        "Các tổ chức cơ sở đảng trực thuộc",
        "Lưu Văn phòng Huyện ủy",
    ),
    draft="DỰ THẢO LẦN 1",
)
FINAL_HEAD = replace(
    DRAFT_HEAD, number="Số 412-BC/HU", place_and_date="Mê Linh, ngày 18 tháng 6 năm 2024", draft=""
)


def rows(*lines: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows of cells from lines such as "1 | Chi bộ | 90% / 360/400"; " / " parts text and small print."""
    made = []
    for line in lines:
        cells = []
        for part in line.split("|"):
            text, _, small = part.strip().partition(" / ")
            cells.append(Cell(text, small))
        made.append(tuple(cells))
    return tuple(made)


ORGANISATIONS = Table(
    title="Biểu 1. Tổ chức đảng trực thuộc, tính đến ngày 31/5/2024",
    columns=(
        Column("Khối", 3),
        *(Column(name, 1.3, "right") for name in ("Tổ chức cơ sở đảng", "Đảng bộ cơ sở", "Chi bộ cơ sở")),
        Column("Chi bộ", 1, "right"),
        Column("Chi, đảng bộ", 1, "right"),
    ),
    rows=rows(
        "Xã, thị trấn | 18 | 18 | 0 | 311 | 329",
        "Cơ quan hành chính, đơn vị sự nghiệp | 26 | 7 | 19 | 41 | 48",
        "Doanh nghiệp | 24 | 10 | 14 | 48 | 58",
        "Toàn Đảng bộ | 68 | 35 | 33 | 400 | 435",
    ),
    total_rows=frozenset({3}),
)
TARGETS = Table(
    title="Biểu 2. Kết quả thực hiện mục tiêu Đề án 11-ĐA/TU (12/2021–5/2024)",
    columns=(
        Column("TT", 0.5, "center"),
        Column("Nội dung", 4.2),
        Column("Mục tiêu", 1, "right", aim=True),
        Column("Kết quả", 1.1, "right"),
        Column("Số lượng", 1.9, "right"),
        Column("Chênh lệch (điểm %)", 1.3, "right"),
    ),
    rows=rows(
        "1 | Chi bộ sinh hoạt thường kỳ hằng tháng | 100% | 100% | 400/400 | 0",
        "2 | Chi bộ sinh hoạt đúng, đủ quy trình | 100% | 100% | 400/400 | 0",
        "3 | Chi bộ sinh hoạt chuyên đề đủ quý | 100% | 90% | 360/400 | −10",
        "4 | Đảng viên dự sinh hoạt thường kỳ:",
        " | - Khối xã, thị trấn | ≥ 90% | 85% | 153.000/180.000 | −5",
        " | - Khối cơ quan hành chính, đơn vị sự nghiệp | ≥ 90% | 100% | 45.000/45.000 | +10",
        " | - Khối doanh nghiệp | ≥ 90% | 80,4% | 21.717/27.000 | −9,6",
        "5 | Đảng viên đang công tác được giao nhiệm vụ cụ thể | 100% | chưa đủ số liệu | | –",
        "6 | Bí thư, phó bí thư, cấp ủy viên được bồi dưỡng | 100% | chưa đủ số liệu | | –",
    ),
)
BARS = Figure(
    title="Hình 1. Kết quả so với mục tiêu của Đề án (%)",
    bars=(
        Bar("Chi bộ sinh hoạt thường kỳ hằng tháng", 1, 1, "100%"),
        Bar("Chi bộ sinh hoạt đúng, đủ quy trình", 1, 1, "100%"),
        Bar("Chi bộ sinh hoạt chuyên đề đủ quý", 0.9, 1, "90%"),
        Bar("Dự sinh hoạt: xã, thị trấn", 0.85, 0.9, "85%"),
        Bar("Dự sinh hoạt: cơ quan hành chính, đơn vị sự nghiệp", 1, 0.9, "100%"),
        Bar("Bồi dưỡng nghiệp vụ", None, 1, "chưa đủ số liệu"),
    ),
    legend="Cột xám: kết quả; vạch đen: mục tiêu của Đề án.",
)
YEARS = Table(
    title="Biểu 3. Tỷ lệ đảng viên dự sinh hoạt thường kỳ theo khối và năm",
    columns=(
        Column("Khối", 2),
        *(Column(name, 1.5, "right") for name in ("Năm 2022", "Năm 2023", "5 tháng 2024", "12/2021–5/2024")),
    ),
    rows=rows(
        "Xã, thị trấn | 83,5% / 60.120/72.000 | 86% / 61.920/72.000 | 87% / 26.100/30.000 "
        "| 85% / 153.000/180.000",
        "Cơ quan | 100% / 18.000/18.000 | 100% / 18.000/18.000 | 100% / 7.500/7.500 | 100% / 45.000/45.000",
        "Doanh nghiệp | 79% / 8.532/10.800 | 81% / 8.748/10.800 | 83% / 3.735/4.500 | 80,4% / 21.717/27.000",
    ),
)


def _opening() -> list[Block]:
    return [
        Paragraph(
            f"Thực hiện Đề án số 11-ĐA/TU, ngày 06/12/2021 của Ban Thường vụ Thành ủy Hà Nội về {SCHEME} "
            "(Đề án 11-ĐA/TU), Ban Thường vụ Huyện ủy báo cáo kết quả 03 năm thực hiện (từ tháng 12/2021 "
            "đến tháng 5/2024) như sau:"
        ),
        Heading(1, "I- TÌNH HÌNH CHUNG"),
        Paragraph(
            "Tính đến tháng 5/2024, Đảng bộ huyện có 68 tổ chức cơ sở đảng trực thuộc với 9.255 đảng viên, "
            "sinh hoạt tại 311 chi bộ khối xã, thị trấn; 48 chi, đảng bộ khối cơ quan hành chính, đơn vị "
            "sự nghiệp và 58 chi, đảng bộ khối doanh nghiệp (Biểu 1)."
        ),
        ORGANISATIONS,
        Note(
            "Chi bộ gồm chi bộ cơ sở và chi bộ trực thuộc đảng bộ cơ sở; “chi, đảng bộ” gồm chi bộ "
            "và đảng bộ cơ sở."
        ),
        Place("thuan-loi", "thuận lợi, khó khăn khi triển khai Đề án, 2–4 câu"),
        Heading(1, "II- LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT, TRIỂN KHAI"),
        Heading(2, "1. Ban hành văn bản"),
        Paragraph(
            "Ban Thường vụ Huyện ủy đã xây dựng, ban hành kế hoạch thực hiện Đề án 11-ĐA/TU và 04 văn bản "
            "lãnh đạo, chỉ đạo (Phụ lục 2); 68/68 tổ chức cơ sở đảng ban hành kế hoạch thực hiện."
        ),
        Heading(2, "2. Tuyên truyền, quán triệt; bồi dưỡng nghiệp vụ"),
        Paragraph(
            "Hằng năm, Huyện ủy tổ chức lớp bồi dưỡng nghiệp vụ công tác đảng cho đội ngũ bí thư chi bộ: "
            "03 lớp, 1.146 lượt người."
        ),
        Place("quan-triet", "hình thức tuyên truyền, quán triệt"),
        Heading(2, "3. Dự sinh hoạt tại chi bộ; kiểm tra, giám sát"),
        Paragraph(
            "Các đồng chí Thường trực Huyện ủy, Ủy viên Ban Thường vụ, Huyện ủy viên được phân công dự sinh "
            "hoạt 1.230 lượt; đã dự 1.108 lượt, đạt 90,1% (1.108/1.230)."
        ),
        Place("kiem-tra", "kiểm tra, giám sát"),
    ]


def _results() -> list[Block]:
    return [
        Heading(1, "III- KẾT QUẢ THỰC HIỆN"),
        Heading(2, "1. Kết quả so với mục tiêu của Đề án"),
        Paragraph(
            "Đến nay, 100% chi bộ (400/400) duy trì sinh hoạt thường kỳ hằng tháng và thực hiện đầy đủ các "
            "bước của quy trình sinh hoạt; 90% chi bộ (360/400) tổ chức sinh hoạt chuyên đề đủ các quý theo "
            "quy định. Tỷ lệ đảng viên dự sinh hoạt khối xã, thị trấn bình quân đạt 85%, khối cơ quan hành "
            "chính đạt 100% (Biểu 2, Hình 1)."
        ),
        TARGETS,
        Note(
            "Tỷ lệ dự sinh hoạt = lượt có mặt / (lượt phải dự – lượt vắng có lý do), tính gộp cả khối; không "
            "tính đảng viên được miễn sinh hoạt. Số liệu: 400/400 chi bộ."
        ),
        BARS,
        Heading(2, "2. Kết quả theo năm"),
        YEARS,
        Note("Số liệu tháng 12/2021 chỉ tính vào cột cả kỳ. Chi tiết theo tổ chức cơ sở đảng: Phụ lục 1."),
        Heading(2, "3. Ưu điểm"),
        Place("uu-diem", "ưu điểm nổi bật, mô hình hay, cách làm tốt; kết quả phong trào “Chi bộ bốn tốt”"),
        Heading(2, "4. Hạn chế"),
        Paragraph("Còn 10% chi bộ (40/400) chưa tổ chức sinh hoạt chuyên đề đủ các quý.", item=True),
        Paragraph(
            "Tỷ lệ đảng viên dự sinh hoạt khối xã, thị trấn đạt 85%, thấp hơn mục tiêu 5 điểm phần trăm.",
            item=True,
        ),
        Place("han-che", "hạn chế khác"),
        Heading(2, "5. Nguyên nhân"),
        Heading(3, "a) Nguyên nhân khách quan"),
        Place("khach-quan", "nguyên nhân khách quan"),
        Heading(3, "b) Nguyên nhân chủ quan"),
        Place("chu-quan", "nguyên nhân chủ quan"),
        Heading(2, "6. Bài học kinh nghiệm"),
        Place("bai-hoc", "bài học kinh nghiệm"),
    ]


def _outlook() -> list[Block]:
    return [
        Heading(1, "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"),
        Paragraph(
            "Đổi mới nội dung, hình thức sinh hoạt chi bộ; lựa chọn chuyên đề phù hợp, sát nhiệm vụ từng địa "
            "phương, cơ quan, đơn vị.",
            item=True,
        ),
        Paragraph(
            "Mỗi quý tổ chức sinh hoạt chuyên đề một lần; phấn đấu 100% chi bộ đạt yêu cầu theo Quy định "
            "144-QĐ/TW.",
            item=True,
        ),
        Heading(1, "V- ĐỀ XUẤT, KIẾN NGHỊ"),
        Place("kien-nghi", "đề xuất, kiến nghị với Thành ủy và các cơ quan; không có thì gạch bỏ"),
    ]


def _by_organisation(count: int) -> Table:
    lines = [
        f"{n} | Đảng bộ xã Thử Nghiệm {n} | 18 | 540 | 100% | 161/162 | 99,4% | 10.418 | 8.537 | 81,9%"
        for n in range(1, count + 1)
    ]
    total = " | Toàn Đảng bộ | 400 | 12.000 | 100% | 3.564/3.600 | 99% | 252.000 | 219.717 | 87,2%"
    return Table(
        title="",
        columns=(
            Column("TT", 0.5, "center"),
            Column("Tổ chức cơ sở đảng", 3.2),
            Column("Chi bộ", 0.8, "right"),
            Column("Chi bộ–tháng", 1.1, "right"),
            Column("Tỷ lệ", 0.9, "right"),
            Column("Chi bộ–quý", 1.3, "right"),
            Column("Tỷ lệ", 0.9, "right"),
            Column("Lượt phải dự*", 1.2, "right"),
            Column("Lượt có mặt", 1.2, "right"),
            Column("Tỷ lệ", 0.9, "right"),
        ),
        groups=(("", 3), ("Sinh hoạt thường kỳ", 2), ("Sinh hoạt chuyên đề", 2), ("Dự sinh hoạt", 3)),
        rows=rows(*lines, total),
        total_rows=frozenset({count}),
    )


DOCUMENTS = Table(
    title="",
    columns=(
        Column("TT", 0.5, "center"),
        Column("Số, ký hiệu", 1.4),
        Column("Ngày ban hành", 1.2, "center"),
        Column("Cơ quan ban hành", 2),
        Column("Trích yếu", 4),
    ),
    rows=rows(
        "1 | 25-KH/HU | 15/01/2022 | Ban Thường vụ Huyện ủy | Kế hoạch thực hiện Đề án 11-ĐA/TU",
        "2 | 214-CV/HU | 09/5/2023 | Ban Thường vụ Huyện ủy | Về việc chấn chỉnh nền nếp sinh hoạt chi bộ",
    ),
)


def sample_review(*, draft: bool = True, organisations: int = 68) -> Paper:
    """The whole review; `draft` leaves the places empty, else they hold written text."""
    blocks = (*_opening(), *_results(), *_outlook())
    if not draft:
        written = "Nội dung do cấp ủy viết, đã được tập thể thảo luận và thống nhất."
        blocks = tuple(Paragraph(written) if isinstance(block, Place) else block for block in blocks)
    note = Note("* Đã trừ lượt vắng có lý do; không tính đảng viên được miễn sinh hoạt. Không xếp hạng.")
    return Paper(
        form="HD-36",
        head=DRAFT_HEAD if draft else FINAL_HEAD,
        blocks=blocks,
        annexes=(
            Annex(
                1,
                "Kết quả sinh hoạt chi bộ theo tổ chức cơ sở đảng (12/2021–5/2024)",
                (_by_organisation(organisations), note),
                landscape=True,
            ),
            Annex(2, "Danh mục văn bản đã ban hành thực hiện Đề án", (DOCUMENTS,)),
        ),
    )
