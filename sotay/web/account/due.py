"""By when an officer has to set up the second step of signing in."""

from datetime import date
from typing import TYPE_CHECKING, cast

from django.conf import settings

from sotay.accounts.queries import has_second_step
from sotay.web.door import ActorRequest

if TYPE_CHECKING:
    from sotay.accounts.models import Account


def second_step_due(request: ActorRequest) -> date | None:
    """The day from which on nothing else opens; None: this person reaches no lower than their own
    organisation, was not asked yet, or has a second step."""
    account = cast("Account", request.user)
    due = account.factor_due_on
    if not settings.SECOND_STEP or due is None:
        return None
    reaches = (reach for found in request.actor.reaches.values() for reach in found)
    return due if any(reach.depth != 0 for reach in reaches) and not has_second_step(account) else None


def second_step_overdue(request: ActorRequest, today: date) -> bool:
    """Whether that day has come: asked at every request, so the day first."""
    due = cast("Account", request.user).factor_due_on
    return due is not None and today >= due and second_step_due(request) is not None
