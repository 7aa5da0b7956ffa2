"""Counts of members on a day, by official place."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from sotay.core.spans import on_day
from sotay.core.tree import within
from sotay.facts.registry import StockIndicator, StockLine, register
from sotay.members.choices import MEMBER_STATUSES
from sotay.members.models import Exemption, OfficialPlace
from sotay.members.rules import age_group, age_on


def lines(path: str, day: date, *, detailed: bool = True) -> Iterator[StockLine]:
    """Members (official and probationary) with an official place at or below the path on that day;
    in detail by status (official or probationary), exempt, sex and age group (definition 9)."""
    rows = OfficialPlace.objects.filter(
        on_day(day),
        on_day(day, "cell__paths__"),
        on_day(day, "member__statuses__"),
        within(path, None, "cell__paths__path"),
        member__statuses__status__in=sorted(MEMBER_STATUSES),
    )
    if detailed:
        yield from _detailed(rows, day)
        return
    places = rows.values_list("cell__paths__path", "cell__paths__block").annotate(members=Count("pk"))
    for place, block, members in places.order_by():
        yield StockLine(place, block, members, {})


def _detailed(rows: QuerySet[OfficialPlace], day: date) -> Iterator[StockLine]:
    exempt = Exemption.objects.filter(on_day(day), member=OuterRef("member"))
    counts: Counter[tuple[str, str, str, bool, str, str]] = Counter()
    groups: dict[tuple[date | None, int | None], str] = {}
    for place, block, status, is_exempt, sex, born_on, year in rows.annotate(
        exempt=Exists(exempt)
    ).values_list(
        "cell__paths__path",
        "cell__paths__block",
        "member__statuses__status",
        "exempt",
        "member__sex",
        "member__born_on",
        "member__birth_year",
    ):
        born = (born_on, year)
        if born not in groups:
            groups[born] = str(age_group(age_on(day, born_on=born_on, birth_year=year)) or "")
        counts[place, block, status, is_exempt, sex, groups[born]] += 1
    for (place, block, status, is_exempt, sex, group), number in counts.items():
        scope = {"status": status, "sex": sex, "age": group}
        yield StockLine(place, block, number, scope | ({"exempt": "exempt"} if is_exempt else {}))


def declare() -> None:
    """Register everything. Called once, when the app is ready."""
    register(
        StockIndicator(
            "member.total",
            "Đảng viên",
            "số đảng viên chính thức và dự bị theo nơi sinh hoạt chính thức vào ngày tính",
            lines,
        )
    )
