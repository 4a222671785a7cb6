"""The privacy notice of an organisation: what the law (GDPR, article 13) has it tell those whom it asks."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from mapconsult.accounts.models import Organisation
from mapconsult.consultations.models import Consultation


@require_safe
def notice(request, slug):
    """Who answers for personal data, why they are asked for, how long they are kept, what one may demand."""
    organisation = get_object_or_404(Organisation, slug=slug)
    public = Consultation.objects.visible_to(AnonymousUser()).filter(host=organisation)
    kept = public.order_by("-closes_at", "slug").only("slug", "title", "closes_at", "retention_months")
    context = {"organisation": organisation, "consultations": kept.filter(contacts_erased_at=None)}
    return render(request, "consultations/privacy.html", context)
