"""Minutes of a meeting held jointly name the cells that sat there. Those adopted before minutes did so keep
what was adopted: they say nothing of the cells, are sealed as they were voted on, and their seals hold."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from sotay.meetings.models import AgendaItem, Attendance, JointCell
from sotay.meetings.operations.recording import amend_meeting
from sotay.meetings.queries.recorded import draft_of
from sotay.meetings.rules.recording import mark_of
from sotay.minutes.models import Adoption, Confirmation, Seal
from sotay.minutes.operations.adopting import CHANGED
from sotay.minutes.queries import minutes_page, record_of, seal_holds
from sotay.minutes.record import record_from_json, record_to_json
from sotay.minutes.rules import MinutesRefused, code_of, digest_of
from sotay.minutes.rules.changes import changes
from sotay.organisations.choices import Kind
from sotay.organisations.models import Organisation
from sotay.organisations.queries import superior_on
from sotay.reporting.meeting_papers import minutes_paper
from sotay.reporting.paper import Paragraph
from tests import factories as make
from tests.meetings.session_support import DAY, SECRETARY, Evening, after
from tests.minutes.support import TODAY, adopt, confirm, held, seal
from tests.minutes.test_groups import in_groups

pytestmark = pytest.mark.django_db

LEAD = "Chi bộ cùng sinh hoạt:"


def beside(one: Evening, called: str, order: int = 1) -> Organisation:
    """Another cell of the same superior."""
    cell = make.organisation(Kind.CELL, superior_on(one.cell, DAY), name=called)
    Organisation.objects.filter(pk=cell.pk).update(official_order=order)
    return cell


def sits_with(one: Evening, *cells: Organisation) -> None:
    """The secretary corrects which cells sat there, as the page of the meeting does."""
    meeting = one.again()
    standing = draft_of(meeting)
    amend_meeting(
        actor=SECRETARY, meeting=meeting, draft=replace(standing, joint=tuple(cell.pk for cell in cells)),
        seen=mark_of(standing), at=after(111), today=TODAY,
    )  # fmt: skip


def joint(*called: str) -> tuple[Evening, list[Organisation]]:
    """A closed meeting of several cells; its minutes are not adopted yet."""
    one = held()
    cells = [beside(one, name, order) for order, name in enumerate(called, 1)]
    JointCell.objects.bulk_create(JointCell(meeting=one.meeting, cell=cell) for cell in reversed(cells))
    return one, cells


def adopted_before(one: Evening) -> str:
    """Adopted by a version of the software whose minutes said nothing of the cells: the text it kept."""
    adopt(one)
    row = Adoption.objects.get(meeting=one.meeting)
    plain = json.loads(row.record)
    del plain["joined"]
    row.record = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row.digest = sha256(row.record.encode()).hexdigest()
    row.save()
    return row.record


def led(one: Evening) -> list[str]:
    """What the paper prints of the cells that sat there."""
    blocks = minutes_paper(record_of(one.again(), today=DAY)).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.lead == LEAD]


def test_who_sat_there_too_is_named_and_nothing_else_of_them() -> None:
    """Minutes are the host's: the cells that sat with it are named, their members are on their own rolls."""
    one, cells = joint("Chi bộ thôn Đông", "Chi bộ thôn Trung")
    for cell in cells:
        Attendance.objects.create(
            meeting=one.meeting, cell=cell, member=make.member(cell, name="Lạ Nguyễn"), state="unexcused",
            basis="official", expected=True, votes=True,
        )  # fmt: skip
    found = record_of(one.again(), today=DAY)
    assert found.joined == ("Chi bộ thôn Đông", "Chi bộ thôn Trung"), "in official order"
    assert record_from_json(record_to_json(found)) == found
    assert "Lạ" not in record_to_json(found)
    assert led(one) == [
        "Chi bộ thôn Đông; Chi bộ thôn Trung. Mỗi chi bộ tự điểm danh; tình hình đảng viên dưới đây là của "
        f"{found.cell_name}."
    ]


def test_a_guest_that_confirmed_its_roll_first_says_nothing_of_the_host() -> None:
    one, (cell,) = joint("Chi bộ thôn Đông")
    make.roll(one.meeting, "present", "excused", cell=cell)
    Attendance.objects.filter(meeting=one.meeting, cell=one.cell).delete()
    found = record_of(one.again(), today=DAY)
    assert (found.membership.known, found.membership.all.official) == (False, 7), "the register's seven"
    with pytest.raises(MinutesRefused, match="Chưa xác nhận điểm danh"):
        adopt(one)


