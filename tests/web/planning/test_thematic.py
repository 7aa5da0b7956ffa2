"""A thematic meeting beside the month's regular one: ways that lead to it, what it proposes, what it keeps.

A month has one regular meeting; a theme is due once a quarter, in a meeting of its own or combined with the
regular one (Hướng dẫn 12-HD/BTCTW, 2018; 42-HD/BTCTW, 2025).
"""

import re
from datetime import date
from typing import Any

import pytest

from sotay.meetings.choices import Kind, Stage, Status
from sotay.meetings.models import Meeting, PlanEntry, Topic
from tests import factories as make
from tests.web.planning.test_preparing import address, plan, send
from tests.web.world import World

HELD, NEXT = 202406, 202407
LINK = "Chuẩn bị thêm buổi chuyên đề"


def read(world: World, path: str) -> str:
    return str(world.get("bi-thu", path).content.decode())


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""


def chosen(page: str) -> str:
    found = re.search(r'name="kind" value="(\w+)"[^>]*checked', page)
    return found[1] if found else ""


def separate(world: World, path: str, **more: str) -> Any:
    """Send the proposal of a separate thematic meeting as it stands, but for what differs."""
    page = read(world, path)
    sent = {
        name: value(page, name) for name in ("key", "month", "topic", "planned_on", "planned_time", "theme")
    }
    return send(world, path, **sent | {"place": "Đình làng", "kind": "thematic", "mode": "in_person"} | more)


@pytest.fixture
def regular(world: World) -> Meeting:
    """June's regular meeting is held, July's is planned."""
    make.meeting(world.places["A1"], HELD, held_on=date(2024, 6, 3))
    plan(world, month=str(NEXT), planned_on="03/07/2024")
    return Meeting.objects.get(cell=world.places["A1"], counted_for=NEXT)


@pytest.fixture
def topic(world: World) -> Topic:
    return Topic.objects.create(
        owner=world.places["A1"], title="Chuyển đổi số ở thôn", added_at="2024-06-01T00:00Z"
    )


def test_a_row_of_the_years_plan_leads_to_its_preparation(
    world: World, regular: Meeting, topic: Topic
) -> None:
    entry = PlanEntry.objects.create(
        cell=world.places["A1"], month=NEXT, kind=Kind.THEMATIC, planned_on=date(2024, 7, 20),
        theme="Chuyển đổi số ở thôn", topic=topic,
    )  # fmt: skip
    year = world.page("A1", "ke-hoach/2024/")
    path = world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}")
    assert f'href="{path}"'.replace("&", "&amp;") in read(world, year)
    page = read(world, path)
    assert "Lên lịch sinh hoạt chuyên đề tháng 7/2024" in page
    assert f'href="{address(regular, "chuan-bi/")}">Buổi thường kỳ, 03/07/2024</a>' in page
    assert (value(page, "planned_on"), value(page, "theme"), chosen(page)) == (
        "20/07/2024", "Chuyển đổi số ở thôn", "thematic",
    )  # fmt: skip
    answer = separate(world, path)
    made = Meeting.objects.get(cell=world.places["A1"], kind=Kind.THEMATIC, counted_for=NEXT)
    assert answer.headers["Location"] == address(made, "chuan-bi/")
    assert (made.planned_on, made.theme, made.topic) == (date(2024, 7, 20), entry.theme, topic)
    regular.refresh_from_db()
    assert (regular.kind, regular.stage, regular.planned_on) == ("regular", Stage.PLANNED, date(2024, 7, 3))
    entry.refresh_from_db()
    assert (entry.planned_on, entry.topic) == (date(2024, 7, 20), topic), "the plan keeps its topic"
    assert "Chuẩn bị buổi này" not in read(world, year), "it is prepared"
    assert "Sinh hoạt chuyên đề tháng 7/2024" in read(world, address(made, "chuan-bi/"))


def test_rows_that_have_passed_or_are_regular_have_no_such_button(world: World) -> None:
    for month, kind in ((202405, Kind.THEMATIC), (202406, Kind.REGULAR), (202408, Kind.COMBINED)):
        PlanEntry.objects.create(cell=world.places["A1"], month=month, kind=kind)
    assert "Chuẩn bị buổi này" not in read(world, world.page("A1", "ke-hoach/2024/"))
    PlanEntry.objects.create(cell=world.places["A1"], month=202409, kind=Kind.THEMATIC)
    assert read(world, world.page("A1", "ke-hoach/2024/")).count("Chuẩn bị buổi này") == 1


def test_a_planned_regular_meeting_leads_to_a_thematic_one_beside_it(world: World, regular: Meeting) -> None:
    answer = world.get("bi-thu", world.page("A1", "chuan-bi/"), thang=str(NEXT))
    assert answer.headers["Location"] == address(regular, "chuan-bi/")
    page = read(world, address(regular, "chuan-bi/"))
    path = world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}")
    assert f'href="{path}">{LINK}'.replace("&", "&amp;") in page
    page = read(world, path)
    assert value(page, "planned_on") == "17/07/2024", "two weeks after the regular meeting"
    assert separate(world, path, theme="Học Bác").status_code == 302
    made = Meeting.objects.get(cell=world.places["A1"], kind=Kind.THEMATIC, counted_for=NEXT)
    assert LINK not in read(world, address(made, "chuan-bi/"))
    assert "Buổi chuyên đề: Học Bác, 17/07/2024" in read(world, path), "a third one knows of both"
    assert Meeting.objects.filter(cell=world.places["A1"], counted_for=NEXT).count() == 2


