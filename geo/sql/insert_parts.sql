-- Cuts boundaries into pieces of at most 128 vertices (geo.models.MAX_VERTICES), small enough for a point look-up.
INSERT INTO geo_boundarypart (boundary_id, area_id, level, is_current, geometry)
SELECT boundary.id, boundary.area_id, boundary.level, boundary.is_current, piece
FROM geo_boundary AS boundary CROSS JOIN LATERAL ST_Subdivide(boundary.geometry, 128) AS piece
WHERE boundary.id = ANY(%s)
