"""Which right each change of a remark needs, and whether it is given for that remark."""

from mapconsult.accounts.roles import Right
from mapconsult.feedback.models import Remark, RemarkState

# Officials bring a remark into these states; only its sender withdraws one.
RIGHT_FOR = {
    RemarkState.PUBLISHED: Right.RELEASE,
    RemarkState.PENDING: Right.HOLD,
    RemarkState.HIDDEN: Right.HOLD,
}


def may_with(standing, right, remark):
    """Whether a right is given for this remark. No query unless it is given for some areas alone."""
    if standing.may_everywhere(right):
        return True
    return standing.may(right) and Remark.objects.filter(pk=remark.pk).permitted(standing, right).exists()


def office_of(user, consultation):
    """The Organisation in whose name a user may reply in public, or None: one of the host's own people who
    may publish. No query for visitors."""
    host = consultation.host
    return host if user.is_authenticated and Right.RELEASE in user.rights_in(host) else None
