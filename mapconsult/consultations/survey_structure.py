"""What answers are checked against, apart from the wording."""


def structure_of(survey):
    """Everything of a survey that was read (survey.py) by which an answer is right or wrong, to compare."""
    return [
        (section.pk, _conditions(section), [_question(question) for question in section.questions.all()])
        for section in survey.sections.all()
    ]


def _question(question):
    rules = (question.kind, question.is_required, question.demographic, question.least, question.most)
    choices = [(choice.pk, choice.asks_words) for choice in question.choices.all()]
    return question.pk, *rules, _conditions(question), choices


def _conditions(asked):
    return sorted(choice.pk for choice in asked.shown_if.all())
