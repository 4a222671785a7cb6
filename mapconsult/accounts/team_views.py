"""The people of an organisation: members with their roles, invitations, and what its privacy notice says."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mapconsult.accounts import actions
from mapconsult.accounts.forms import AccessibilityForm, InvitationForm, PrivacyForm, RoleForm
from mapconsult.accounts.history import history_of_people
from mapconsult.accounts.models import AccessibilityStatement, Membership
from mapconsult.accounts.permissions import find_organisation
from mapconsult.accounts.roles import EXPLAINED, Right, Role

page = require_http_methods(["GET", "POST"])


@login_required
@page
def team(request, slug):
    """Who acts for the organisation; its coordinators invite others here."""
    inviting = request.method == "POST"
    right = Right.PEOPLE if inviting else Right.PANEL
    organisation = find_organisation(user=request.user, slug=slug, right=right)
    form = InvitationForm(request.POST or None, organisation=organisation)
    if inviting and form.is_valid():
        _invite(request, organisation, form.cleaned_data["email"], form.cleaned_data["role"])
        return redirect("team:team", slug)
    members = organisation.memberships.select_related("user").order_by("user__last_name", "user__email")
    rights = request.user.rights_in(organisation)
    leads = Right.PEOPLE in rights
    context = {
        "organisation": organisation,
        "members": [(member, EXPLAINED[Role(member.role)]) for member in members],
        "leads": leads,
        "plans": Right.PLAN in rights,
        "invitations": organisation.invitations.select_related("invited_by") if leads else [],
        "form": form,
        "entries": history_of_people(organisation) if Right.HISTORY in rights else [],
    }
    return render(request, "accounts/team/team.html", context)


@login_required
@page
def member(request, slug, pk):
    """Another role for a member."""
    organisation, found = _find_member(request, slug, pk)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        role = form.cleaned_data["role"]
        if _changed(request, lambda: actions.change_role(membership=found, role=role, by=request.user)):
            messages.success(request, _("The role is changed."))
        return redirect("team:team", slug)
    context = {"organisation": organisation, "member": found, "form": form}
    return render(request, "accounts/team/member.html", context)


@login_required
@page
def remove(request, slug, pk):
    """Let a member go, once this is confirmed."""
    organisation, found = _find_member(request, slug, pk)
    if request.method == "POST":
        if not _changed(request, lambda: actions.remove(membership=found, by=request.user)):
            return redirect("team:team", slug)
        messages.success(request, _("%(name)s acts for the organisation no more.") % {"name": found.user})
        if found.user == request.user:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return redirect("team:team", slug)
    return render(request, "accounts/team/remove.html", {"organisation": organisation, "member": found})


def _find_member(request, slug, pk):
    organisation = find_organisation(user=request.user, slug=slug, right=Right.PEOPLE)
    return organisation, get_object_or_404(organisation.memberships.select_related("user"), pk=pk)


def _changed(request, change):
    """Whether the change came about; tells why not."""
    try:
        change()
    except Membership.DoesNotExist:
        raise Http404 from None
    except actions.LastCoordinator:
        text = _("An organisation needs a coordinator. Make somebody else a coordinator first.")
        messages.error(request, text)
        return False
    return True


@login_required
@page
def invitation(request, slug, pk):
    """An invitation that waits: send it again, or withdraw it."""
    organisation = find_organisation(user=request.user, slug=slug, right=Right.PEOPLE)
    found = get_object_or_404(organisation.invitations.select_related("invited_by"), pk=pk)
    if "withdraw" in request.POST:
        found.delete()
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": found.email})
        return redirect("team:team", slug)
    if request.method == "POST":
        _invite(request, organisation, found.email, found.role)
        return redirect("team:team", slug)
    return render(
        request, "accounts/team/invitation.html", {"organisation": organisation, "invitation": found}
    )


def _invite(request, organisation, email, role):
    actions.invite(
        organisation=organisation,
        email=email,
        role=role,
        by=request.user,
        link_to=lambda token: request.build_absolute_uri(reverse("team:accept", args=[token])),
    )
    text = _("An invitation is on its way to %(email)s. It is good for seven days.")
    messages.success(request, text % {"email": email})


@login_required
@page
def privacy(request, slug):
    """Who answers for personal data: what is shown wherever residents are asked for theirs."""
    organisation = find_organisation(user=request.user, slug=slug, right=Right.PEOPLE)
    form = PrivacyForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The privacy notice is saved."))
        return redirect("team:team", slug)
    return render(request, "accounts/team/privacy.html", {"organisation": organisation, "form": form})


@login_required
@page
def accessibility(request, slug):
    """What the organisation declares of the accessibility of this site."""
    organisation = find_organisation(user=request.user, slug=slug, right=Right.PEOPLE)
    statement = AccessibilityStatement.objects.filter(organisation=organisation).first()
    statement = statement or AccessibilityStatement(organisation=organisation)
    form = AccessibilityForm(request.POST or None, instance=statement)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The accessibility statement is saved."))
        return redirect("team:team", slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "accounts/team/accessibility.html", context, status=422 if form.errors else 200)


@never_cache
@page
def accept(request, token):
    """The link of an invitation: accepted by a button, by whoever is signed in with that very address."""
    try:
        if request.method == "POST" and request.user.is_authenticated:
            membership = actions.accept(token=token, by=request.user)
            text = _("You act for %(name)s now.") % {"name": membership.organisation}
            messages.success(request, text)
            return redirect(settings.LOGIN_REDIRECT_URL)
        found = actions.find_invitation(token=token, by=request.user)
    except actions.NotInvited as reason:
        response = render(request, "accounts/team/not_invited.html", {"reason": reason}, status=reason.status)
    else:
        context = {"invitation": found, "explained": EXPLAINED[Role(found.role)]}
        response = render(request, "accounts/team/accept.html", context)
    # Not even our own pages are told the address of this one.
    response["Referrer-Policy"] = "strict-origin"
    return response
