"""Age and gender of those who answered a survey, beside those who live there."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext as _

from geo.models import Census, Gender
from mapconsult.consultations.models import Question
from mapconsult.insight.shares import Weighed

# Words of prepared answers, in the languages in which surveys are written.
WORDS = {
    Gender.FEMALE: ["kobiet", "woman", "women", "female", "жін"],
    Gender.MALE: ["mężczyzn", "man", "men", "male", "чолов"],
}
# Words beside a single age, and how many years lie between it and the first or last that is meant.
UNTIL = {"do ": 0, "up to": 0, "poniżej": 1, "mniej niż": 1, "under": 1, "below": 1, "до ": 0}
SINCE = {
    "+": 0,
    "więcej": 0,
    "starsz": 0,
    "and more": 0,
    "and older": 0,
    "powyżej": 1,
    "over": 1,
    "і більше": 0,
}
OLDEST = 150


@dataclass
class Compared:
    """One question about the person: rows of (prepared answer, Weighed). What could not be matched with the
    census is in `unmatched`: [(prepared answer, number)]."""

    question: Question
    rows: list[tuple[str, Weighed]] = field(default_factory=list)
    unmatched: list[tuple[str, int]] = field(default_factory=list)

    @property
    def respondents(self):
        """Those whose answers are compared."""
        return self.rows[0][1].whole if self.rows else 0


def latest_census(area):
    """[(age from, age to, gender, number)] of the latest year that is known of an area, and that year;
    ([], None) without one. Two queries at most."""
    rows = Census.objects.filter(area=area)
    year = rows.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return [], None
    bands = rows.filter(year=year).values_list("age_from", "age_to", "gender").annotate(number=Sum("number"))
    return list(bands.order_by("age_from", "gender")), year


def compare(question, counts, census):
    """The Compared of a question about age or gender; `counts` is {choice id: respondents}."""
    found = Compared(question)
    matched = []
    for choice in question.choices.all():
        residents = _residents(question, choice.text, census)
        number = counts.get(choice.pk, 0)
        if residents is None:
            found.unmatched.append((choice.text, number))
        else:
            matched.append((choice.text, number, residents))
    whole, everybody = sum(row[1] for row in matched), sum(row[2] for row in matched)
    found.rows = [(text, Weighed(number, whole, lives, everybody)) for text, number, lives in matched]
    return found


def compare_ages(question, ages, census):
    """The Compared of a question that takes the age as a number, by the bands of the census; `ages` is {age:
    respondents}. The rest is unmatched."""
    residents = Counter()
    for low, high, _gender, number in census:
        residents[low, OLDEST if high is None else high] += number
    found, left = Compared(question), Counter(ages)
    numbers = {band: sum(left.pop(age) for age in [*left] if band[0] <= age <= band[1]) for band in residents}
    whole, everybody = sum(numbers.values()), residents.total()
    for (low, high), number in numbers.items():
        text = f"{low}+" if high == OLDEST else f"{low}–{high}"
        found.rows.append((text, Weighed(number, whole, residents[low, high], everybody)))
    if left:
        found.unmatched.append((_("other ages"), left.total()))
    return found


def _residents(question, text, census):
    """The residents whom a prepared answer stands for; None when the census cannot tell."""
    if not census:
        return None
    if question.demographic == Question.Demographic.GENDER:
        gender = gender_of(text)
        return sum(number for *_ages, of, number in census if of == gender) if gender else None
    band = ages_of(text)
    return _between(census, *band) if band else None


def _between(census, low, high):
    """The residents from an age to an age; None where a band of the census lies across either."""
    found = 0
    for age_from, age_to, _of, number in census:
        last = OLDEST if age_to is None else age_to
        if low <= age_from and last <= high:
            found += number
        elif age_from <= high and last >= low:
            return None
    return found


def gender_of(text):
    """The Gender that a prepared answer names, or None."""
    words = text.lower()
    if any(word in words for word in WORDS[Gender.FEMALE]):
        return Gender.FEMALE
    return Gender.MALE if any(word in words for word in WORDS[Gender.MALE]) else None


def ages_of(text):
    """(from, to) in years, both included, of a prepared answer such as "18-24 lat", "65 i więcej" or "do 17
    lat"; None where it names no ages."""
    ages = [int(age) for age in re.findall(r"\d{1,3}", text)]
    words = text.lower()
    if len(ages) == 2 and ages[0] <= ages[1]:
        return ages[0], ages[1]
    if len(ages) != 1:
        return None
    for word, years in UNTIL.items():
        if word in words:
            return 0, ages[0] - years
    return next(((ages[0] + years, OLDEST) for word, years in SINCE.items() if word in words), None)
