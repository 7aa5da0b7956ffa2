"""How a meeting moves on: from plain values, forward only.

The order is ours; Hướng dẫn 42-HD/BTCTW (2025) asks for preparation, notice, papers a day before, the
meeting itself and its minutes. A meeting written down after the event comes to CLOSED at once.
"""

from collections.abc import Collection

from sotay.core.errors import DomainError
from sotay.meetings.choices import Stage

FROM: dict[Stage, frozenset[int]] = {
    Stage.PLANNED: frozenset({0}),
    Stage.CALLED: frozenset({Stage.PLANNED}),
    Stage.IN_SESSION: frozenset({Stage.PLANNED, Stage.CALLED}),
    Stage.CLOSED: frozenset({0, Stage.PLANNED, Stage.CALLED, Stage.IN_SESSION}),
    Stage.ADOPTED: frozenset({Stage.CLOSED}),
    Stage.SEALED: frozenset({Stage.ADOPTED}),
    Stage.FILED: frozenset({Stage.SEALED}),
}
"""From which stages each one may be reached. CLOSED from before IN_SESSION: recorded after the event."""


class WrongStage(DomainError):
    """The meeting has not come so far, or is past it; the sentence says what can be done now."""

    def __init__(self, stage: int, wanted: Collection[Stage]) -> None:
        super().__init__(_too_late(stage, wanted) if stage > max(wanted) else _too_early(stage, wanted))
        self.stage = stage


def _too_late(stage: int, wanted: Collection[Stage]) -> str:
    """The meeting is past what was asked for: what can be done instead."""
    if stage >= Stage.SEALED:
        return (
            "Biên bản đã chốt nên không sửa được nữa. Cần nói thêm: mở Biên bản, chọn Ghi chú bổ sung; "
            "ghi chú đứng sau biên bản, có ngày giờ và tên người ghi."
        )
    if stage == Stage.ADOPTED:
        return (
            "Biên bản đã thông qua nên chỗ này không sửa được nữa. Cần nói thêm: mở Biên bản, viết ở mục Ghi "
            "thêm trước khi bế mạc rồi thông qua lại; hoặc chốt xong thì chọn Ghi chú bổ sung."
        )
    if stage == Stage.CLOSED:
        return (
            "Buổi sinh hoạt đã bế mạc nên việc này không làm được nữa. Người ghi sổ còn sửa được nội dung, "
            "điểm danh, biểu quyết: mở Biên bản, xem mục Sửa trước khi chốt."
        )
    if stage == Stage.IN_SESSION:
        return (
            "Buổi sinh hoạt đã khai mạc nên việc trước buổi đã khép lại: điều cần đổi thì ghi ngay tại buổi."
        )
    return "Buổi này đã gửi giấy mời rồi: xem và sửa ở trang Chuẩn bị."


def _too_early(stage: int, wanted: Collection[Stage]) -> str:
    """The meeting has not come so far: what comes first."""
    least = min(wanted)
    if stage == 0:
        return "Buổi này chưa có lịch trong sổ: lên lịch hoặc ghi buổi đã sinh hoạt trước, rồi làm việc này."
    if least <= Stage.CALLED:
        return "Buổi này chưa gửi giấy mời: gửi giấy mời trước, rồi làm việc này."
    if stage < Stage.IN_SESSION:
        return "Buổi sinh hoạt chưa khai mạc: mở buổi sinh hoạt trước, rồi làm việc này."
    if stage == Stage.IN_SESSION:
        return "Buổi sinh hoạt chưa bế mạc: bế mạc ở trang Điều hành trước, rồi làm việc này."
    if stage == Stage.CLOSED and least == Stage.ADOPTED:
        return "Biên bản chưa thông qua: đọc trước chi bộ, ghi biểu quyết thông qua, rồi làm việc này."
    return (
        "Biên bản chưa chốt nên chưa cần việc này: sửa thẳng vào biên bản, hoặc thông qua, xác nhận rồi chốt."
    )


def require_stage(stage: int, *wanted: Stage) -> None:
    """Raise WrongStage unless the meeting stands at one of the wanted stages."""
    if stage not in wanted:
        raise WrongStage(stage, wanted)


def require_move(stage: int, to: Stage) -> None:
    """Raise WrongStage unless a meeting at `stage` may move to `to`."""
    if stage not in FROM[to]:
        raise WrongStage(stage, [Stage(one) for one in sorted(FROM[to]) if one])
