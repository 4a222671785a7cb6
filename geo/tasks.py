from django_tasks import task

from geo.actions import activate
from geo.models import Edition


@task()
def activate_edition(edition_id, by):
    """Put an edition in force in the background; `by` is the name of who asked."""
    activate(edition=Edition.objects.get(pk=edition_id), by=by)
