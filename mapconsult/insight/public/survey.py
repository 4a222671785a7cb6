"""What everybody is told of a survey: prepared answers, small numbers hidden. Words are not shown, places
stand on the map if the survey says so, and no question is crossed with another."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from mapconsult.consultations.models import Question
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.insight.shares import Share, share
from mapconsult.insight.suppression import hide_in_row
from mapconsult.insight.survey.counts import count_answers
from mapconsult.insight.survey.respondents import all_respondents

Kind = Question.Kind
# How a number is spread shows its extremes, which are those of one person.
TOLD = [Kind.SINGLE, Kind.MULTIPLE, Kind.PLACE, Kind.RANKING, Kind.SCALE]


@dataclass(frozen=True)
class Asked:
    """One question: `answered` is None where too few answered, the number of a Share where it is hidden."""

    question: Question
    answered: int | None
    shares: list[Share]

    @property
    def has_shares(self):
        """Whether enough answered to speak of per cent."""
        return any(share.percent is not None for share in self.shares)


def survey_told(consultation):
    """[Asked] of the questions with prepared answers: none without a survey that is shown to residents. Of
    all respondents, never under filters (docs/decisions/0017-small-numbers.md)."""
    survey = read_survey(consultation)
    if survey is None or not survey.is_published:
        return []
    who = all_respondents(consultation, AnonymousUser())
    number, _persons = who.totals()
    results = count_answers(survey, questions_of(survey), who, number)
    told = [_asked(result) for result in results if result.question.kind in TOLD]
    hiding = set()
    for asked in told:
        if _hides(asked) or _tells(survey, asked.question, hiding):
            hiding.add(asked.question.pk)
    return [asked for asked in told if not _tells(survey, asked.question, hiding)]


def _hides(asked):
    """Whether it has a hidden number."""
    return asked.answered is None or any(share.number is None for share in asked.shares)


def _tells(survey, question, hiding):
    """Whether a question is asked of those alone who chose a certain answer to one in `hiding`: how many
    answered it would tell how many chose that."""
    section = next(section for section in survey.sections.all() if section.pk == question.section_id)
    deciding = [*section.shown_if.all(), *question.shown_if.all()]
    return any(choice.question_id in hiding for choice in deciding)


def _asked(result):
    row = hide_in_row([bar.part.number for bar in result.bars], total=result.answered)
    shares = [
        Share(bar.label, number, None if row.total is None or number is None else share(number, row.total))
        for bar, number in zip(result.bars, row.cells, strict=True)
    ]
    return Asked(result.question, row.total, shares)
