"""The tables of a month, quarter or year as the page draws them, each with its own note."""

from collections.abc import Iterable
from typing import Any

from sotay.reporting.paper import Block, Cell, Note, Table

PLACE = "TT"
"""The column of running numbers, which the page leaves to the paper."""
MANY = 5
"""Columns from which on a phone sets two figures beside each other."""
LONG = 240
"""Letters from which on a note is folded."""


def boards(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """What components/board.html asks for, one a table; a note belongs to the table above it."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(_board(block))
        elif isinstance(block, Note) and found:
            found[-1] |= {"note": _sentences(block.text), "folded": len(block.text) > LONG}
    return found


def _board(table: Table) -> dict[str, Any]:
    first = int(table.columns[0].title == PLACE)
    columns = table.columns[first + 1 :]
    return {
        "title": table.title,
        "head": table.columns[first].title,
        "columns": [{"title": one.title, "num": one.align == "right"} for one in columns],
        "rows": [
            _row(row[first:], [c.title for c in columns], [c.align == "right" for c in columns])
            | {"total": number in table.total_rows}
            for number, row in enumerate(table.rows)
        ],
        "many": len(columns) >= MANY,
        "note": [],
        "folded": False,
    }


def _row(row: tuple[Cell, ...], titles: list[str], numbers: list[bool]) -> dict[str, Any]:
    return {
        "name": row[0].text,
        "cells": [
            {"title": title, "num": num, "cell": cell}
            for title, num, cell in zip(titles, numbers, row[1:], strict=False)
        ],
    }


def _sentences(text: str) -> list[str]:
    """A note in its sentences, each with its full stop."""
    return [f"{part.strip().rstrip('.')}." for part in text.split(". ") if part.strip()]
