"""Themes: groups of remarks that use the same words, suggested by the computer, named by a person.

Non-negative matrix factorisation of tf-idf weights: Daniel D. Lee and H. Sebastian Seung, Learning the Parts
of Objects by Non-negative Matrix Factorization, Nature 401 (1999), 788-791, as scikit-learn computes it, from
a fixed start: the same remarks give the same themes. A suggestion is a suggestion; nothing else shows it.
"""

from django.db import transaction

from mapconsult.insight.codes.book import save_code
from mapconsult.insight.codes.coding import give
from mapconsult.insight.models import Analysis, Code
from mapconsult.insight.words.lemmas import sentences

# Fewer remarks have no themes, they can be read.
LEAST = 20
# One theme for so many remarks, within these bounds.
REMARKS_PER_THEME, FEWEST, MOST = 25, 3, 12
MOST_WORDS = 8
# Words that weigh less than this share of a theme's heaviest one do not speak for it.
FAINT = 0.1
# Words in fewer remarks than this, or in a larger share of them, tell no theme.
RAREST, COMMONEST = 3, 0.5
MOST_LEMMAS = 5_000
# A remark belongs to its strongest theme when that makes up so much of it.
SHARE = 0.5
CHUNK = 2_000


def find(remarks, *, tell):
    """Suggestions for a RemarkQuerySet: {"n", "themes": [{"words", "remarks"}]}, the largest first; `remarks`
    are ids, the most typical first. Without enough remarks, or words that they share, there are none."""
    ids, texts = _read(remarks, tell)
    themes = _factorise(ids, texts, tell) if len(ids) >= LEAST else []
    return {"n": len(ids), "themes": sorted(themes, key=lambda theme: -len(theme["remarks"]))}


def _read(remarks, tell):
    """(ids, lists of lemmas) of all remarks; reading is half of the work."""
    total, ids, texts = remarks.count(), [], []
    rows = remarks.order_by("pk").values_list("pk", "body")
    for number, (pk, body) in enumerate(rows.iterator(CHUNK), start=1):
        ids.append(pk)
        texts.append([lemma for sentence in sentences(body) for _form, lemma in sentence if lemma])
        if number % CHUNK == 0:
            tell(min(50, 50 * number // total))
    return ids, texts


def _factorise(ids, texts, tell):
    import numpy
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        analyzer=list, min_df=RAREST, max_df=COMMONEST, max_features=MOST_LEMMAS, sublinear_tf=True
    )
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:
        # No word is in enough remarks and not in too many.
        return []
    tell(60)
    number = max(FEWEST, min(MOST, len(ids) // REMARKS_PER_THEME, min(weights.shape)))
    model = NMF(number, init="nndsvd", random_state=0, max_iter=1_000, tol=1e-3)
    # What is left of texts that the themes repeat to the letter is nothing, which rounds to below it.
    with numpy.errstate(invalid="ignore"):
        parts = model.fit_transform(weights)
    tell(90)
    lemmas = vectorizer.get_feature_names_out()
    return [theme for theme in _themes(ids, parts, model.components_, lemmas) if theme["remarks"]]


def _themes(ids, parts, components, lemmas):
    """The remarks of each theme, by how much of it they are, and its heaviest words."""
    whole = parts.sum(axis=1)
    strongest = parts.argmax(axis=1)
    for number, component in enumerate(components):
        share = parts[:, number]
        rows = ((strongest == number) & (whole > 0) & (share >= SHARE * whole)).nonzero()[0]
        rows = rows[(-share[rows]).argsort(kind="stable")]
        heaviest = component.argsort()[::-1][:MOST_WORDS]
        words = [str(lemmas[index]) for index in heaviest if component[index] > FAINT * component.max()]
        yield {"words": words, "remarks": [ids[row] for row in rows]}


@transaction.atomic
def confirm(*, analysis, number, code, remarks, by):
    """Make a suggestion a code that a person has named, and give it to the remarks that they chose."""
    code.origin = Code.Origin.THEME
    save_code(code=code)
    give(code=code, items=remarks, by=by)
    _note(analysis, number, code=code.pk)


@transaction.atomic
def dismiss(*, analysis, number, is_dismissed=True):
    """Put a suggestion aside, or bring it back."""
    _note(analysis, number, is_dismissed=is_dismissed)


def _note(analysis, number, **noted):
    """Keep what a person did with a suggestion beside it."""
    found = Analysis.objects.select_for_update().values_list("found", flat=True).get(pk=analysis.pk)
    found["themes"][number] |= noted
    Analysis.objects.filter(pk=analysis.pk).update(found=found)
