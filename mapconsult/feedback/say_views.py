"""A consultation without the map: everything that was said as a list, and a form to say something."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from mapconsult.accounts.addresses import address_key
from mapconsult.consultations.models import Consultation
from mapconsult.consultations.pins import NO_CATEGORY, pins
from mapconsult.feedback import identity
from mapconsult.feedback.chosen import chosen
from mapconsult.feedback.models import RemarkOutcome
from mapconsult.feedback.paging import Order
from mapconsult.feedback.panel.places import areas_of
from mapconsult.feedback.photos import TooManyTries, attach_photos, count_tries
from mapconsult.feedback.reading import Reading
from mapconsult.feedback.say_form import SayForm
from mapconsult.feedback.sending import Refused, send

PAGE = 20
FIELDS = ["created_after", "created_before", "area", "order"]


@require_safe
def remark_list(request, slug):
    """Everything that the map shows, under the same filters, in pages."""
    reading = Reading(request, slug)
    consultation = reading.consultation
    symbols = pins(consultation.categories.all())
    remarks, total, following = reading.page(PAGE)
    shown = chosen(request.GET, single=FIELDS, several=["outcome"], wrong=reading.errors)
    context = {
        "consultation": consultation,
        "official": reading.official,
        "chosen": shown,
        "carried": _carried(reading, shown),
        "errors": reading.errors,
        "filtered": any(reading.filters.form.cleaned_data.values()),
        "categories": [(category, symbols[category.pk]) for category in consultation.categories.all()],
        "areas": areas_of(consultation.territory),
        "outcomes": RemarkOutcome.choices,
        "orders": Order.choices,
        "remarks": [(remark, symbols.get(remark.category_id, NO_CATEGORY)) for remark in remarks],
        "total": total,
        "next": following,
        "is_first": "cursor" not in request.GET,
    }
    return render(request, "feedback/list.html", context)


def _carried(reading, shown):
    """The labels of the filters that the address asks for and the form has no field for."""
    names = {name for name, _value in shown["others"]}
    asked = reading.filters.form.cleaned_data
    return [
        reading.filters.filters[name].label
        for name, value in asked.items()
        if name in names and (value or value == 0)
    ]


class SayView(View):
    """Say something by a form. What was typed stays in it whatever comes of sending, but for files."""

    def dispatch(self, request, *args, slug, **kwargs):
        consultations = Consultation.objects.visible_to(request.user).select_related("host", "territory")
        self.consultation = get_object_or_404(consultations.prefetch_related("categories"), slug=slug)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._page(SayForm(consultation=self.consultation))

    def post(self, request):
        form = SayForm(request.POST, request.FILES, consultation=self.consultation)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            sent = send(request, consultation=self.consultation, draft=form.draft(), decoyed=form.is_decoyed)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self._page(form, status=refusal.status)
        messages.success(
            request,
            _("Thank you! Your remark has arrived. Keep the address of this page: it is your private link."),
        )
        if photos := form.chosen_photos():
            self._attach(sent.submission, photos)
        response = redirect("feedback:submission", sent.token)
        identity.remember_device(response, sent.device)
        return response

    def _attach(self, submission, files):
        """The words have arrived in any case: a photo that is no good is told on the next page."""
        try:
            # The same form may come again and again, with other photos.
            count_tries(submission=submission, address=address_key(self.request), number=len(files))
        except TooManyTries:
            messages.error(self.request, _("Too many photos came from here in a short time."))
            return
        remark = submission.points[0]
        remark.consultation = self.consultation
        for name, reason in attach_photos(remark=remark, files=files):
            messages.error(self.request, f"{name}: {reason}")

    def _page(self, form, status=200):
        context = {"consultation": self.consultation, "form": form}
        return render(self.request, "feedback/say.html", context, status=status)
