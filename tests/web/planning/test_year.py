"""The year's plan shows how each quarter's duty, a thematic meeting, stands."""

import re

import pytest

from sotay.meetings.choices import CountHeld, Kind
from sotay.meetings.models import CellMonthCount, Meeting, PlanEntry
from tests.web.world import World

pytestmark = pytest.mark.django_db


def themes(world: World) -> dict[str, str]:
    """By quarter, what stands beside its name."""
    page = world.get("bi-thu", world.page("A1", "ke-hoach/2024/")).content.decode()
    heads = re.findall(r'<h2 id="quy-\d">(.*?)</h2>(.*?)</div>', page, re.DOTALL)
    return {name: re.sub(r"<svg.*?</svg>|<[^>]+>", "", word, flags=re.DOTALL).strip() for name, word in heads}


def test_each_quarter_says_how_its_theme_stands(world: World) -> None:
    """Today is a day of June 2024: the second quarter ends with this month."""
    Meeting.objects.filter(cell=world.places["A1"], counted_for__gte=202404).update(kind=Kind.REGULAR)
    found = themes(world)
    assert list(found) == ["Quý I/2024", "Quý II/2024", "Quý III/2024", "Quý IV/2024"]
    assert found["Quý II/2024"] == "Chưa có chuyên đề, tháng này là hạn"
    assert found["Quý III/2024"] == "Chưa có chuyên đề"
    PlanEntry.objects.create(cell=world.places["A1"], month=202408, kind=Kind.THEMATIC)
    assert themes(world)["Quý III/2024"] == "Chuyên đề đã có trong kế hoạch"
    Meeting.objects.filter(pk=world.meetings["A1-202404"].pk).update(kind=Kind.COMBINED)
    assert themes(world)["Quý II/2024"] == "Đã sinh hoạt chuyên đề"


def test_a_quarter_that_passed_is_asked_for_unless_its_counts_tell_of_a_theme(world: World) -> None:
    Meeting.objects.filter(cell=world.places["A1"], counted_for__lt=202404).update(kind=Kind.REGULAR)
    assert themes(world)["Quý I/2024"] == "Chưa ghi chuyên đề"
    warned = world.get("bi-thu", world.page("A1", "ke-hoach/2024/")).content.decode()
    assert "Quý I/2024 chưa có chuyên đề." in warned
    CellMonthCount.objects.create(cell=world.places["A1"], month=202402, held=CountHeld.YES, theme_held=True)
    assert themes(world)["Quý I/2024"] == "Đã sinh hoạt chuyên đề"
    warned = world.get("bi-thu", world.page("A1", "ke-hoach/2024/")).content.decode()
    assert "Quý I/2024 chưa có chuyên đề." not in warned
