"""Mail: the one way in which every room writes to people.

    mail.send(to=address, template="feedback/mail/confirm.txt", context={"link": link})

The first line of the template is the subject, the rest the text. It is rendered at once, in the language that
is active (`translation.override` chooses another), as plain text: nothing in it is escaped for HTML.

The mail waits as a row of OutgoingMail, and a task that holds no more than its number sends it: both are
written in the caller's transaction, so that what was rolled back is told to nobody and what was committed is
told even if the process dies. Once it is sent, the row is gone.
"""

from django.template import Context, loader

from mapconsult.accounts.models import OutgoingMail
from mapconsult.accounts.tasks import deliver


def send(*, to, template, context=None, unsubscribe=""):
    """Write to one address; returns at once, the worker sends it. Mail that comes again and again names the
    URL that ends it by one POST (RFC 8058)."""
    rendered = loader.get_template(template).template.render(Context(context, autoescape=False))
    subject, _, text = rendered.strip().partition("\n")
    # What breaks lines in a name would break off the headers.
    mail = OutgoingMail.objects.create(
        to=to, subject=" ".join(subject.split()), text=text.strip() + "\n", unsubscribe=unsubscribe
    )
    deliver.enqueue(mail.pk)
