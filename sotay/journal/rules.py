"""How entries are chained: pure, so that anybody can check a printed head."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

INSTALLATION = 0
"""The chain of events that belong to no single organisation."""


@dataclass(frozen=True, slots=True)
class Line:
    """The hashed fields of an entry."""

    organisation_id: int
    number: int
    at: datetime
    account_id: int | None
    event: str
    payload: str
    previous: str
    digest: str


def canonical(payload: object) -> str:
    """JSON with sorted keys and no blanks: equal payloads give equal bytes."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest_of(line: Line) -> str:
    """SHA-256 over the previous digest and every field of the line."""
    moment = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [
        line.organisation_id,
        line.number,
        moment,
        line.account_id,
        line.event,
        line.payload,
        line.previous,
    ]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def faults(lines: Iterable[Line], *, length: int, head: str) -> list[str]:
    """What is wrong with one chain, in order of its numbers; empty when it is whole.

    Finds edited, deleted, inserted and reordered lines, and a tail that was cut off as long
    as `length` and `head` come from the chain's head row or from a printed paper.
    """
    found, previous, expected = [], "", 1
    for line in lines:
        if line.number != expected:
            found.append(f"dòng {expected}: thiếu hoặc sai thứ tự")
        if line.previous != previous:
            found.append(f"dòng {line.number}: không nối với dòng trước")
        if digest_of(line) != line.digest:
            found.append(f"dòng {line.number}: nội dung đã bị sửa")
        previous, expected = line.digest, line.number + 1
    if expected - 1 != length or previous != head:
        found.append("cuối chuỗi: không khớp với đầu chuỗi đã lưu")
    return found
