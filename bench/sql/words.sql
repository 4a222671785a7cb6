-- Remarks, submissions and persons by voivodeship of those that say a word in any of its forms.
SELECT voivodeship_id, count(*), count(DISTINCT submission_id), count(DISTINCT person_key)
FROM feedback_remark
WHERE consultation_id = %(consultation)s
    AND to_tsvector('polish_plain', COALESCE(translate(body, './_@-+<>&:', '          '), '')) @@ to_tsquery('polish_plain', %(words)s)
GROUP BY GROUPING SETS ((1), ())
