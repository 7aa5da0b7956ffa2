"""What a member may answer to the call, and until when: from plain values.

Papers and other people read the class of a reason in neutral words; own words are for the secretary alone
and are kept for a year (`KEPT`). The forms of minutes ask for the name and the reason of each absence
(rules.md 1.4); health and family are "việc riêng, đã báo cáo bí thư" there.
"""

from dataclasses import dataclass
from datetime import timedelta

from sotay.core.errors import DomainError
from sotay.core.vietnamese import nfc
from sotay.meetings.choices import Answer, Decision, ReasonClass, Stage

OPEN = (Stage.PLANNED, Stage.CALLED)
"""Answers, and opinions sent before, are taken until the meeting opens."""
LONGEST = 300
LONGEST_OPINION = 8000
KEPT = timedelta(days=365)
"""So long the own words of a reason stand after the answer was given."""


@dataclass(frozen=True, slots=True)
class Said:
    """A tidy answer: no reason beside a promise to come."""

    answer: Answer
    reason_class: str = ""
    reason: str = ""


def said(answer: str, reason_class: str = "", reason: str = "") -> Said:
    """The answer as it may be kept. Raises DomainError with the sentence that says what is missing."""
    if answer == Answer.COME:
        return Said(Answer.COME)
    if answer != Answer.LEAVE:
        raise DomainError("Đồng chí chọn Sẽ dự hoặc Xin vắng.")
    if reason_class not in ReasonClass.values:
        raise DomainError("Đồng chí chọn một lý do vắng.")
    words = nfc(reason)
    if len(words) > LONGEST:
        raise DomainError(f"Lý do dài quá {LONGEST} chữ; đồng chí viết gọn lại.")
    return Said(Answer.LEAVE, reason_class, words)


def decision_of(word: str) -> Decision:
    """The decision on a request for leave. Raises DomainError."""
    if word not in Decision.values:
        raise DomainError("Đồng chí chọn Đồng ý hoặc Không đồng ý.")
    return Decision(word)


def opinion_text(text: str) -> str:
    """An opinion sent before, without outer blanks; its lines stay. Raises DomainError."""
    lines = [nfc(line) for line in text.replace("\r\n", "\n").split("\n")]
    tidy = "\n".join(lines).strip()
    if not tidy:
        raise DomainError("Đồng chí viết ý kiến rồi gửi.")
    if len(tidy) > LONGEST_OPINION:
        raise DomainError(f"Ý kiến dài quá {LONGEST_OPINION} chữ; đồng chí viết gọn lại.")
    return tidy


def reason_words(reason_class: str, *, whole: bool) -> str:
    """The class of a reason: its own words for whoever may know (`whole`), neutral ones for others."""
    if not reason_class:
        return ""
    found = ReasonClass(reason_class)
    return str(found.label) if whole else found.neutral
