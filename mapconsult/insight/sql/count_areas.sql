-- Remarks, those with a place, submissions and persons: once for every area (null: in none), and once for all of them.
-- The query put in for "remarks" gives (area_id, tile_x, submission_id, person_key). Submissions and persons of the areas
-- do not add up to the last row, because one letter may speak of two places.
SELECT
    GROUPING(area_id) = 1 AS is_whole,
    area_id,
    count(*),
    count(tile_x),
    count(DISTINCT submission_id),
    count(DISTINCT person_key)
FROM ({remarks}) AS remark
GROUP BY GROUPING SETS ((area_id), ())
