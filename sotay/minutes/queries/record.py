"""Put the record of a meeting together (rules.md §1.4), in words that may be printed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sotay.accounts.models import Account
from sotay.ballots.choices import Purpose
from sotay.ballots.queries import PollLine, polls_of
from sotay.core.spans import on_day
from sotay.meetings.choices import PRESENCES, Basis, ItemState, Kind, Mode, OpinionWay, ReasonClass, State
from sotay.meetings.models import AgendaItem, Attendance, Guest, JointCell, Meeting, Opinion
from sotay.meetings.queries.rosters import Standing, roster_on
from sotay.meetings.rules import roll_is_known
from sotay.members.choices import MEMBER_STATUSES, Post, Status
from sotay.members.models import Member, MemberStatus
from sotay.minutes.models import Adoption, Note, Scan, Seal, Wording
from sotay.minutes.queries.groups import group_sittings, heads, turnouts
from sotay.minutes.queries.passages import passages
from sotay.minutes.queries.tellings import SPREAD, as_adopted, last_paper, papers_spread
from sotay.minutes.record import (
    Absence,
    Heads,
    Item,
    MeetingRecord,
    Membership,
    NoteLine,
    Person,
    Said,
    SealLine,
    TaskLine,
    TaskOutcome,
    VoidedVote,
    VoteLine,
    record_from_json,
)
from sotay.minutes.rules import code_of, digest_of
from sotay.organisations.queries import names_of, names_on, superior_on
from sotay.resolutions.queries import tasks_before, tasks_given_at
from sotay.rulesets.rules import in_force

PRIMARY = (Post.SECRETARY, Post.DEPUTY, Post.COMMITTEE)
POST_WORDS = {
    Post.SECRETARY: "Bí thư Chi bộ",
    Post.DEPUTY: "Phó Bí thư Chi bộ",
    Post.COMMITTEE: "Chi ủy viên",
}
METHODS = {"hand": "giơ tay", "electronic": "điện tử", "secret": "bỏ phiếu kín", "paper": "bỏ phiếu kín"}


def record_of(meeting: Meeting, *, today: date) -> MeetingRecord:
    """The record of a meeting that was held: as sealed once it is, else as it stands now. Asks no rights:
    for whoever was let to its minutes. A vote on what they said before does not adopt what they say now."""
    seal = Seal.objects.filter(meeting=meeting).first()
    adoption = Adoption.objects.filter(meeting=meeting).select_related("poll").first()
    found = record_from_json(seal.record) if seal else as_adopted(_live(meeting, today), meeting, adoption)
    extra: dict[str, object] = {}
    if adoption is not None and (seal is not None or adoption.digest == digest_of(found)):
        extra |= {
            "read_aloud": adoption.read_aloud,
            "adopted": _adopted(adoption),
            "adopted_at": adoption.at,
        }
    if seal is not None:
        extra |= {
            "number": number_words(seal.number),
            "seal": SealLine(seal.at, code_of(seal.digest)),
            "notes": tuple(_notes(meeting)),
            "paper": seal.paper,
            "signed": Scan.objects.filter(meeting=meeting).exists(),
        }
    return replace(found, **extra)  # type: ignore[arg-type]  # the fields named above


def number_words(number: int) -> str:
    """Số 06-BB/CB."""
    return f"Số {number:02}-BB/CB"


def _adopted(row: Adoption) -> VoteLine:
    return VoteLine(
        subject="Biên bản",
        method=METHODS[row.poll.method] if row.poll else METHODS["hand"],
        yes=row.yes,
        no=row.no,
        other=row.other,
        base=row.present,
        base_words="đảng viên chính thức có mặt",
        threshold="trên 1/2",
        passed=True,
        step="E2",
    )


def _notes(meeting: Meeting) -> Iterable[NoteLine]:
    rows = list(Note.objects.filter(meeting=meeting))
    names = dict(
        Account.objects.filter(pk__in=[row.account_id for row in rows]).values_list("pk", "full_name")
    )
    return [NoteLine(row.at, row.text, names.get(row.account_id or 0, "")) for row in rows]


def _live(meeting: Meeting, today: date) -> MeetingRecord:
    cell, day = meeting.cell, meeting.held_on or today
    above = superior_on(cell, day)
    rules = in_force(day)
    roster = {one.member: one for one in roster_on(cell.pk, day)}
    rows = list(Attendance.objects.filter(meeting=meeting, cell=cell).select_related("member"))
    name = names_of(cell, day).name
    combined = meeting.kind == Kind.COMBINED
    joined = _joined(meeting, day)
    polls = polls_of(meeting)
    return MeetingRecord(
        cell_name=name,
        organ=name.upper(),
        superior=names_of(above, day).name.upper() if above else "",
        seat=cell.seat or (above.seat if above else ""),
        kind=meeting.kind,
        counted_for=meeting.counted_for,
        also_for=meeting.also_for,
        theme=meeting.theme,
        held_on=day,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        minutes_long=_minutes(meeting),
        minutes_least=rules.minutes(combined=combined) if rules else 0,
        place=meeting.place,
        mode=str(Mode(meeting.mode).label).lower(),
        mode_reason=meeting.mode_reason,
        rule_set=meeting.rule_set,
        chair=_person(meeting.chair, roster),
        minute_taker=_person(meeting.minute_taker, roster),
        membership=_membership(rows, roster, day, known=_known(meeting, rows, joint=bool(joined))),
        excused=tuple(_excused(rows)),
        unexcused=tuple(_names(row for row in rows if row.expected and row.state == State.UNEXCUSED)),
        guests=tuple(_guests(meeting, delegates=False)),
        delegates=tuple(_guests(meeting, delegates=True)),
        items=tuple(_items(meeting, rows, roster)),
        votes=tuple(vote_line(one) for one in polls if _told(one)),
        tasks=tuple(TaskLine(t.text, t.holders, t.due_on) for t in tasks_given_at(meeting, today=today)),
        last_tasks=(came := outcomes_before(meeting, today=today)),
        sittings=tuple(turnouts(meeting, rows)),
        groups=tuple(group_sittings(meeting)),
        texts={row.place: row.text for row in Wording.objects.filter(meeting=meeting) if row.text},
        afterwards=meeting.moves.filter(afterwards=True).exists(),
        papers_days=(day - meeting.papers_on).days if meeting.papers_on else None,
        last_paper=last_paper(meeting) if any(not one.given for one in came) else "",
        joined=joined,
        voided=tuple(VoidedVote(_subject(one), METHODS[one.method], one.void) for one in polls if one.void),
        **passages(meeting, rows),
    )


def _joined(meeting: Meeting, day: date) -> tuple[str, ...]:
    """The cells that sat there too, in official order: whoever reads these minutes sat with them, or is above
    those who did. Their names and nothing else: each keeps its own roll."""
    rows = JointCell.objects.filter(meeting=meeting).select_related("cell")
    cells = [row.cell for row in rows.order_by("cell__official_order", "cell__code")]
    names = names_on([cell.pk for cell in cells], day)
    return tuple(names[cell.pk].name if cell.pk in names else cell.code for cell in cells)


def outcomes_before(meeting: Meeting, *, today: date) -> tuple[TaskOutcome, ...]:
    """The tasks that come back at a meeting (see `tasks_before`), as its papers tell of them. Asks no
    rights."""
    return tuple(
        TaskOutcome(one.text, one.outcome, one.note, one.given) for one in tasks_before(meeting, today=today)
    )


def _minutes(meeting: Meeting) -> int | None:
    if meeting.started_at is None or meeting.ended_at is None:
        return None
    begun, ended = meeting.started_at, meeting.ended_at
    return (ended.hour - begun.hour) * 60 + ended.minute - begun.minute


def _person(member: Member | None, roster: dict[int, Standing]) -> Person | None:
    """With the post in the cell as at the day, if any."""
    return Person(member.full_name, _post(roster.get(member.pk))) if member else None


def _post(one: Standing | None) -> str:
    held = one.posts if one else ()
    return next((POST_WORDS[post] for post in PRIMARY if str(post.label) in held), "")


def _known(meeting: Meeting, rows: list[Attendance], *, joint: bool) -> bool:
    """Whether the host's attendance is known: a guest's roll says nothing of it."""
    marks = sum(bool(row.state) for row in rows if row.expected)
    return roll_is_known(recorded=meeting.roll_recorded, joint=joint, marks=marks)


def _membership(rows: list[Attendance], roster: dict[int, Standing], day: date, *, known: bool) -> Membership:
    """The table of I.1. Those exempt or away stand in it by the register; who was expected and how it
    turned out by the snapshot. Before there is a snapshot the register tells who belongs to the cell."""
    expected = [row for row in rows if row.expected]
    present = [row for row in expected if row.state in PRESENCES]
    exempt = _standing_heads([m for m, one in roster.items() if one.basis == Basis.EXEMPT], day)
    away = _standing_heads([m for m, one in roster.items() if one.basis == Basis.AWAY], day)
    if rows or known:
        own = heads(row for row in expected if row.basis != Basis.ATTACHED)
    else:
        bases = [one.basis for one in roster.values()]
        own = Heads(bases.count(Basis.OFFICIAL), bases.count(Basis.PROBATIONARY), 0)
    whole = Heads(
        own.official + exempt.official + away.official,
        own.probationary + exempt.probationary + away.probationary,
        0,
    )
    return Membership(
        all=whole,
        exempt=exempt,
        away=away,
        expected=heads(expected),
        present=heads(present),
        excused=heads(row for row in expected if row.state == State.EXCUSED),
        unexcused=heads(row for row in expected if row.state == State.UNEXCUSED),
        online=sum(row.state == State.ONLINE for row in present),
        known=known,
    )


def _standing_heads(members: list[int], day: date) -> Heads:
    statuses = MemberStatus.objects.filter(on_day(day), member__in=members, status__in=list(MEMBER_STATUSES))
    found = list(statuses.values_list("status", flat=True))
    return Heads(found.count(Status.OFFICIAL), found.count(Status.PROBATIONARY), 0)


def _names(rows: Iterable[Attendance]) -> list[str]:
    return [row.member.full_name for row in sorted(rows, key=lambda row: (row.member.sort_key, row.pk))]


def _excused(rows: list[Attendance]) -> Iterable[Absence]:
    found = [row for row in rows if row.expected and row.state == State.EXCUSED]
    for row in sorted(found, key=lambda row: (row.member.sort_key, row.pk)):
        reason = ReasonClass(row.reason_class).neutral if row.reason_class else ""
        yield Absence(row.member.full_name, reason)


def _guests(meeting: Meeting, *, delegates: bool) -> Iterable[Person]:
    rows = Guest.objects.filter(meeting=meeting, delegate=delegates).order_by("pk")
    return [Person(row.name, row.post) for row in rows]


def _items(meeting: Meeting, rows: list[Attendance], roster: dict[int, Standing]) -> Iterable[Item]:
    """The agenda as it went, with what was said under each item. Opinions sent before belong to it once
    they were taken over, that is read out."""
    probationary = {row.member_id for row in rows if row.basis == Basis.PROBATIONARY}
    said: dict[int | None, list[Said]] = defaultdict(list)
    opinions = Opinion.objects.filter(meeting=meeting).select_related("speaker", "guest")
    for row in opinions.exclude(way=OpinionWay.BEFORE, item=None):
        said[row.item_id].append(_said(row, probationary))
    papers = papers_spread(meeting)
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("presenter"))
    inner = [item for item in items if item.step[:1] not in {"O", "E"}]
    talk = next((item.pk for item in items if item.step == "C6"), inner[-1].pk if inner else None)
    # Minutes have no opinions at the opening and the close: what was noted there belongs to the discussion.
    homeless = [*said.get(None, [])]
    if talk is not None:
        edges = [item for item in items if item.step[:1] in {"O", "E"}]
        homeless += [one for item in edges for one in said.pop(item.pk, [])]
    for number, item in enumerate(items, 1):
        under = [*said.get(item.pk, []), *(homeless if item.pk == talk else [])]
        yield Item(
            number=number,
            step=item.step,
            title=item.title,
            presenter=_presenter(item, roster),
            content=item.content,
            conclusion=item.conclusion,
            opinions=tuple(under),
            papers=papers if item.step == SPREAD else (),
            skipped=(item.reason or "không ghi lý do") if item.state == ItemState.SKIPPED else "",
            done=item.state == ItemState.DONE,
        )


def _presenter(item: AgendaItem, roster: dict[int, Standing]) -> str:
    """ "Nguyễn Hữu Tuyên, Phó Bí thư Chi bộ"."""
    if item.presenter is None:
        return item.presenter_words
    post = _post(roster.get(item.presenter.pk))
    return f"{item.presenter.full_name}, {post}" if post else item.presenter.full_name


def _said(row: Opinion, probationary: set[int]) -> Said:
    text = row.text or "(ảnh sổ ghi tay kèm theo)"
    if row.guest is not None:
        return Said(row.guest.name, row.guest.post, text, row.reserved)
    assert row.speaker is not None  # one of the two, says the database
    notes = ["dự bị"] if row.speaker_id in probationary else []
    notes += ["ý kiến gửi trước"] if row.way == OpinionWay.BEFORE else []
    return Said(row.speaker.full_name, ", ".join(notes), text, row.reserved)


def _told(one: PollLine) -> bool:
    """Votes that came to a count; not those called off, told apart, and not the one on the minutes, which is
    told of by the adoption itself."""
    return one.counts is not None and not one.void and one.purpose != Purpose.MINUTES


def _subject(one: PollLine) -> str:
    """What was voted on, and what the minutes of the host must add: whose decision it was, or that it was
    none."""
    if one.purpose == Purpose.SOUNDING:
        return f"{one.subject} (trưng cầu ý kiến)"
    return f"{one.subject} ({one.whose} biểu quyết)" if one.whose else one.subject


def vote_line(one: PollLine) -> VoteLine:
    """A vote as the minutes tell it."""
    counts = one.counts
    assert counts is not None
    return VoteLine(
        subject=_subject(one),
        method=METHODS[one.method],
        yes=counts.yes,
        no=counts.no,
        other=counts.other,
        base=one.over,
        base_words=str(one.base.label),
        threshold=str(one.threshold.label),
        passed=one.passed,
        step=one.step,
    )
