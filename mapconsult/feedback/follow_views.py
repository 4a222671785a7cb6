"""Pages on which one asks to be told what is new, confirms it, and ends it; all without a script."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mapconsult.consultations.models import Consultation
from mapconsult.feedback import following
from mapconsult.feedback.contacts import may_write, site_of
from mapconsult.feedback.follow_forms import EmailForm, FollowForm, Scope
from mapconsult.feedback.links import LinkOver, concealed
from mapconsult.feedback.models import Remark

page = require_http_methods(["GET", "HEAD", "POST"])
# What a mail program sends that was pressed to unsubscribe (RFC 8058).
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@page
def follow(request, slug):
    """Follow a consultation, or what is near a place; `?at=lon,lat` opens the page for a place."""
    consultations = Consultation.objects.visible_to(request.user).select_related("host", "territory")
    consultation = get_object_or_404(consultations, slug=slug)
    at = request.GET.get("at", "")
    initial = {"at": at, "scope": Scope.PLACE if at else Scope.ALL}
    form = FollowForm(request.POST or None, initial=initial, consultation=consultation)
    context = {"consultation": consultation, "form": form, "at": at, "sent": "sent" in request.GET}
    return _asked(request, form, "feedback/follow.html", context, lambda: _what(form, consultation))


def _what(form, consultation):
    if place := form.place:
        return {"place": [place.x, place.y], "radius": form.cleaned_data["radius"]}
    return {"consultation": consultation}


@page
def follow_remark(request, pk):
    """Follow what becomes of one remark: one's own, or any other that everybody sees."""
    consultations = Consultation.objects.visible_to(request.user)
    visible = Remark.objects.visible_to(request.user).filter(consultation__in=consultations.values("pk"))
    remark = get_object_or_404(visible.with_names().select_related("consultation__host"), pk=pk)
    form = EmailForm(request.POST or None, label_suffix="")
    context = {
        "remark": remark,
        "consultation": remark.consultation,
        "form": form,
        "sent": "sent" in request.GET,
    }
    return _asked(request, form, "feedback/follow_remark.html", context, lambda: {"remark": remark})


def _asked(request, form, template, context, what):
    """Write to whoever asks; the answer is the same to all."""
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    email = form.cleaned_data["email"]
    if not form.is_decoyed:
        if not may_write(request, email):
            form.add_error(None, _("We have sent several messages already. Try again in an hour."))
            return render(request, template, context, status=429)
        following.ask(email=email, site=site_of(request), **what())
    return redirect(f"{request.path}?sent")


@page
@concealed
def confirm(request, token):
    """What the link of a mail opens. It asks for a button: mail programs open links by themselves."""
    try:
        asked = following.asked_for(token)
    except LinkOver:
        return render(request, "feedback/follow_over.html", status=410)
    if request.method != "POST":
        return render(request, "feedback/follow_confirm.html", {"asked": asked})
    subscription = following.confirm(asked=asked, site=site_of(request))
    context = {"asked": subscription, "end": following.end_link(subscription), "done": True}
    return render(request, "feedback/follow_confirm.html", context)


@csrf_exempt
@page
@concealed
def end(request, token):
    """End a subscription: by the button of the page, or by that of a mail program, which knows no page.
    Nothing is needed against forgery: the token is known to the reader of the mail alone."""
    try:
        subscription = following.find_to_end(token)
    except LinkOver:
        return render(request, "feedback/follow_over.html", status=410)
    if request.method == "POST":
        if subscription:
            subscription.delete()
        if request.POST.dict() == ONE_CLICK:
            return HttpResponse(status=200)
        subscription = None
    return render(request, "feedback/follow_end.html", {"asked": subscription})
