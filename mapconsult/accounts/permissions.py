"""What one person may do in one organisation."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from mapconsult.accounts.models import Organisation
from mapconsult.accounts.roles import Right


def find_organisation(*, user, slug, right=Right.PANEL):
    """The organisation of this address: 404 for those from outside, 403 for its people without the right."""
    organisation = get_object_or_404(Organisation, slug=slug)
    rights = user.rights_in(organisation)
    if not rights:
        raise Http404
    if right not in rights:
        raise PermissionDenied
    return organisation
