"""What was found in the words of remarks goes when one of them is changed, erased or deleted, in the same
transaction: feedback erases, and knows nothing of this room."""

from django.db import migrations

FORGET = """
CREATE FUNCTION insight_forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM insight_analysis
    WHERE kind IN ('themes', 'words') AND consultation_id = OLD.consultation_id;
    RETURN NULL;
END $$;

CREATE TRIGGER forget_words AFTER UPDATE OF body ON feedback_remark FOR EACH ROW
WHEN (OLD.body IS DISTINCT FROM NEW.body) EXECUTE FUNCTION insight_forget_words();

CREATE FUNCTION insight_forget_deleted_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM insight_analysis
    WHERE kind IN ('themes', 'words') AND consultation_id IN (SELECT consultation_id FROM gone);
    RETURN NULL;
END $$;

CREATE TRIGGER forget_deleted_words AFTER DELETE ON feedback_remark REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION insight_forget_deleted_words();
"""
REMEMBER = """
DROP TRIGGER forget_words ON feedback_remark;
DROP TRIGGER forget_deleted_words ON feedback_remark;
DROP FUNCTION insight_forget_words(), insight_forget_deleted_words();
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0003_saved_views"), ("feedback", "0013_place_once")]

    operations = [migrations.RunSQL(FORGET, REMEMBER)]
