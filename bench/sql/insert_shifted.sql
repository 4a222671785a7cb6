-- A copy of an edition, every shape 0.05 degrees further east.
WITH shifted AS (
    INSERT INTO geo_boundary (edition_id, area_id, level, name, kind, geometry, outline, is_current)
    SELECT %(shifted)s, area_id, level, name, kind, ST_Translate(geometry, 0.05, 0), ST_Translate(outline, 0.05, 0), false
    FROM geo_boundary WHERE edition_id = %(edition)s
    RETURNING id, area_id, level, geometry
)
INSERT INTO geo_boundarypart (boundary_id, area_id, level, is_current, geometry)
SELECT id, area_id, level, false, ST_Subdivide(geometry, 128) FROM shifted
