"""The survey of a demonstration, from survey.json, with answers that come out the same at each loading."""

import json
import uuid
from datetime import timedelta
from random import Random

from django.contrib.gis.geos import GEOSGeometry, LineString, Point
from django.utils import timezone

from mapconsult.consultations.models import Choice, GeometryKind, Question, QuestionKind, Section, Survey
from mapconsult.consultations.survey import questions_of, read_survey
from mapconsult.feedback.actions import Origin, SubmissionDraft, submit
from mapconsult.feedback.models import SubmissionForm
from mapconsult.feedback.survey_answers import SHAPES, Given, bounds, check

ASKED = ["kind", "text", "hint", "is_required", "demographic", "least", "most", "least_label", "most_label"]
# Of those who are asked, so many leave a question out that needs no answer; and so many rather not say.
LEFT_OUT, DECLINED = 0.2, 0.15
# The minutes of a day from which people are at home.
EVENING = 18 * 60
# Where people of the demonstration mark places, and how far around it, in degrees.
SHORE = (16.2272, 53.5655)
REACH = 0.0007


def load_survey(consultation, path):
    """Make the survey of a consultation and let people answer it."""
    spec = json.loads(path.read_text())
    survey = Survey.objects.create(
        consultation=consultation,
        **{name: spec[name] for name in ("title", "intro", "is_published", "answers_public")},
    )
    choices, samples = {}, {}
    for order, part in enumerate(spec["sections"]):
        section = Section.objects.create(
            survey=survey, title=part["title"], intro=part.get("intro", ""), order=order
        )
        section.shown_if.set([choices[text] for text in part.get("shown_if", [])])
        for number, asked in enumerate(part["questions"]):
            question = _load_question(section, number, asked, choices)
            samples[question.pk] = asked.get("samples", [])
    _let_answer(read_survey(consultation), spec["respondents"], samples)


def _load_question(section, order, spec, choices):
    """The question, its choices put among those that conditions may name."""
    fields = {name: spec[name] for name in ASKED if name in spec}
    question = Question.objects.create(section=section, order=order, **fields)
    for number, choice in enumerate(spec.get("choices", [])):
        told = choice if isinstance(choice, dict) else {"text": choice}
        shape = told.get("geometry")
        row = Choice.objects.create(
            question=question,
            order=number,
            text=told["text"].lstrip("*"),
            asks_words=told["text"].startswith("*"),
            geometry=GEOSGeometry(json.dumps(shape), srid=4326) if shape else None,
        )
        choices[row.text] = row
    question.shown_if.set([choices[text] for text in spec.get("shown_if", [])])
    return question


def _let_answer(survey, respondents, samples):
    consultation = survey.consultation
    until = min(consultation.closes_at, timezone.now() - timedelta(days=1))
    days = max((until - consultation.opens_at).days, 1)
    for number in range(respondents):
        person = Random(f"{consultation.slug}/{number}")
        found = check(
            survey, {question.pk: _given(question, person, samples) for question in questions_of(survey)}
        )
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"survey/{consultation.slug}/{number}")
        minutes = EVENING + person.randrange(240)
        submit(
            consultation=consultation,
            draft=SubmissionDraft(
                key=key,
                body_digest=key.hex,
                remarks=found.remarks,
                answers=found.answers,
                survey=survey,
                form=SubmissionForm.SURVEY,
            ),
            origin=Origin(device=f"demo/survey/{number}"),
            now=consultation.opens_at + timedelta(days=number * days // respondents, minutes=minutes),
        )


def _given(question, person, samples):
    """What somebody says to a question, if it is asked of them."""
    if question.demographic and person.random() < DECLINED:
        return Given(declined=True)
    if not question.is_required and person.random() < LEFT_OUT:
        return Given()
    words = samples[question.pk]
    if question.is_drawn:
        number = person.randint(1, bounds(question)[1])
        return Given(places=tuple(_place(question, person, words) for _number in range(number)))
    if question.is_chosen:
        return _chosen(question, person, words)
    if question.kind in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT):
        return Given(text=person.choice(words))
    # Fewer live far away, and few have lived here for a century.
    spread = person.random() if question.kind == QuestionKind.SCALE else person.random() ** 3
    return Given(number=question.least + round((question.most - question.least) * spread))


def _chosen(question, person, words):
    """The earlier an answer stands, the more people choose it."""
    choices = list(question.choices.all())
    _least, most = bounds(question)
    number = most if question.kind == QuestionKind.RANKING else person.randint(1, min(most, 2))
    liked = sorted(choices, key=lambda choice: person.random() * (choice.order + 2))
    return Given(
        choices=tuple(choice.pk for choice in liked[:number]), text=person.choice(words) if words else ""
    )


def _place(question, person, words):
    """A place at the shore of the demonstration, every second one with words."""
    lon, lat = SHORE[0] + person.gauss(0, REACH), SHORE[1] + person.gauss(0, REACH / 2)
    shape = SHAPES[question.kind]
    if shape == GeometryKind.POINT:
        geometry = Point(lon, lat, srid=4326)
    elif shape == GeometryKind.LINE:
        geometry = LineString((lon + 3 * REACH, lat), (lon + REACH, lat + REACH / 2), SHORE, srid=4326)
    else:
        geometry = Point(lon, lat, srid=4326).buffer(REACH / 4, quadsegs=2)
    body = person.choice(words) if words and person.random() < 0.5 else ""
    return {"geometry": geometry, "body": body}
