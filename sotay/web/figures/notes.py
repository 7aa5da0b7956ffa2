"""What a reader has to know beside a figure, in sentences."""

from collections.abc import Sequence

from sotay.core.period import next_month
from sotay.core.vietnamese import format_month_paper, format_quarter
from sotay.facts.registry import StockIndicator, VerdictIndicator, indicator
from sotay.facts.rules.rollup import Counter
from sotay.web.periods import Window

TOGETHER = (
    "Chi bộ dưới 5 đảng viên không tách theo giới nên được cộng chung vào một dòng; nếu chỉ có một chi bộ "
    "như vậy thì cộng cùng chi bộ ít đảng viên nhất còn lại."
)


def notes_of(code: str, window: Window, counter: Counter, *, joined: bool = False) -> list[str]:
    """How the figure reads its period: the day of a stock, edges without a whole quarter, open months.
    `joined`: some records are told together."""
    about = indicator(code)
    said = [TOGETHER] if joined else []
    if isinstance(about, StockIndicator):
        said.append("Số cuối kỳ: tính vào ngày cuối của thời gian đã chọn, hoặc ngày lập nếu sớm hơn.")
    elif isinstance(about, VerdictIndicator):
        said.append(
            "Mỗi chi bộ một kết luận cho cả kỳ; kết luận của từng năm không cộng thành kết luận của kỳ."
        )
    if (code.startswith("meeting.thematic")) and (edges := window.period.partial_quarters):
        said.append("Chưa đủ quý, không tính: " + ", ".join(format_quarter(q) for q in edges) + ".")
    late = [m for m in window.period.months if m not in set(counter.months)]
    if late and not isinstance(about, StockIndicator):
        first, last = format_month_paper(late[0]), format_month_paper(late[-1])
        span = first if first == last else f"{first} đến {last}"
        said.append(f"Tháng {span} chưa kết thúc vào ngày lập, không tính.")
    return said


def spans_words(spans: Sequence[int]) -> str:
    """Months or quarters in a row, those that follow one another as a span: "3/2023, 5/2023 – 7/2023"."""
    quarters = bool(spans) and spans[0] < 99999
    name = format_quarter if quarters else format_month_paper
    runs: list[list[int]] = []
    for span in spans:
        if runs and span == (next_quarter(runs[-1][-1]) if quarters else next_month(runs[-1][-1])):
            runs[-1].append(span)
        else:
            runs.append([span])
    return ", ".join(name(r[0]) if len(r) == 1 else f"{name(r[0])} – {name(r[-1])}" for r in runs)


def next_quarter(quarter: int) -> int:
    """20234 → 20241."""
    return quarter + 1 if quarter % 10 < 4 else quarter + 7
