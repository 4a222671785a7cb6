"""The words and phrases that are said more here than elsewhere: in one category, or in one area.

Counted is in how many remarks a word (its lemma) or a phrase stands, so that n is a number of remarks. How
telling it is, is the log-odds ratio with an informative Dirichlet prior: Burt L. Monroe, Michael P. Colaresi
and Kevin M. Quinn, Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
Political Conflict, Political Analysis 16 (2008), 372-403. By shares, rare words would win by chance.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log, sqrt

from geo.models import Level
from mapconsult.insight.words.lemmas import phrases, sentences

# Said in fewer remarks, a word tells nothing of a group.
LEAST = 3
# The 95 % limit of the normal distribution.
TELLING = 1.96
# The weight of the prior: as if each group had also said a share of what all say. At this share, a word
# that stands nowhere else is telling from seven remarks on; at much more or less it takes more of them.
PRIOR = 0.2
# How many words, and how many phrases, of each group are shown; and how many areas, those with most remarks.
MOST_TERMS, MOST_AREAS = 8, 12
BY = ["category", *(level.key for level in Level if level != Level.COUNTRY)]
CHUNK = 2_000


@dataclass
class Tally:
    """In how many remarks each term stands: of all of them, and of each group."""

    n: int = 0
    sizes: Counter = field(default_factory=Counter)
    together: Counter = field(default_factory=Counter)
    groups: dict = field(default_factory=lambda: defaultdict(Counter))

    def add(self, group, terms):
        self.together.update(terms)
        self.groups[group].update(terms)


def log_odds(here, size, rest, rest_size, prior, prior_size):
    """How much more a word is said here than in the rest, in standard deviations (their zeta).

    `here` of all `size` words here are this one, `rest` of the `rest_size` words elsewhere; the prior expects
    it `prior` times in `prior_size` words.
    """
    delta = log((here + prior) / (size + prior_size - here - prior))
    delta -= log((rest + prior) / (rest_size + prior_size - rest - prior))
    return delta / sqrt(1 / (here + prior) + 1 / (rest + prior))


def find(remarks, *, tell, by):
    """What the words of a RemarkQuerySet tell, by "category" or by the key of a level: {"n", "words",
    "phrases", "groups": [{"id", "n", "words", "phrases"}]}, the largest group first. Terms are {"term", "n",
    "rest"}. A hundred thousand remarks take about 2.5 s."""
    words, pairs, forms = Tally(), Tally(), Counter()
    total = remarks.count()
    rows = remarks.order_by().values_list(f"{by}_id", "body")
    for number, (group, body) in enumerate(rows.iterator(CHUNK), start=1):
        _read(body, group, words, pairs, forms)
        if number % CHUNK == 0:
            tell(min(99, 100 * number // total))
    shown = _usual_forms(pairs, forms)
    groups = [group for group, _n in words.sizes.most_common() if group is not None]
    groups = groups if by == "category" else groups[:MOST_AREAS]
    together = {"words": _most(words.together), "phrases": _most(pairs.together, shown)}
    parts = [
        {
            "id": group,
            "n": words.sizes[group],
            "words": _telling(words, group),
            "phrases": _telling(pairs, group, shown),
        }
        for group in groups
    ]
    return {"n": words.n} | together | {"groups": parts}


def _read(body, group, words, pairs, forms):
    """Add the terms of one remark, each once however often it stands there."""
    said, paired = set(), {}
    for sentence in sentences(body):
        said.update(found for _form, found in sentence if found)
        paired.update(phrases(sentence))
    words.n += 1
    words.sizes[group] += 1
    words.add(group, said)
    pairs.add(group, paired.keys())
    forms.update(paired.items())


def _usual_forms(pairs, forms):
    """{pair of lemmas: the words as they most often stand}, of those that can be shown."""
    usual = {}
    for (pair, form), number in forms.items():
        if pairs.together[pair] >= LEAST and number > usual.get(pair, ("", 0))[1]:
            usual[pair] = form, number
    return {pair: form for pair, (form, _number) in usual.items()}


def _most(counts, shown=None):
    """The most frequent terms of all remarks."""
    terms = [(term, n) for term, n in counts.most_common(MOST_TERMS) if n >= LEAST]
    return [{"term": shown[term] if shown else term, "n": n} for term, n in terms]


def _telling(tally, group, shown=None):
    """The most telling terms of a group, those with the largest zeta first."""
    here, all_words = tally.groups[group], tally.together.total()
    size = here.total()
    found = []
    for term, n in here.items():
        if n < LEAST:
            continue
        together = tally.together[term]
        prior = PRIOR * together, PRIOR * all_words
        zeta = log_odds(n, size, together - n, all_words - size, *prior)
        if zeta >= TELLING:
            found.append((-zeta, shown[term] if shown else term, n, together - n))
    return [{"term": term, "n": n, "rest": rest} for _zeta, term, n, rest in sorted(found)[:MOST_TERMS]]
