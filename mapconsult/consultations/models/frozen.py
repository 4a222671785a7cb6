"""What the first answer to a survey freezes, held by the database: no way of writing goes past it.

A trigger takes the row of the survey before it looks, so that a first answer, which changes that row, comes
either before the change, which is then refused, or after it.
"""

import pgtrigger

# The ids of the surveys that a row of each table is part of, for one row called `row`.
OF_SECTION = "row.survey_id"
OF_PART_OF_SECTION = "(SELECT survey_id FROM consultations_section WHERE id = row.section_id)"
OF_PART_OF_QUESTION = """(
    SELECT s.survey_id FROM consultations_question q JOIN consultations_section s ON s.id = q.section_id
    WHERE q.id = row.question_id
)"""

REFUSE = """
    RAISE EXCEPTION 'The survey has answers: nothing but its wording may change.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_frozen';
"""
REFUSE_PART = f"""
    FOR moment IN
        SELECT frozen_at FROM consultations_survey WHERE id IN (%(old)s, %(new)s) FOR SHARE
    LOOP
        IF moment IS NOT NULL THEN {REFUSE} END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
"""  # nosec B608 (of words of this file alone)
REFUSE_WHOLE = f"IF OLD.frozen_at IS NOT NULL THEN {REFUSE} END IF; RETURN COALESCE(NEW, OLD);"


# The shape by its bytes: a dump cannot say of which schema an operator is, so a condition with the `=` of
# geometries would not be restored.
CHOICE_CHANGES = pgtrigger.Condition(
    'ROW(OLD.question_id, OLD."order", OLD.asks_words, OLD.geometry::bytea)'
    ' IS DISTINCT FROM ROW(NEW.question_id, NEW."order", NEW.asks_words, NEW.geometry::bytea)'
)


def frozen_parts(path, *structure, changes=None):
    """Triggers for a table of a survey: once it is frozen no row comes or goes, and none changes in a field
    of its structure, or as `changes` (a Condition) has it. `path` is one of the above."""
    refuse = {
        "when": pgtrigger.Before,
        "declare": [("moment", "timestamptz")],
        "func": REFUSE_PART % {"old": path.replace("row.", "OLD."), "new": path.replace("row.", "NEW.")},
    }
    return [
        pgtrigger.Trigger(name="frozen_rows", operation=pgtrigger.Insert | pgtrigger.Delete, **refuse),
        pgtrigger.Trigger(
            name="frozen_structure",
            operation=pgtrigger.Update,
            condition=changes or pgtrigger.AnyChange(*structure),
            **refuse,
        ),
    ]


def frozen_promises(*fields):
    """Triggers for the survey itself: once it has answers it stays, and so does what people were told."""
    refuse = {"when": pgtrigger.Before, "func": REFUSE_WHOLE}
    changed = pgtrigger.AnyChange(*fields)
    return [
        pgtrigger.Trigger(name="frozen_survey", operation=pgtrigger.Delete, **refuse),
        pgtrigger.Trigger(name="frozen_promises", operation=pgtrigger.Update, condition=changed, **refuse),
    ]
