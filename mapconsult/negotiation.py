"""Which of its forms an answer is given in."""

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation


class LenientNegotiation(DefaultContentNegotiation):
    """Answers whatever `Accept` says: GeoJSON, tiles and images are written without a renderer, so that those
    who ask for just them would be refused. RFC 9110, 12.5.1 leaves it to the server."""

    def select_renderer(self, request, renderers, format_suffix=None):
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except NotAcceptable:
            return renderers[0], renderers[0].media_type
