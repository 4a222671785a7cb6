"""What the answers to a survey add up to, question by question, in a fixed number of queries."""

from dataclasses import dataclass, field

from django.db.models import Avg, Case, Count, F, FloatField, Func, IntegerField, Max, Min, Q, StdDev, When
from django.db.models.aggregates import Aggregate

from mapconsult.consultations.models import Question
from mapconsult.feedback.models import Answer, AnswerChoice
from mapconsult.insight.shares import Part

Kind = Question.Kind
MEASURED = [Kind.SCALE, Kind.NUMBER]
WORDED = [Kind.SHORT_TEXT, Kind.LONG_TEXT]
# The bars of a histogram of numbers.
BARS = 10


@dataclass
class Bar:
    """A choice, a step of a scale or a span of numbers, with those who gave it."""

    label: str
    part: Part
    choice: int | None = None
    # Of rankings: how often it came first, and its mean place.
    first: int = 0
    mean_rank: float | None = None


@dataclass
class Result:
    """What was said to one question.

    `answered`, `declined` ("rather not say"), `skipped` and `unasked` are respondents, and make all of them.
    """

    question: Question
    answered: int = 0
    declined: int = 0
    skipped: int = 0
    unasked: int = 0
    bars: list[Bar] = field(default_factory=list)
    # mean, median, least, most, low and high quartile, deviation; of scales and numbers.
    numbers: dict = field(default_factory=dict)
    # Answers in words, of open questions and of choices with a line of their own.
    worded: int = 0
    # Of drawn ones: how many places, and how many of them are on the map.
    drawn: int = 0
    placed: int = 0

    @property
    def asked(self):
        return self.answered + self.declined + self.skipped


class Quantile(Aggregate):
    """The continuous percentile of PostgreSQL: interpolated where it lies between two values."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression, share):
        super().__init__(expression, share=float(share))


def count_answers(survey, questions, respondents, everybody):
    """[Result] of the questions of a survey, in their order; `everybody` is the number of respondents. Six
    queries, however many questions and answers there are."""
    results = {question.pk: Result(question) for question in questions}
    answers = Answer.objects.filter(submission__in=respondents.submissions.values("pk")).order_by()
    _put_in_answers(results, answers)
    _put_in_choices(results, answers)
    _put_in_numbers(results, answers)
    _put_in_drawn(results, respondents)
    _put_in_asked(survey, results, respondents, everybody)
    return list(results.values())


def _put_in_answers(results, answers):
    """Who answered, who declined, who used words."""
    rows = answers.values_list("question").annotate(
        answered=Count("pk", filter=Q(declined=False)),
        declined=Count("pk", filter=Q(declined=True)),
        worded=Count("pk", filter=~Q(text="")),
    )
    for question, answered, declined, worded in rows:
        result = results[question]
        result.answered, result.declined, result.worded = answered, declined, worded


def _put_in_choices(results, answers):
    rows = AnswerChoice.objects.filter(answer__in=answers.values("pk")).order_by().values_list("choice")
    rows = rows.annotate(number=Count("pk"), first=Count("pk", filter=Q(rank=1)), rank=Avg("rank"))
    counts = {choice: rest for choice, *rest in rows}
    for result in results.values():
        for choice in result.question.choices.all() if result.question.is_chosen else ():
            number, first, rank = counts.get(choice.pk, (0, 0, None))
            bar = Bar(choice.text, Part(number, result.answered), choice.pk, first)
            bar.mean_rank = None if rank is None else float(rank)
            result.bars.append(bar)
        if result.question.kind == Kind.RANKING:
            result.bars.sort(key=lambda bar: bar.mean_rank or len(result.bars) + 1)


def _put_in_numbers(results, answers):
    """Two queries: the figures, then the bars between the least and the most."""
    said = answers.filter(question__kind__in=MEASURED, number__isnull=False)
    figures = {
        "mean": Avg("number"),
        "median": Quantile("number", 0.5),
        "low": Quantile("number", 0.25),
        "high": Quantile("number", 0.75),
        "least": Min("number"),
        "most": Max("number"),
        "deviation": StdDev("number"),
    }
    for row in said.values("question").annotate(**figures):
        results[row.pop("question")].numbers = row
    measured = [result for result in results.values() if result.numbers]
    if not measured:
        return
    counts = {}
    for question, span, number in (
        said.annotate(span=Case(*(_span(result) for result in measured), output_field=IntegerField()))
        .values_list("question", "span")
        .annotate(number=Count("pk"))
    ):
        counts.setdefault(question, {})[span] = number
    for result in measured:
        _put_in_bars(result, counts.get(result.question.pk, {}))


def _edges(result):
    """(where the first bar begins, how wide each is, how many): steps of a scale, whole numbers while these
    are few, else BARS of a round width at most."""
    question, numbers = result.question, result.numbers
    if question.kind == Kind.SCALE:
        return question.least, 1, question.most - question.least + 1
    least, most = int(numbers["least"] // 1), int(numbers["most"] // 1)
    width = next(width for width in _widths() if (most // width - least // width) < BARS)
    return least // width * width, width, most // width - least // width + 1


def _widths():
    """1, 2, 5, 10, 20, 50, ..."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _span(result):
    """Which bar a number falls into, from 0."""
    start, width, _number = _edges(result)
    span = Func((F("number") - start) / width, function="floor", output_field=IntegerField())
    return When(question=result.question.pk, then=span)


def _put_in_bars(result, counts):
    start, width, number = _edges(result)
    for place in range(number):
        first = start + place * width
        label = str(first) if width == 1 else f"{first}–{first + width - 1}"
        result.bars.append(Bar(label, Part(counts.get(place, 0), result.answered)))


def _put_in_drawn(results, respondents):
    """Places are remarks: how many, how many on the map, and from how many respondents."""
    drawn = respondents.places().filter(submission__in=respondents.submissions.values("pk"))
    rows = drawn.filter(question__isnull=False).order_by().values_list("question")
    for question, number, placed, who in rows.annotate(
        number=Count("pk"), placed=Count("tile_x"), who=Count("submission", distinct=True)
    ):
        result = results[question]
        result.drawn, result.placed, result.answered = number, placed, who


def _put_in_asked(survey, results, respondents, everybody):
    """Who was not asked. What was not shown is not stored either, so that a condition holds for whoever chose
    one of the answers it names. One query."""
    conditions = {}
    for section in survey.sections.all():
        for question in section.questions.all():
            asked = [{choice.pk for choice in part.shown_if.all()} for part in (section, question)]
            conditions[question.pk] = [choices for choices in asked if choices]
    narrowed = {f"question_{pk}": sets for pk, sets in conditions.items() if sets}
    counted = respondents.submissions.aggregate(
        **{name: Count("pk", filter=_chose_all(sets)) for name, sets in narrowed.items()}
    )
    for pk, result in results.items():
        asked = counted.get(f"question_{pk}", everybody)
        result.unasked = everybody - asked
        result.skipped = asked - result.answered - result.declined


def _chose_all(sets):
    """Of each set of choices one."""
    condition = Q()
    for choices in sets:
        chosen = AnswerChoice.objects.filter(choice__in=choices).values("answer__submission")
        condition &= Q(pk__in=chosen)
    return condition
