"""Give and take roles on an organisation; hand out codes on paper."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sotay.access.choices import Permission, Role
from sotay.access.operations import give_role, invite, issue_code, take_role
from sotay.access.queries import account_to_open, grant_at, roles_to_give
from sotay.core import clock
from sotay.core.errors import DomainError
from sotay.members.operations import code_for_member, enrol_members, enrol_with_role
from sotay.members.queries import members_with_account, members_without_account
from sotay.web.access.forms import GiveRoleForm
from sotay.web.access.people import MEMBER, choices_for, chosen_account
from sotay.web.access.slips import Slip, slip
from sotay.web.door import ActorRequest, fresh, needs
from sotay.web.lookup import header_of, organisation_or_404

if TYPE_CHECKING:
    from sotay.organisations.models import Organisation


@fresh
@needs(Permission.ROLE_GIVE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: ActorRequest, public_id: str) -> HttpResponse:
    """Give a role here, to somebody known or to a new person, who gets a code on paper."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.ROLE_GIVE)
    people = choices_for(request.actor, node, search=request.GET.get("tim", ""), today=today)
    form = GiveRoleForm(
        request.POST if request.method == "POST" else None,
        people=people,
        roles=roles_to_give(request.actor, node),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _given(request, node, form)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "search": request.GET.get("tim", "")}
    header = header_of(request, node, today, own=True)
    return render(request, "web/role_give.html", header | context)


def _given(request: ActorRequest, node: "Organisation", form: GiveRoleForm) -> HttpResponse:
    values = form.cleaned_data
    role = Role(values["role"])
    span: dict[str, Any] = {"valid_from": values["first"], "valid_to": form.until, "at": clock.now()}
    if not values["account"]:
        account, code = invite(
            actor=request.actor, full_name=values["full_name"], role=role, organisation=node, **span
        )
        made = slip(request, name=account.full_name, username=account.username, code=code)
        return _slips(request, node, [made])
    kind, _, chosen = values["account"].rpartition(":")
    if f"{kind}:" == MEMBER:
        new = enrol_with_role(
            actor=request.actor, cell=node, member=chosen, role=role, today=clock.today(), **span
        )
        return _slips(request, node, [slip(request, name=new.name, username=new.username, code=new.code)])
    return _given_to_known(request, node, chosen, role, span)


def _given_to_known(
    request: ActorRequest, node: "Organisation", chosen: str, role: Role, span: dict[str, Any]
) -> HttpResponse:
    account = chosen_account(request.actor, node, chosen, today=clock.today())
    if account is None:
        raise DomainError("Người này không còn trong danh sách; đồng chí tìm và chọn lại.")
    give_role(actor=request.actor, account=account, role=role, organisation=node, **span)
    messages.success(request, f"Đã giao vai trò {role.label} cho {account.full_name}.")
    return redirect(reverse("web:who-can-see", args=[node.public_id]))


@needs(Permission.ROLE_GIVE)
@require_POST
def take(request: ActorRequest, public_id: str) -> HttpResponse:
    """Take a role back that was given here; at once."""
    node = organisation_or_404(request.actor, public_id, Permission.ROLE_GIVE)
    grant = grant_at(node, request.POST.get("grant", ""))
    if grant is None:
        messages.warning(request, "Vai trò này đã thu rồi hoặc không giao ở đây.")
        return redirect(reverse("web:who-can-see", args=[node.public_id]))
    if grant.account_id == request.actor.account_id:
        messages.warning(request, "Không ai tự thu vai trò của mình; đồng chí nhờ cấp trên.")
        return redirect(reverse("web:who-can-see", args=[node.public_id]))
    take_role(actor=request.actor, grant=grant, at=clock.now())
    messages.success(request, "Đã thu lại vai trò; có hiệu lực ngay.")
    return redirect(reverse("web:who-can-see", args=[node.public_id]))


@fresh
@needs(Permission.MEMBER_ENROL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_here(request: ActorRequest, public_id: str) -> HttpResponse:
    """Members of a cell who have no account yet, and those who have: codes on paper for both."""
    today = clock.today()
    node = organisation_or_404(request.actor, public_id, Permission.MEMBER_ENROL)
    if request.method == "POST" and (slips := _codes_for_members(request, node)):
        return _slips(request, node, slips)
    context = {
        "without": members_without_account(request.actor, node, today=today),
        "having": members_with_account(request.actor, node, today=today),
        "nobody": request.method == "POST",
    }
    return render(request, "web/enrol_members.html", header_of(request, node, today, own=True) | context)


def _codes_for_members(request: ActorRequest, node: "Organisation") -> list[Slip]:
    made = enrol_members(
        actor=request.actor,
        cell=node,
        members=request.POST.getlist("member"),
        at=clock.now(),
        today=clock.today(),
    )
    slips = [slip(request, name=e.name, username=e.username, code=e.code) for e in made]
    return slips + [_code_for_member(request, node, one) for one in request.POST.getlist("account")]


def _code_for_member(request: ActorRequest, node: "Organisation", account: str) -> Slip:
    one = code_for_member(
        actor=request.actor, cell=node, account=account, today=clock.today(), at=clock.now()
    )
    return slip(request, name=one.name, username=one.username, code=one.code)


def _new_code(request: ActorRequest, public_id: str) -> Slip:
    account = account_to_open(request.actor, public_id, today=clock.today())
    if account is None:
        raise Http404
    code = issue_code(actor=request.actor, account=account, today=clock.today(), at=clock.now())
    return slip(request, name=account.full_name, username=account.username, code=code)


@fresh
@needs(Permission.MEMBER_ENROL)
@never_cache
@require_http_methods(["POST"])
def code(request: ActorRequest, public_id: str) -> HttpResponse:
    """A new code for somebody who has a role here; the one before is void."""
    node = organisation_or_404(request.actor, public_id, Permission.MEMBER_ENROL)
    chosen = request.POST.get("account", "")
    if account_to_open(request.actor, chosen, today=clock.today()) is None:
        messages.warning(
            request, "Người này có vai trò ngoài phạm vi của đồng chí; cấp trên của nơi đó cấp mã."
        )
        return redirect(reverse("web:who-can-see", args=[node.public_id]))
    return _slips(request, node, [_new_code(request, chosen)])


def _slips(request: ActorRequest, node: "Organisation", slips: list[Slip]) -> HttpResponse:
    """The sheet, as the answer itself: codes are kept nowhere, so the page cannot be opened again."""
    header = header_of(request, node, clock.today(), own=True)
    back = reverse("web:who-can-see", args=[node.public_id])
    return render(request, "web/code_slips.html", header | {"slips": slips, "back_url": back})
