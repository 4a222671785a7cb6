-- Cuts the areas of a layer into pieces of at most 128 vertices (geo.models.MAX_VERTICES) instead of those there are.
WITH gone AS (
    DELETE FROM geo_layerpart USING geo_layerarea AS area
    WHERE area.id = geo_layerpart.area_id AND area.layer_id = %(layer)s
)
INSERT INTO geo_layerpart (area_id, geometry)
SELECT area.id, piece
FROM geo_layerarea AS area CROSS JOIN LATERAL ST_Subdivide(area.geometry, 128) AS piece
WHERE area.layer_id = %(layer)s
