-- The areas of points. The query put in for "points" gives a point and whatever else shall come along; every row
-- of it comes back once, with nulls for what no area covers.
--
-- The rule: the finest of gmina, powiat, voivodeship and country that covers the point decides, the lowest code
-- where several do (a shared border belongs to both neighbours' shapes, yet to one area); the levels above are
-- its ancestors. The district is the lowest code among that gmina's children that cover the point. Only current
-- boundaries count. A coarser level is asked only where no finer one has an answer: its first condition says nothing
-- about a part, so it is looked at once, before the parts are.
--
-- own_areas: of every layer of own areas the one that covers the point, the lowest code where several do. Of 100
-- layers, the oldest (MOST_OWN_AREAS): they stand in an index, whose rows hold 2,700 bytes.
SELECT
    points.*,
    district.id AS district_id,
    gmina.id AS gmina_id,
    COALESCE(gmina.parent_id, powiat.id) AS powiat_id,
    COALESCE(gmina_powiat.parent_id, powiat.parent_id, voivodeship.id) AS voivodeship_id,
    COALESCE(any_voivodeship.parent_id, country.id) AS country_id,
    COALESCE(own.areas, ARRAY[]::bigint[]) AS own_areas
FROM ({points}) AS points
LEFT JOIN LATERAL (
    SELECT area.id, area.parent_id
    FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
    WHERE part.is_current AND part.level = 3 AND ST_Covers(part.geometry, points.point)
    ORDER BY area.code LIMIT 1
) AS gmina ON true
LEFT JOIN LATERAL (
    SELECT area.id
    FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
    WHERE part.is_current AND part.level = 4 AND ST_Covers(part.geometry, points.point)
        AND area.parent_id = gmina.id
    ORDER BY area.code LIMIT 1
) AS district ON true
LEFT JOIN LATERAL (
    SELECT area.id, area.parent_id
    FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
    WHERE gmina.id IS NULL
        AND part.is_current AND part.level = 2 AND ST_Covers(part.geometry, points.point)
    ORDER BY area.code LIMIT 1
) AS powiat ON true
LEFT JOIN LATERAL (
    SELECT area.id
    FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
    WHERE COALESCE(gmina.id, powiat.id) IS NULL
        AND part.is_current AND part.level = 1 AND ST_Covers(part.geometry, points.point)
    ORDER BY area.code LIMIT 1
) AS voivodeship ON true
LEFT JOIN LATERAL (
    SELECT area.id
    FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
    WHERE COALESCE(gmina.id, powiat.id, voivodeship.id) IS NULL
        AND part.is_current AND part.level = 0 AND ST_Covers(part.geometry, points.point)
    ORDER BY area.code LIMIT 1
) AS country ON true
LEFT JOIN geo_area AS gmina_powiat ON gmina_powiat.id = gmina.parent_id
LEFT JOIN geo_area AS any_voivodeship
    ON any_voivodeship.id = COALESCE(gmina_powiat.parent_id, powiat.parent_id, voivodeship.id)
LEFT JOIN LATERAL (
    SELECT array_agg(id ORDER BY id) AS areas FROM (
        SELECT DISTINCT ON (area.layer_id) area.id
        FROM geo_layerpart AS part JOIN geo_layerarea AS area ON area.id = part.area_id
        WHERE ST_Covers(part.geometry, points.point)
        ORDER BY area.layer_id, area.code LIMIT 100
    ) AS covering
) AS own ON true
