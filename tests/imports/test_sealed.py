"""Sealed minutes stand: a spreadsheet changes neither their meeting nor its roll, and says what it left."""

from typing import Any

import pytest

from sotay.access.choices import Permission
from sotay.core.actor import system_actor
from sotay.meetings import operations
from sotay.meetings.choices import Stage
from sotay.meetings.models import Attendance, Meeting, MeetingStep
from sotay.meetings.rules.session import Sealed
from tests.imports.support import MEETINGS, ROLL, Desk, counts, line, meeting, only_fault

pytestmark = pytest.mark.django_db
JANUARY = "01/2024"


def sealed(desk: Desk) -> Meeting:
    """The meeting of X1 in January with its roll, its minutes sealed."""
    desk.take({ROLL: [line("X1", "A", **{JANUARY: "x"}), line("X1", "B", **{JANUARY: "p"})]})
    found = Meeting.objects.get(cell__code="X1", counted_for=202401)
    Meeting.objects.filter(pk=found.pk).update(stage=Stage.SEALED)
    return found


def states(one: Meeting) -> dict[str, str]:
    rows = Attendance.objects.filter(meeting=one, member__identifiers__kind="record")
    return dict(rows.values_list("member__identifiers__number", "state"))


def test_a_roll_does_not_rewrite_sealed_minutes(village: Desk) -> None:
    one = sealed(village)
    before = states(one)
    lines = [line("X1", "A", **{JANUARY: "k"}), line("X1", "B", **{JANUARY: "k"})]
    plan = village.take({ROLL: lines})
    assert states(one) == before
    assert counts(plan) == [(0, 0, 2, 0)]
    assert [n.message for n in plan.notices] == [
        "2 lượt khác biên bản đã chốt của 1 buổi (X1 tháng 01/2024): giữ theo biên bản."
    ]


def test_other_months_of_the_same_rows_go_in(village: Desk) -> None:
    one = sealed(village)
    village.take({MEETINGS: [meeting("X1", "02/2024", "05/02/2024")]})
    marks: dict[str, Any] = {JANUARY: "k", "02/2024": "k"}
    village.take({ROLL: [line("X1", "A", **marks)]})
    assert states(one)["A"] == "present"
    assert states(Meeting.objects.get(cell__code="X1", counted_for=202402))["A"] == "unexcused"


def test_the_same_roll_again_says_nothing(village: Desk) -> None:
    sealed(village)
    plan = village.take({ROLL: [line("X1", "A", **{JANUARY: "x"}), line("X1", "B", **{JANUARY: ""})]})
    assert not plan.notices


def test_a_row_about_a_sealed_meeting_is_refused(village: Desk) -> None:
    one = sealed(village)
    before = Meeting.objects.filter(pk=one.pk).values().get()
    row = meeting("X1", JANUARY, "05/01/2024", **{"Địa điểm": "Nhà khác"})
    plan = village.dry({MEETINGS: [row]})
    assert "Biên bản buổi này đã chốt" in only_fault(plan)[2]
    assert Meeting.objects.filter(pk=one.pk).values().get() == before


def test_the_same_row_again_is_no_fault(village: Desk) -> None:
    sealed(village)
    assert counts(village.take({MEETINGS: [meeting("X1", JANUARY, "05/01/2024")]})) == [(0, 0, 1, 0)]


def test_the_floor_of_meetings_refuses_whatever_the_plan_says(village: Desk) -> None:
    one, actor = sealed(village), system_actor(Permission)
    about = {"actor": actor, "cells": []}
    lines = [(row.pk, "unexcused") for row in Attendance.objects.filter(meeting=one)]
    with pytest.raises(Sealed):
        operations.save_roll(**about, new=[], states=lines)
    member = Attendance.objects.filter(meeting=one).values_list("member_id", flat=True)[0]
    new = operations.RollLine(one.pk, one.cell_id, member, "official", True, True, "present")
    with pytest.raises(Sealed):
        operations.save_roll(**about, new=[new], states=[])
    with pytest.raises(Sealed):
        operations.save_meetings(**about, new=[], changed=[one])
    with pytest.raises(Sealed):
        operations.replace_steps([one.pk], steps=[])
    assert not MeetingStep.objects.filter(meeting=one).exists()


def test_another_day_of_a_sealed_month_is_asked_about(village: Desk) -> None:
    """28 for 05 was mistyped; who really met twice gives the second meeting a code."""
    sealed(village)
    row = meeting("X1", JANUARY, "28/01/2024")
    assert "đã chốt biên bản buổi ngày 05/01/2024" in only_fault(village.dry({MEETINGS: [row]}))[2]
    village.take({MEETINGS: [row | {"Mã buổi": "lan-hai"}]})
    assert Meeting.objects.filter(cell__code="X1", counted_for=202401).count() == 2


def test_a_guest_is_told_of_its_own_roll_alone(village: Desk) -> None:
    """Who hosted the meeting may lie outside what the person who brings the roll may see."""
    row = meeting("X1", "02/2024", "05/02/2024", **{"Chi bộ cùng sinh hoạt": "X2"})
    village.take({MEETINGS: [row]})
    Meeting.objects.filter(cell__code="X1", counted_for=202402).update(stage=Stage.SEALED)
    plan = village.take({ROLL: [line("X2", "D", **{"02/2024": "x"})]})
    told = [n.message for n in plan.notices if "biên bản đã chốt" in n.message]
    assert told == ["1 lượt khác biên bản đã chốt của 1 buổi (X2 tháng 02/2024): giữ theo biên bản."]
