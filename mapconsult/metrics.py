"""Figures for Prometheus, where METRICS=1 asks for them: how many requests, how long, by route and status."""

import hmac

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def metrics(request):
    """What all web processes have counted, for whoever has METRICS_TOKEN."""
    if not settings.METRICS:
        raise Http404
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    # Only here: it is not even loaded where nobody asks for figures.
    from django_prometheus.exports import ExportToDjangoView

    return ExportToDjangoView(request)
