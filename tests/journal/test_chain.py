"""The journal: one chain an organisation, and what the checker says of tampering."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from sotay.core.actor import Actor
from sotay.journal import queries
from sotay.journal.models import Chain, Entry
from sotay.journal.operations import WrongInstallation, claim_installation, record
from sotay.journal.rules import canonical, faults

pytestmark = pytest.mark.django_db
AT = datetime(2024, 6, 10, 3, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True)
class ThingDone:
    number: int


def write(*chains: int) -> None:
    for i, chain in enumerate(chains):
        record(ThingDone(i), actor=Actor(7, "ai đó"), at=AT, organisation_id=chain)


def test_each_organisation_has_its_own_whole_chain() -> None:
    write(1, 2, 1, 0, 2, 1)
    lengths = dict(Chain.objects.values_list("organisation_id", "length"))
    assert lengths == {0: 1, 1: 3, 2: 2}
    assert queries.all_faults() == {}
    assert list(
        Entry.objects.filter(organisation_id=1).order_by("number").values_list("payload", flat=True)
    ) == [
        '{"number":0}',
        '{"number":2}',
        '{"number":5}',
    ]


def test_the_payload_holds_ids_only_in_one_spelling() -> None:
    assert canonical({"b": 1, "a": "đ"}) == '{"a":"đ","b":1}'
    with pytest.raises(TypeError):
        record("a text", actor=Actor(7, ""), at=AT)


def test_an_edit_is_found() -> None:
    write(1, 1, 1)
    Entry.objects.filter(organisation_id=1, number=2).update(payload='{"number":9}')
    assert queries.all_faults() == {1: ["dòng 2: nội dung đã bị sửa"]}


def test_a_deletion_in_the_middle_is_found() -> None:
    write(1, 1, 1)
    Entry.objects.filter(organisation_id=1, number=2).delete()
    assert queries.chain_faults(1)


def test_a_cut_tail_is_found_as_long_as_the_head_is_known() -> None:
    write(1, 1, 1)
    printed = Chain.objects.get(organisation_id=1)
    Entry.objects.filter(organisation_id=1, number=3).delete()
    assert queries.chain_faults(1) == ["cuối chuỗi: không khớp với đầu chuỗi đã lưu"]
    rest = Entry.objects.get(organisation_id=1, number=2)
    Chain.objects.filter(organisation_id=1).update(length=2, head=rest.digest)
    assert queries.chain_faults(1) == []  # the head row was rewritten too: from inside it looks whole
    assert faults(queries.lines_of(1), length=printed.length, head=printed.head)  # the printed head knows


def test_entries_without_a_head_row_are_found() -> None:
    write(1, 1)
    Chain.objects.all().delete()
    assert 1 in queries.all_faults()


def test_demo_and_real_data_never_meet() -> None:
    claim_installation(demo=True, at=AT)
    claim_installation(demo=True, at=AT)
    with pytest.raises(WrongInstallation, match="dữ liệu mẫu"):
        claim_installation(demo=False, at=AT)
