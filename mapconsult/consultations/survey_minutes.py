"""How long a survey takes, for those who are asked to fill it in."""

from collections import defaultdict

from mapconsult.consultations.models import DRAWN, Question, QuestionKind

QUICK = 12
SECONDS = dict.fromkeys(DRAWN, 40) | {
    QuestionKind.LONG_TEXT: 60,
    QuestionKind.SHORT_TEXT: 20,
    QuestionKind.RANKING: 30,
}


def survey_minutes(consultations):
    """{id of a consultation: minutes, rounded up} of those whose survey is published; one query."""
    asked = Question.objects.filter(
        section__survey__is_published=True, section__survey__consultation__in=consultations
    )
    seconds = defaultdict(int)
    for consultation, kind in asked.values_list("section__survey__consultation", "kind"):
        seconds[consultation] += SECONDS.get(kind, QUICK)
    return {consultation: -(-total // 60) for consultation, total in seconds.items()}
