"""What every route asks for: the right at the place that its address names. New routes are entered here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sotay.core import clock
from sotay.core.period import month_of, previous_month
from tests.prove.rights import Right

ANYBODY, SIGNED_IN = "anybody", "signed in"
ONESELF = "a member, of oneself"
JOINS = "a member, of the meetings of the own cell"
MANAGER = "whoever manages accounts"
FILE = "whom a paper came to"


@dataclass(frozen=True, slots=True)
class Route:
    """Which right each method asks for, at the place that the address names.

    `subject`: what the id in the address is. `values`: the other parts of the address, to be filled
    with one of these. A batch is an upload: it is asked by its token, by its owner alone; `state` says
    which uploads the route is about.
    """

    get: Right | str | None = None
    post: Right | str | None = None
    subject: str = ""
    id_name: str = "public_id"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: str = ""
    cells_only: bool = False
    """Of organisations, only cells have such a page."""
    committees_only: bool = False
    """Of organisations, cells have no such page."""
    host_only: bool = False
    """Of a meeting held jointly, only the host's cell counts."""

    def right(self, method: str) -> Right | str | None:
        """What a method asks for; None: the route does not know the method."""
        if method in {"GET", "HEAD"}:
            return self.get
        return self.post if method == "POST" else None


def _batch(state: str, **methods: Right) -> Route:
    return Route(**methods, subject="batch", id_name="token", state=state)  # type: ignore[arg-type]


FIGURES = ("meeting.regular", "meeting.attendance_net", "meeting.thematic_cells", "org.cells", "member.total")

KINDS = {"kind": ("tong-ket", "bao-cao-thang", "bao-cao-quy", "bao-cao-nam")}
FLOWS = ("meeting.regular", "meeting.thematic", "meeting.attendance_net")
FORMS = ("xlsx", "csv")
MONTHS = (str(month_of(clock.today())), str(previous_month(month_of(clock.today()))))
YEARS = tuple(sorted({month[:4] for month in MONTHS}))

