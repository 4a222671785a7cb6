"""The pages of codes: going through what was said, and the code book."""

from functools import cached_property, partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_http_methods, require_safe

from mapconsult.accounts.roles import Right
from mapconsult.consultations.panel.finding import find
from mapconsult.consultations.permissions import standing
from mapconsult.feedback.models import Remark
from mapconsult.insight.codes import coding
from mapconsult.insight.codes.agreement import FEW, agreements
from mapconsult.insight.codes.book import code_book, delete_code, merge, save_code
from mapconsult.insight.codes.forms import CodeForm, MergeForm
from mapconsult.insight.codes.items import is_id, open_answers, page_of, with_codings
from mapconsult.insight.models import Code, Coding
from mapconsult.insight.page import ResultsPage
from mapconsult.insight.permissions import official_reading

# What the page itself asks: remarks or answers, to which question, only those that one has not gone through,
# and whether the codes of others are hidden.
OWN = ["list", "question", "todo", "hide"]
UNDO = "codes-undo"


class CodesView(LoginRequiredMixin, View):
    """Whoever may read remarks may code them. A form posts to the address of its list, so that `all` means
    all of it. Works without a script."""

    def dispatch(self, request, *args, slug, **kwargs):
        if request.user.is_authenticated:
            self.page = ResultsPage(request, slug, own=OWN)
            self.consultation = self.page.consultation
            self.standing = self.page.reading.standing
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return render(request, "insight/codes.html", self._context())

    def post(self, request):
        if "undo" in request.POST:
            self._undo()
        elif "all" in request.POST:
            self._change_all()
        elif "item" in request.POST:
            return self._change_one()
        elif "name" in request.POST:
            return self._add()
        else:
            messages.error(request, _("Choose a code, and what to do with it."))
        return self._back()

    @cached_property
    def answers(self):
        return open_answers(self.consultation, self.standing)

    @cached_property
    def items(self):
        """What the list holds: remarks under the filters, or open answers."""
        query = self.request.GET
        items = self.page.remarks
        if query.get("list") == "answers":
            question = query.get("question", "")
            items = self.answers.filter(question=int(question)) if is_id(question) else self.answers
        return coding.not_gone_through(items, self.request.user) if query.get("todo") else items

    def _context(self, form=None):
        rows, following = page_of(self.items, self.request.GET.get("cursor"))
        hide = bool(self.request.GET.get("hide"))
        entries = self._book()
        codes = [entry.code for entry in entries]
        return self.page.context() | {
            "entries": entries,
            "items": with_codings(rows, codes=codes, by=self.request.user, hide_others=hide),
            "total": self.items.count(),
            "cursor": following,
            "hide": hide,
            "list": self.request.GET.get("list"),
            "may_write": self.standing.may_everywhere(Right.READ),
            "code_form": form or CodeForm(instance=Code(consultation=self.consultation)),
            "undo": _offered(self.request, self.consultation),
        }

    def _book(self):
        """The code book with its numbers, until something changes: counting 100,000 codes takes 0.1 s."""
        key = f"code-book-{self.page.reading.digest('codes')}" if not self.page.errors else None
        count = partial(code_book, self.consultation, self.page.remarks, self.answers)
        return cache.get_or_set(key, count) if key else count()

    def _add(self):
        """A new code, for whoever reads everything: the code book is of the whole consultation."""
        self.standing.require(Right.READ, everywhere=True)
        form = CodeForm(self.request.POST, instance=Code(consultation=self.consultation))
        if not form.is_valid():
            return render(self.request, "insight/codes.html", self._context(form))
        code = save_code(code=form.save(commit=False))
        messages.success(self.request, _("The code “%(name)s” is in the code book.") % {"name": code})
        return self._back()

    def _change_one(self):
        """Give or take one code; answers with the item alone where a script asks for no more."""
        post, user = self.request.POST, self.request.user
        column, _hyphen, pk = post["item"].partition("-")
        visible = Remark.objects.of(self.consultation).visible_to(user)
        items = (self.answers if column == "answer" else visible).filter(pk=pk if is_id(pk) else None)
        item = get_object_or_404(items)
        if "none" in post:
            note = coding.note_none if post["none"] else coding.forget_none
            note(item=item, by=user, consultation=self.consultation)
        else:
            self._act(items)
        if "part" not in post:
            return redirect(f"{self.request.get_full_path()}#{post['item']}")
        codes = list(Code.objects.of(self.consultation))
        hide = bool(self.request.GET.get("hide"))
        [shown] = with_codings([item], codes=codes, by=user, hide_others=hide)
        entries = [{"code": code} for code in codes]
        context = {"consultation": self.consultation, "item": shown, "entries": entries}
        return render(self.request, "insight/_codes_item.html", context)

    def _act(self, items):
        """(verb, code, the ids of the items that have changed), as the form says."""
        verb = "take" if "take" in self.request.POST else "give"
        pk = self.request.POST.get(verb, "")
        code = get_object_or_404(Code.objects.of(self.consultation), pk=pk if is_id(pk) else None)
        code.consultation = self.consultation
        return verb, code, getattr(coding, verb)(code=code, items=items, by=self.request.user)

    def _change_all(self):
        number = self.items.count()
        # What was read is meant: when more have come since, it is asked again.
        if self.request.POST["all"] != str(number):
            said = ngettext(
                "The list has changed: it holds %d item now. Press again if you mean it.",
                "The list has changed: it holds %d items now. Press again if you mean all of them.",
                number,
            )
            messages.warning(self.request, said % number)
            return
        try:
            verb, code, pks = self._act(self.items)
        except coding.TooMany:
            said = _("At most %(number)d at once: narrow the list by filters.")
            messages.error(self.request, said % {"number": coding.MOST})
            return
        _remember(self.request, self.consultation, verb, code, coding.column_of(self.items), pks)
        messages.success(self.request, _told(verb, len(pks)) % {"number": len(pks), "code": code})

    def _undo(self):
        kept = self.request.session.pop(UNDO, None)
        code = Code.objects.of(self.consultation).filter(pk=kept["code"]).first() if kept else None
        if code is None:
            messages.error(self.request, _("This can no longer be undone."))
            return
        visible = Remark.objects.of(self.consultation).visible_to(self.request.user)
        items = (self.answers if kept["column"] == "answer" else visible).filter(pk__in=kept["items"])
        back = coding.take if kept["verb"] == "give" else coding.give
        number = len(back(code=code, items=items, by=self.request.user))
        said = ngettext("%d item is as it was.", "%d items are as they were.", number)
        messages.success(self.request, said % number)

    def _back(self):
        return redirect(self.request.get_full_path())


