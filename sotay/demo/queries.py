"""Is the demo there, and who signs in to it."""

from dataclasses import dataclass

from sotay.access.choices import Role
from sotay.access.models import Grant
from sotay.demo.choices import SignIn
from sotay.demo.events import DemoLoaded
from sotay.journal.models import Entry


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One sign-in: user name, person, role and where it holds."""

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
    lines = [
        SignInLine(
            grant.account.username,
            grant.account.full_name,
            Role(grant.role),
            grant.organisation.code if grant.organisation else "toàn hệ thống",
        )
        for grant in grants
    ]
    return sorted(lines, key=lambda line: order.index(line.username))