PAPER_FORMS = ("docx", "pdf")
LIST_FORMS = ("docx", "pdf", "xlsx", "html")
ROUTES: dict[str, Route] = {
    "web:alive": Route(get=ANYBODY),
    "web:sign-in": Route(get=ANYBODY, post=ANYBODY),
    "web:sign-out": Route(post=ANYBODY),
    "web:home": Route(get=SIGNED_IN),
    "web:document": Route(get=FILE, subject="document"),
    "web:components": Route(get=SIGNED_IN),
    "web:account": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:text-size": Route(post=SIGNED_IN),
    "web:own": Route(get=SIGNED_IN),
    "web:own-data": Route(get=ONESELF),
    "web:own-json": Route(get=ONESELF),
    "web:month-remind": Route(post=Right.REMIND, subject="organisation", values={"month": MONTHS}),
    "web:orientation": Route(
        get=Right.ORIENT,
        post=Right.ORIENT,
        subject="organisation",
        values={"month": MONTHS},
        committees_only=True,
    ),
    "web:led": Route(get=Right.VISIT),
    "web:visits": Route(get=Right.VISITS, subject="meeting"),
    "web:visit": Route(get=Right.VISIT, post=Right.VISIT, subject="meeting"),
    "web:notices": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:own-calendar": Route(get=JOINS, post=JOINS),
    "web:calendar-feed": Route(get=ANYBODY, subject="feed", id_name="token"),
    "web:call-list": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:reply": Route(get=JOINS, post=JOINS, subject="meeting"),
    "web:opinion-before": Route(get=JOINS, post=JOINS, subject="meeting"),
    "web:result": Route(get=JOINS, subject="meeting"),
    "web:papers-read": Route(get=JOINS, subject="meeting"),
    "web:leave": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:members": Route(get=Right.NAMES, subject="organisation"),
    "web:member-list": Route(get=Right.NAMES, subject="organisation"),
    "web:member-list-file": Route(get=Right.NAMES, subject="organisation", values={"form": LIST_FORMS}),
    "web:organisation-list": Route(get=Right.COUNTS, subject="organisation"),
    "web:organisation-list-file": Route(
        get=Right.COUNTS, subject="organisation", values={"form": LIST_FORMS}
    ),
    "web:member": Route(get=Right.NAMES, subject="member"),
    "web:member-search": Route(get=Right.NAMES, post=Right.NAMES),
    "web:member-reason": Route(post=Right.LOOKUP),
    "web:member-reason-end": Route(post=Right.LOOKUP),
    "web:second-step": Route(get=ANYBODY, post=ANYBODY),
    "web:sign-in-key": Route(get=ANYBODY, post=ANYBODY),
    "web:enrol": Route(get=ANYBODY, post=ANYBODY),
    "web:prove-again": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:narrow": Route(post=SIGNED_IN),
    "web:role-give": Route(get=Right.GIVE, post=Right.GIVE, subject="organisation"),
    "web:role-take": Route(post=Right.GIVE, subject="organisation"),
    "web:enrol-members": Route(get=Right.ENROL, post=Right.ENROL, subject="organisation"),
    "web:code-issue": Route(post=Right.ENROL, subject="organisation"),
    "web:managed-accounts": Route(get=MANAGER),
    "web:managed-account": Route(get=MANAGER, subject="account"),
    "web:managed-account-change": Route(post=MANAGER, subject="account"),
    "web:openers": Route(get=SIGNED_IN),
    "web:opener-end": Route(post=SIGNED_IN),
    "web:second-factor": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:second-factor-drop": Route(post=SIGNED_IN),
    "web:key-add": Route(get=SIGNED_IN, post=SIGNED_IN),
    "web:organisation": Route(get=Right.COUNTS, subject="organisation"),
    "web:records": Route(get=Right.COUNTS, subject="organisation", values={"code": FIGURES}),
    "web:records-file": Route(
        get=Right.COUNTS, subject="organisation", values={"code": FIGURES, "form": FORMS}
    ),
    "web:charts": Route(get=Right.COUNTS, subject="organisation", values={"code": FLOWS}),
    "web:charts-file": Route(get=Right.COUNTS, subject="organisation", values={"code": FLOWS, "form": FORMS}),
    "web:compare": Route(get=Right.COUNTS, subject="organisation"),
    "web:compare-file": Route(get=Right.COUNTS, subject="organisation", values={"form": FORMS}),
    "web:children": Route(get=Right.COUNTS, subject="organisation"),
    "web:children-file": Route(get=Right.COUNTS, subject="organisation", values={"form": FORMS}),
    "web:who-can-see": Route(get=Right.WHO, subject="organisation"),
    "web:meeting": Route(get=Right.COUNTS, subject="meeting"),
    "web:month": Route(get=Right.COUNTS, subject="organisation", values={"month": MONTHS}),
    "web:cell": Route(get=Right.RECORD, subject="organisation", cells_only=True),
    "web:meeting-record": Route(get=Right.RECORD, post=Right.RECORD, subject="organisation", cells_only=True),
    "web:month-counts": Route(
        get=Right.RECORD,
        post=Right.RECORD,
        subject="organisation",
        values={"month": MONTHS},
        cells_only=True,
    ),
    "web:meeting-amend": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting"),
    "web:roll": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting"),
    **{
        f"web:{page}": Route(get=Right.RECORD, post=Right.RECORD, subject="organisation", cells_only=True)
        for page in ("propose", "habit", "topics", "committee-new")
    },
    "web:year-plan": Route(
        get=Right.RECORD, post=Right.RECORD, subject="organisation", values={"year": YEARS}, cells_only=True
    ),
    "web:year-month": Route(
        get=Right.RECORD, post=Right.RECORD, subject="organisation", values={"month": MONTHS}, cells_only=True
    ),
    **{
        f"web:{page}": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True)
        for page in ("prepare", "plan", "agenda-item", "paper-add", "call", "put-off")
    },
    "web:cell-orientations": Route(
        get=Right.RECORD, subject="organisation", values={"month": MONTHS}, cells_only=True
    ),
    "web:committee": Route(get=Right.MINUTES, subject="committee"),
    "web:minutes": Route(get=Right.MINUTES, subject="minutes"),
    "web:minutes-read": Route(get=Right.JOIN, subject="minutes"),
    "web:minutes-act": Route(post=Right.RECORD, subject="minutes"),
    "web:minutes-confirm": Route(post=Right.JOIN, subject="minutes"),
    "web:minutes-seal": Route(post=Right.SEAL, subject="minutes"),
    "web:minutes-officers": Route(get=Right.RECORD, post=Right.RECORD, subject="minutes"),
    "web:minutes-wording": Route(
        get=Right.RECORD, post=Right.RECORD, subject="minutes", values={"place": ("opening", "closing")}
    ),
    "web:minutes-note": Route(get=Right.RECORD, post=Right.RECORD, subject="minutes"),
    "web:minutes-scan": Route(get=Right.RECORD, post=Right.RECORD, subject="minutes"),
    "web:minutes-book": Route(get=Right.MINUTES, subject="organisation", cells_only=True),
    "web:month-report": Route(
        get=Right.MINUTES, subject="organisation", values={"month": MONTHS}, cells_only=True
    ),
    "web:month-report-write": Route(
        get=Right.RECORD, post=Right.RECORD, subject="organisation", values={"month": MONTHS}, cells_only=True
    ),
    "web:month-report-send": Route(
        post=Right.SEAL, subject="organisation", values={"month": MONTHS}, cells_only=True
    ),
    "web:tasks-give": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:decision": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:tasks": Route(get=Right.RECORD, subject="organisation", cells_only=True),
    "web:task": Route(get=Right.RECORD, post=Right.RECORD, subject="task"),
    "web:paper-invitation": Route(
        get=Right.RECORD, subject="meeting", values={"form": PAPER_FORMS}, host_only=True
    ),
    "web:paper-roll": Route(
        get=Right.MINUTES, subject="meeting", values={"form": PAPER_FORMS}, host_only=True
    ),
    **{
        f"web:paper-{paper}": Route(
            get=Right.MINUTES, subject="meeting", values={"form": PAPER_FORMS}, host_only=True
        )
        for paper in ("resolution", "conclusion")
    },
    "web:paper-minutes": Route(get=Right.MINUTES, subject="minutes", values={"form": PAPER_FORMS}),
    "web:paper-minutes-read": Route(get=Right.JOIN, subject="minutes", values={"form": PAPER_FORMS}),
    "web:paper-book": Route(
        get=Right.MINUTES, subject="organisation", values={"year": YEARS}, cells_only=True
    ),
    "web:paper-month": Route(
        get=Right.MINUTES,
        subject="organisation",
        values={"month": MONTHS, "form": PAPER_FORMS},
        cells_only=True,
    ),
    "web:paper-committee": Route(get=Right.MINUTES, subject="committee", values={"form": PAPER_FORMS}),
    "web:paper-count": Route(get=Right.MINUTES, subject="poll", values={"form": PAPER_FORMS}),
    "web:paper-ballots-ahead": Route(
        get=Right.RECORD, subject="meeting", values={"form": PAPER_FORMS}, host_only=True
    ),
    "web:paper-ballots": Route(get=Right.RECORD, subject="poll", values={"form": PAPER_FORMS}),
    "web:votes": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:vote-slips": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:vote-devices": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:poll": Route(get=Right.RECORD, post=Right.RECORD, subject="poll"),
    "web:poll-correct": Route(get=Right.RECORD, post=Right.RECORD, subject="poll"),
    "web:poll-void": Route(get=Right.RECORD, post=Right.RECORD, subject="poll"),
    "web:poll-cast": Route(get=Right.JOIN, post=Right.JOIN, subject="poll"),
    "web:check-in-desk": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True),
    "web:check-in-picture": Route(get=Right.RECORD, subject="meeting", host_only=True),
    "web:check-in": Route(get=Right.JOIN, post=Right.JOIN, subject="meeting"),
    "web:check-in-scan": Route(get=ANYBODY, subject="meeting", values={"code": ("aaaaaaaaaa",)}),
    **{
        f"web:session{page}": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting", host_only=True)
        for page in ("", "-close", "-item", "-opinion", "-guests", "-arrivals", "-sittings")
    },
    "web:session-speak": Route(post=Right.JOIN, subject="meeting"),
    "web:session-speakers": Route(get=Right.RECORD, post=Right.RECORD, subject="meeting"),
    "web:session-screen": Route(get=Right.JOIN, subject="meeting"),
    "web:session-live": Route(get=Right.JOIN, subject="meeting"),
    "web:review": Route(get=Right.PAPER, subject="organisation"),
    "web:review-save": Route(post=Right.WRITE, subject="organisation"),
    "web:review-preview": Route(get=Right.PAPER, subject="organisation"),
    "web:review-docx": Route(get=Right.PAPER, subject="organisation"),
    "web:review-pdf": Route(get=Right.PAPER, subject="organisation"),
    "web:review-xlsx": Route(get=Right.PAPER, subject="organisation"),
    "web:review-html": Route(get=Right.PAPER, subject="organisation"),
    "web:review-json": Route(get=Right.PAPER, subject="organisation"),
    "web:report": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-save": Route(post=Right.WRITE, subject="organisation", values=KINDS),
    "web:report-preview": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-docx": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-pdf": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-xlsx": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-html": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-json": Route(get=Right.PAPER, subject="organisation", values=KINDS),
    "web:report-layouts": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation"),
    "web:report-layout-remove": Route(post=Right.CLOSE, subject="organisation"),
    "web:report-layout-file": Route(
        get=Right.CLOSE, subject="organisation", values={"kind": ("so-ket", "bao-cao-thang", "ds-dang-vien")}
    ),
    "web:review-close": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation"),
    "web:report-close": Route(get=Right.CLOSE, post=Right.CLOSE, subject="organisation", values=KINDS),
    "web:closed-report": Route(get=Right.PAPER, subject="report"),
    "web:closed-report-paper": Route(get=Right.PAPER, subject="report"),
    "web:closed-report-file": Route(get=Right.PAPER, subject="report", values={"form": ("docx", "xlsx")}),
    "web:closed-report-withdraw": Route(post=Right.CLOSE, subject="report"),
    "web:reports": Route(get=Right.PAPER, subject="organisation"),
    "web:data-notice": Route(get=SIGNED_IN),
    "web:server": Route(get=Right.SERVER),
    "web:data-controller": Route(get=Right.STATE, post=Right.STATE),
    "web:import": Route(get=Right.IMPORT, post=Right.IMPORT),
    "web:import-template": Route(get=Right.IMPORT, values={"name": ("to-chuc", "dang-vien", "diem-danh")}),
    "web:import-batch": _batch("fresh", get=Right.IMPORT),
    "web:import-columns": _batch("fresh", get=Right.IMPORT, post=Right.IMPORT),
    "web:import-twins": _batch("fresh", get=Right.IMPORT, post=Right.IMPORT),
    "web:import-changes": _batch("fresh", get=Right.IMPORT),
    "web:import-commit": _batch("fresh", post=Right.IMPORT),
    "web:import-cancel": _batch("fresh", post=Right.IMPORT),
    "web:import-done": _batch("finished", get=Right.IMPORT),
    "web:import-rows": _batch("finished", get=Right.IMPORT),
    "web:import-aside": _batch("with rows set aside", get=Right.IMPORT),
}
REVIEWS = frozenset(name for name in ROUTES if name.startswith(("web:review", "web:report", "web:closed")))
LISTS = frozenset(
    name for name in ROUTES if name.endswith(("-list", "-list-file")) or name.startswith("web:paper-")
) - {"web:paper-add"}
MINUTES = frozenset(
    name
    for name in ROUTES
    if name.startswith(("web:minutes", "web:month-report", "web:paper-minutes", "web:paper-book"))
)
OWN = frozenset({"web:own-data", "web:own-json"})
"""Pages where a member sees all that is kept of them, and nothing of anybody else."""
ROOM = {"web:session-screen", "web:session-live"}
"""What everybody in the room sees: steps, counts and results, of every cell that sits there."""
VOTES = frozenset({"web:votes", "web:vote-slips", "web:vote-devices", "web:poll"})
"""Where it is said which of the cells that sit together votes."""
SEATED = MINUTES | {"web:meeting"}
"""Where the cells of a meeting held jointly are named to whoever may see that meeting."""
TOGETHER = frozenset({"web:meeting-record", "web:meeting-amend", "web:topics"})
"""Where the other cells under the same superior are named, because a meeting may be held with them."""