def _remember(request, consultation, verb, code, column, pks):
    """Keep how to undo the last change of many."""
    if pks:
        kept = {"verb": verb, "code": code.pk, "column": column, "items": pks}
        request.session[UNDO] = kept | {"consultation": consultation.pk}


def _offered(request, consultation):
    return request.session.get(UNDO, {}).get("consultation") == consultation.pk


def _told(verb, number):
    if verb == "give":
        return ngettext(
            "You gave “%(code)s” to %(number)d item more.",
            "You gave “%(code)s” to %(number)d items more.",
            number,
        )
    return ngettext(
        "You took “%(code)s” from %(number)d item.", "You took “%(code)s” from %(number)d items.", number
    )


@login_required
@require_http_methods(["GET", "POST"])
def code(request, slug, pk):
    """Change a code, merge it into another one or delete it: for whoever reads the whole consultation."""
    consultation = find(request, slug)
    standing(request.user, consultation).require(Right.READ, everywhere=True)
    found = get_object_or_404(Code.objects.of(consultation), pk=pk)
    found.consultation = consultation
    name, sent = found.name, request.POST
    form = CodeForm(sent if "name" in sent else None, instance=found)
    merging = MergeForm(sent if "into" in sent else None, code=found)
    done = request.method == "POST" and _write(found, sent, form, merging)
    if done:
        messages.success(request, done % {"name": name})
        return redirect("insight:codes", slug)
    context = {"consultation": consultation, "code": found, "name": name, "form": form, "merging": merging}
    context["given"] = Coding.objects.filter(code=found).count()
    return render(request, "insight/code.html", context)


def _write(found, sent, form, merging):
    """What was done, to be told; empty when nothing was."""
    if "delete" in sent:
        delete_code(code=found)
        return _("The code “%(name)s” is deleted.")
    if "into" in sent and merging.is_valid():
        merge(code=found, into=merging.cleaned_data["into"])
        return _("What was “%(name)s” is part of the other code now.")
    if "name" in sent and form.is_valid():
        save_code(code=form.save(commit=False))
        return _("Saved.")
    return ""


@login_required
@require_safe
def agreement(request, slug):
    """How far any two coders agree on what the reader may see."""
    reading = official_reading(request, slug)
    visible = Remark.objects.of(reading.consultation).visible_to(request.user)
    answers = open_answers(reading.consultation, reading.standing)
    pairs = agreements(reading.consultation, remarks=visible, answers=answers)
    context = {"consultation": reading.consultation, "pairs": pairs, "few": FEW}
    return render(request, "insight/codes_agreement.html", context)
