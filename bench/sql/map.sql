-- Cells of a view with what a cluster shows.
SELECT count(*), min(id), min(category_id), avg(tile_x), avg(tile_y), min(tile_x), min(tile_y), max(tile_x), max(tile_y)
FROM feedback_remark
WHERE consultation_id = %(consultation)s AND state = 'published'
    AND tile_x BETWEEN %(west)s AND %(east)s AND tile_y BETWEEN %(north)s AND %(south)s
GROUP BY tile_x >> %(shift)s, tile_y >> %(shift)s
