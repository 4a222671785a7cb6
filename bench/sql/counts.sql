-- Remarks, submissions and persons of every gmina, with its name and residents; and of all together.
WITH remarks AS (
    SELECT gmina_id, submission_id, person_key
    FROM feedback_remark WHERE consultation_id = %(consultation)s AND state = 'published'
)
SELECT area.code, area.name, residents.number, remarks, submissions, persons
FROM geo_area AS area
LEFT JOIN (
    SELECT gmina_id, count(*) AS remarks, count(DISTINCT submission_id) AS submissions,
        count(DISTINCT person_key) AS persons
    FROM remarks GROUP BY gmina_id
) AS counted ON counted.gmina_id = area.id
LEFT JOIN (
    SELECT DISTINCT ON (area_id) area_id, number FROM geo_population ORDER BY area_id, year DESC
) AS residents ON residents.area_id = area.id
WHERE area.level = 3
UNION ALL
SELECT NULL, NULL, NULL, count(*), count(DISTINCT submission_id), count(DISTINCT person_key) FROM remarks
