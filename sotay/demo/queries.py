"""Is the demo there, and who signs in to it."""

from dataclasses import dataclass

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.demo.choices import SignIn
from sotay.demo.events import DemoLoaded
from sotay.journal.models import Entry


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One sign-in: user name, person, role and where it holds (codes, in their order)."""

    username: str
    full_name: str
    role: Role
    place: str


def demo_is_loaded() -> bool:
    """Whether the load went through to its end (it goes in as one, or not at all)."""
    return Entry.objects.filter(event=DemoLoaded.__name__).exists()


def sign_ins() -> list[SignInLine]:
    """The demo's sign-ins, in their order."""
    order = [str(name) for name in SignIn]
    grants = Grant.objects.filter(account__username__in=order).select_related("account", "organisation")
    lines: dict[str, SignInLine] = {}
    for grant in grants.order_by("organisation__code", "pk"):
        place = grant.organisation.code if grant.organisation else "toàn hệ thống"
        name, known = grant.account.username, lines.get(grant.account.username)
        places = f"{known.place}, {place}" if known else place
        lines[name] = SignInLine(name, grant.account.full_name, Role(grant.role), places)
    return sorted(lines.values(), key=lambda line: order.index(line.username))
