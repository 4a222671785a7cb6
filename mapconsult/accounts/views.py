"""Signing in, and the pages of one's own account that django-allauth does not bring."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mapconsult.accounts.erasure import erase_account, is_own_to_erase
from mapconsult.accounts.forms import NameForm
from mapconsult.accounts.models import Membership, User


class SignInView(LoginView):
    """E-mail and password; a demonstration tells both, so that anybody can look around."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            members = Membership.objects.select_related("user", "organisation")
            context["demo_members"] = members.order_by("organisation__name", "user__email")
            context["demo_password"] = settings.DEMO_PASSWORD
        return context


class SessionsView(ListUserSessionsView):
    """Where one is signed in; each session can be ended, or all but this one."""

    def post(self, request, *args, **kwargs):
        if "session" not in request.POST:
            return super().post(request, *args, **kwargs)
        number = request.POST["session"]
        session = get_object_or_404(UserSession, user=request.user, pk=number if number.isdecimal() else None)
        session.end()
        messages.success(request, _("This session is ended."))
        return redirect("usersessions_list")


sign_in = SignInView.as_view()
sessions = SessionsView.as_view()


@login_required
@require_safe
def account(request):
    """What one can do with one's account."""
    return render(request, "accounts/account.html")


@login_required
@require_safe
def landing(request):
    """To where one lands after signing in: the panel or the account."""
    return redirect(get_adapter().get_login_redirect_url(request))


@login_required
@require_http_methods(["GET", "POST"])
def name(request):
    """How one is called."""
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:account")
    return render(request, "accounts/name.html", {"form": form})


@login_required
@reauthentication_required(app="allauth.account")
@require_http_methods(["GET", "POST"])
def delete_account(request):
    """Remove the account for good; what was said with it stays, and belongs to nobody then."""
    user = User.objects.get(pk=request.user.pk)
    may = is_own_to_erase(user)
    if request.method == "POST" and may:
        logout(request)
        erase_account(user)
        messages.success(request, _("Your account is deleted."))
        return redirect("account_login")
    return render(
        request, "accounts/delete.html", {"may": may}, status=409 if request.method == "POST" else 200
    )
