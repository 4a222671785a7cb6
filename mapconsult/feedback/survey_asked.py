"""The questions of a survey with what was typed, as the templates feedback/_survey_*.html write them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mapconsult.consultations.models import MOST_DRAWN, Question
from mapconsult.feedback.survey_answers import SHAPES, bounds, length_of
from mapconsult.feedback.survey_form import DECLINED, name_of

# A longer scale is a field for a number.
MOST_STEPS = 11


class AskedSection:
    def __init__(self, section, form):
        self.section = section
        self.conditions = _ids(section)
        self.condition = _words(section)
        self.questions = [Asked(question, form) for question in section.questions.all()]


class Asked:
    """One question; `form` is the SurveyForm, bound or not."""

    def __init__(self, question, form):
        self.question, self.form = question, form
        self.name = name_of(question)
        self.conditions = _ids(question)
        self.condition = _words(question)
        self.errors = form.wrong.get(question.pk, [])
        self.values = form.values(question)
        self.is_declined = DECLINED in self.values

    @property
    def is_group(self):
        """Whether it has several fields, which a legend names."""
        kinds = Question.Kind
        one_field = {kinds.SHORT_TEXT, kinds.LONG_TEXT, kinds.NUMBER}
        if self.question.kind == kinds.SCALE:
            return bool(self.steps)
        return self.question.kind not in one_field or bool(self.question.demographic)

    @property
    def shape(self):
        """What the map draws for it: point, line or polygon."""
        return SHAPES[self.question.kind]

    @property
    def text(self):
        return self.form.text(self.question)

    @property
    def length(self):
        return length_of(self.question)

    @property
    def number(self):
        return "" if self.is_declined or not self.values else self.values[0]

    @property
    def most(self):
        return bounds(self.question)[1]

    @cached_property
    def choices(self):
        """[(Choice, whether it is chosen)]"""
        return [(choice, str(choice.pk) in self.values) for choice in self.question.choices.all()]

    @property
    def asks_words(self):
        """The choices that a line for own words belongs to."""
        return [choice for choice, _chosen in self.choices if choice.asks_words]

    @property
    def ranked(self):
        """[(Choice, the number beside it)]"""
        ranks = self.form.ranks(self.question)
        return [(choice, ranks[choice.pk]) for choice, _chosen in self.choices]

    @property
    def ranks(self):
        return [str(number) for number in range(1, self.most + 1)]

    @cached_property
    def steps(self):
        """[(step, whether it is chosen)], or none when there are too many to show each."""
        steps = range(self.question.least, self.question.most + 1)
        if len(steps) > MOST_STEPS:
            return []
        return [(step, str(step) in self.values) for step in steps]

    @property
    def rows(self):
        """[(index, {field: text})] of the places, at least one."""
        return [
            (index, self.form.place(self.question, index)) for index in range(self.form.rows(self.question))
        ]

    @property
    def may_have_more(self):
        return self.form.rows(self.question) < min(self.most, MOST_DRAWN)

    @property
    def rule(self):
        """How many answers are taken, in words; empty where that goes without saying."""
        if not (
            self.question.is_drawn or self.question.kind in (Question.Kind.MULTIPLE, Question.Kind.RANKING)
        ):
            return ""
        least, most = bounds(self.question)
        free = least == 1 and most >= len(self.choices) and not self.question.is_drawn
        return "" if free else _rule(self.question, least, most)


def _rule(question, least, most):
    values = {"least": least, "most": most}
    if question.is_drawn:
        if most == 1:
            return _("One place.")
        if least > 1:
            return _("From %(least)d to %(most)d places.") % values
        return ngettext("Up to %(most)d place.", "Up to %(most)d places.", most) % values
    if least == most:
        return ngettext("Choose %(most)d answer.", "Choose %(most)d answers.", most) % values
    if least > 1:
        return _("Choose from %(least)d to %(most)d answers.") % values
    return ngettext("Choose up to %(most)d answer.", "Choose up to %(most)d answers.", most) % values


def _ids(asked):
    """The ids of the choices of a condition, as an attribute of HTML."""
    return " ".join(str(choice.pk) for choice in asked.shown_if.all())


def _words(asked):
    return _(" or ").join(_("“%(text)s”") % {"text": choice.text} for choice in asked.shown_if.all())
