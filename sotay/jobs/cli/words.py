"""How commands read months and days."""

from datetime import date, datetime

import click

from sotay.core.period import parse_month


class MonthType(click.ParamType[int]):
    """A month written YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return parse_month(str(value))
        except ValueError:
            self.fail(f"viết tháng theo dạng YYYY-MM, ví dụ 2024-05, không phải {value!r}", param, ctx)


class DayType(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            self.fail(f"viết ngày theo dạng YYYY-MM-DD, ví dụ 2024-06-18, không phải {value!r}", param, ctx)
