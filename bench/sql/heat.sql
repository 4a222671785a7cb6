-- Cells of a view with their counts.
SELECT tile_x >> %(shift)s, tile_y >> %(shift)s, count(*)
FROM feedback_remark
WHERE consultation_id = %(consultation)s AND state = 'published'
    AND tile_x BETWEEN %(west)s AND %(east)s AND tile_y BETWEEN %(north)s AND %(south)s
GROUP BY 1, 2
