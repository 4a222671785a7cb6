"""Everything under /api/v1/, each room bringing its own paths."""

from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.reverse import reverse

from mapconsult.problems import page_not_found

app_name = "api"
# A page to look at: its view has no template for the OPTIONS that REST framework answers.
DOCS = {"url_name": "api:schema", "http_method_names": ["get", "head"]}


@extend_schema(exclude=True)
@api_view()
def root(request):
    """Where to begin."""
    names = ["consultations", "areas", "observatory", "schema", "docs"]
    return Response({name: reverse(f"api:{name}", request=request) for name in names})


urlpatterns = [
    path("", root, name="root"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(**DOCS), name="docs"),
    path("", include("geo.api_urls")),
    path("", include("mapconsult.consultations.api_urls")),
    path("", include("mapconsult.feedback.api_urls")),
    path("", include("mapconsult.insight.api_urls")),
    path("", include("mapconsult.exchange.api_urls")),
    re_path("", page_not_found),
]