def test_a_thematic_meeting_still_fits_into_a_month_whose_regular_one_is_held(
    world: World, regular: Meeting
) -> None:
    """The form of July's meeting takes a day in June once the kind is a separate theme: a theme counts in
    the month of its day. A regular meeting of July is still refused there."""
    Meeting.objects.filter(pk=regular.pk).delete()
    path = world.page("A1", "chuan-bi/")
    assert "Lên lịch sinh hoạt tháng 7/2024" in read(world, path)
    refused = separate(world, path, kind="regular", planned_on="20/06/2024", theme="")
    assert "Ngày không hợp với tháng tính" in refused.content.decode()
    assert separate(world, path, planned_on="20/06/2024", theme="Học Bác").status_code == 302
    made = Meeting.objects.get(cell=world.places["A1"], kind=Kind.THEMATIC, stage=Stage.PLANNED)
    assert (made.counted_for, made.planned_on, made.status) == (HELD, date(2024, 6, 20), Status.PLANNED)


def test_a_topic_taken_up_is_never_dropped(world: World, regular: Meeting, topic: Topic) -> None:
    bank = read(world, world.page("A1", "chuyen-de/"))
    used = world.page("A1", f"chuan-bi/?chuyen-de={topic.public_id}")
    assert f'href="{used}"' in bank
    answer = world.get(
        "bi-thu", world.page("A1", "chuan-bi/"), **{"chuyen-de": topic.public_id, "thang": NEXT}
    )
    path = answer.headers["Location"]
    assert path == world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}&chuyen-de={topic.public_id}")
    page = read(world, path)
    assert (value(page, "theme"), chosen(page)) == (topic.title, "thematic")
    assert f"Chuyên đề: {topic.title}" in page, "the agenda names it too"
    assert 'name="reason"' not in page, "it is combined with nothing"
    assert separate(world, path).status_code == 302
    assert Meeting.objects.get(kind=Kind.THEMATIC, counted_for=NEXT).topic == topic


def test_or_the_topic_joins_the_regular_meeting(world: World, regular: Meeting, topic: Topic) -> None:
    offered = read(world, world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}&chuyen-de={topic.public_id}"))
    path = address(regular, f"lich/?chuyen-de={topic.public_id}")
    assert f'href="{path}">Gắn chuyên đề này vào buổi ấy' in offered
    page = read(world, path)
    assert (value(page, "theme"), chosen(page)) == (topic.title, "combined")
    sent = {
        name: value(page, name) for name in ("seen", "month", "topic", "planned_on", "planned_time", "place")
    }
    answer = send(world, path, **sent, kind="combined", theme=topic.title, mode="in_person", reason="Ở xa")
    assert answer.status_code == 302
    regular.refresh_from_db()
    assert (regular.kind, regular.theme, regular.topic) == ("combined", topic.title, topic)
    Meeting.objects.filter(pk=regular.pk).update(stage=Stage.IN_SESSION)
    offered = read(world, world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}&chuyen-de={topic.public_id}"))
    assert "Gắn chuyên đề này" not in offered, "it has begun"


def test_the_bank_asked_from_a_thematic_proposal_leads_back_to_it(world: World, topic: Topic) -> None:
    proposal = world.page("A1", "chuan-bi/?rieng=1&thang=202408")
    bank = world.page("A1", "chuyen-de/?thang=202408")
    assert f'href="{bank}"' in read(world, proposal)
    assert f'href="{proposal}&chuyen-de={topic.public_id}"'.replace("&", "&amp;") in read(world, bank)


@pytest.mark.parametrize("asked", ["202405", "202507", "202413", "abc", "²"])
def test_a_month_that_cannot_be_planned_is_this_one(world: World, asked: str) -> None:
    page = read(world, world.page("A1", f"chuan-bi/?rieng=1&thang={asked}"))
    assert "Lên lịch sinh hoạt chuyên đề tháng 6/2024" in page


def test_a_refusal_keeps_the_thematic_form(world: World, regular: Meeting) -> None:
    path = world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}")
    answer = separate(world, path, planned_on="01/06/2024", theme="Học Bác")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Ngày này đã qua" in page
    assert "Lên lịch sinh hoạt chuyên đề tháng 7/2024" in page
    assert (value(page, "theme"), chosen(page)) == ("Học Bác", "thematic")


def test_two_meetings_on_one_evening_are_told_at_planning_and_calling(world: World, regular: Meeting) -> None:
    words = "Chi bộ đã có buổi thường kỳ 19:30 cùng ngày, tại nhà văn hóa."
    path = world.page("A1", f"chuan-bi/?rieng=1&thang={NEXT}")
    assert "Chi bộ đã có buổi" not in read(world, path), "two weeks later by itself"
    PlanEntry.objects.create(
        cell=world.places["A1"], month=NEXT, kind=Kind.THEMATIC, planned_on=date(2024, 7, 3), theme="Số hóa"
    )
    assert words in read(world, path), "on the day of the year's plan"
    assert separate(world, path, planned_time="20:00").status_code == 302, "told, not refused"
    theme = Meeting.objects.get(cell=world.places["A1"], kind=Kind.THEMATIC, counted_for=NEXT)
    for page in ("chuan-bi/", "trieu-tap/"):
        assert words in read(world, address(theme, page))
        assert "Chi bộ đã có buổi chuyên đề 20:00 cùng ngày, tại đình làng." in read(
            world, address(regular, page)
        )
    assert "Hai buổi của chi bộ sát giờ nhau" in read(world, world.page("A1", "chi-bo/"))
    assert send(world, address(theme, "trieu-tap/")).status_code == 302
    Meeting.objects.filter(pk=theme.pk).update(planned_on=date(2024, 7, 4))
    for where in (address(theme, "chuan-bi/"), address(regular, "chuan-bi/"), address(regular, "trieu-tap/")):
        assert "Chi bộ đã có buổi" not in read(world, where)
    assert "sát giờ nhau" not in read(world, world.page("A1", "chi-bo/"))
