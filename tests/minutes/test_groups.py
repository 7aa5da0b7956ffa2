"""Minutes of a meeting that a large cell held group by group (tổ đảng)."""

from dataclasses import replace
from datetime import time

import pytest

from sotay.meetings.operations.guests import SittingDraft, save_sittings
from sotay.minutes.models import Adoption
from sotay.minutes.queries import minutes_page, record_of, seal_holds
from sotay.minutes.record import GroupSitting, record_from_json, record_to_json
from sotay.minutes.rules import digest_of, noticed
from sotay.minutes.rules.changes import changes
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import adopt, confirm, held, seal

pytestmark = pytest.mark.django_db


def in_groups(people: int = 7, placed: int = 7) -> Evening:
    """An evening at which the cell sat in two groups, the first with its own hours and place."""
    one = held(people)
    keys = [member.public_id for member in one.members][:placed]
    drafts = [
        SittingDraft("", "Tổ 1", DAY, time(19), time(20, 15), "Xóm Trong", tuple(keys[:3])),
        SittingDraft("", "Tổ 2", members=tuple(keys[3:])),
    ]
    save_sittings(actor=SECRETARY, meeting=one.again(), drafts=drafts, at=after(106))
    return one


def test_minutes_tell_when_and_where_each_group_sat() -> None:
    found = record_of(in_groups().again(), today=DAY)
    assert found.groups == (GroupSitting("Tổ 1", DAY, time(19), time(20, 15), "Xóm Trong"),)
    assert record_from_json(record_to_json(found)) == found
    assert not any("chưa xếp vào tổ" in words for words in noticed(found))
    later = replace(found, groups=(replace(found.groups[0], place="Xóm Ngoài"),))
    (change,) = changes(found, later)
    assert (change.what, change.now) == ("Họp riêng: Tổ 1", "19:00–20:15, 03/11/2026, Xóm Ngoài")


def test_whoever_belongs_to_no_group_is_pointed_out() -> None:
    found = record_of(in_groups(placed=5).again(), today=DAY)
    assert any(words.startswith("Họp theo tổ mà còn 2 đồng chí chưa xếp") for words in noticed(found))


def test_minutes_adopted_before_they_told_of_groups_are_sealed_as_adopted() -> None:
    one = in_groups()
    adopt(one)
    before = replace(record_of(one.again(), today=DAY), groups=())
    assert '"groups"' not in record_to_json(before)
    Adoption.objects.update(digest=digest_of(before), record=record_to_json(before, bare=True))
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is None
    assert page.record.adopted is not None
    confirm(one)
    assert seal(one).digest == digest_of(before)
    assert seal_holds(one.again())