def test_a_cell_that_met_alone_says_so_and_prints_nothing_of_it() -> None:
    one = held()
    found = record_of(one.again(), today=DAY)
    assert found.joined == ()
    assert record_from_json(record_to_json(found)) == found
    assert led(one) == []


@pytest.mark.parametrize("called", [(), ("Chi bộ thôn Đông",)], ids=["alone", "joint"])
def test_minutes_adopted_before_they_named_the_cells_are_confirmed_and_sealed_as_adopted(
    called: tuple[str, ...],
) -> None:
    one, _ = joint(*called)
    text = adopted_before(one)
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert not page.changed
    assert page.record.adopted is not None
    assert led(one) == [], "the paper to sign is the one that was voted on"
    confirm(one)
    row = seal(one)
    assert row.record == text
    assert code_of(row.digest) in row.paper
    assert seal_holds(one.again()) is True
    assert led(one) == []
    Seal.objects.update(paper="")  # printed anew from the text
    assert record_of(one.again(), today=DAY).joined is None
    assert led(one) == []


def test_what_several_versions_came_to_tell_is_left_out_together() -> None:
    """Adopted before minutes told where groups sat and before they named the cells: neither stands there."""
    one = in_groups()
    JointCell.objects.create(meeting=one.meeting, cell=beside(one, "Chi bộ thôn Đông"))
    adopt(one)
    found = record_of(one.again(), today=DAY)
    assert found.groups
    assert found.joined
    before = replace(found, groups=(), joined=None)
    Adoption.objects.update(digest=digest_of(before), record=record_to_json(before, bare=True))
    assert minutes_page(SECRETARY, one.meeting.public_id, today=DAY).outdated is None
    confirm(one)
    assert seal(one).digest == digest_of(before)


def test_of_minutes_adopted_before_only_what_they_said_is_compared() -> None:
    """Another conclusion must be adopted anew, and is all that is told; the new text then names the cells."""
    one, _ = joint("Chi bộ thôn Đông")
    adopted_before(one)
    AgendaItem.objects.filter(meeting=one.meeting, step="C6").update(conclusion="Chốt lại phương án")
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.changed
    assert page.outdated is not None
    assert [change.now for change, _ in page.outdated.changes] == ["Chốt lại phương án"]
    adopt(one, minutes=120)
    confirm(one)
    seal(one)
    assert record_of(one.again(), today=DAY).joined == ("Chi bộ thôn Đông",)
    assert seal_holds(one.again()) is True


@pytest.mark.parametrize(
    ("first", "then"), [(1, 2), (2, 1), (1, 0), (0, 1)], ids=["more", "fewer", "none left", "not alone"]
)
def test_cells_changed_after_the_adoption_are_adopted_anew_before_the_seal(first: int, then: int) -> None:
    one = held()
    cells = [beside(one, "Chi bộ thôn Đông", 1), beside(one, "Chi bộ thôn Trung", 2)]
    names = ("Chi bộ thôn Đông", "Chi bộ thôn Trung")
    sits_with(one, *cells[:first])
    adopt(one)
    before = record_of(one.again(), today=DAY)
    assert before.joined == names[:first]
    sits_with(one, *cells[:then])
    confirm(one)
    with pytest.raises(MinutesRefused) as refused:
        seal(one)
    assert refused.value.faults == {"": CHANGED}
    page = minutes_page(SECRETARY, one.meeting.public_id, today=DAY)
    assert page.outdated is not None
    told = {change.what: (change.before, change.now) for change, _ in page.outdated.changes}
    assert told == {
        "Chi bộ cùng sinh hoạt": tuple("; ".join(names[:many]) or "chưa ghi" for many in (first, then))
    }
    assert changes(before, record_of(one.again(), today=DAY))
    adopt(one, minutes=120)
    assert not Confirmation.objects.filter(meeting=one.meeting).exists()
    confirm(one)
    assert json.loads(seal(one).record)["joined"] == list(names[:then])


def test_cells_changed_and_changed_back_stand_as_adopted() -> None:
    one = held()
    cell = beside(one, "Chi bộ thôn Đông")
    sits_with(one, cell)
    adopt(one)
    sits_with(one)
    sits_with(one, cell)
    confirm(one)
    seal(one)
    assert seal_holds(one.again()) is True
