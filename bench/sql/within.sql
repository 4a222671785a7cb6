-- Remarks, submissions and persons by voivodeship of those in a shape.
SELECT voivodeship_id, count(*), count(DISTINCT submission_id), count(DISTINCT person_key)
FROM feedback_remark
WHERE consultation_id = %(consultation)s
    AND tile_x BETWEEN %(west)s AND %(east)s AND tile_y BETWEEN %(north)s AND %(south)s
    AND ST_Covers(ST_GeomFromText(%(ring)s, 4326), point)
GROUP BY GROUPING SETS ((1), ())
