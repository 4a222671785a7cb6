-- The areas of points. The query put in for "points" gives a point and whatever else shall come along; every row
-- of it comes back once, with nulls for what no area covers.
--
-- The rule: the finest of gmina, powiat, voivodeship and country that covers the point decides, the lowest code
-- where several do (a shared border belongs to both neighbours' shapes, yet to one area); the levels above are
-- its ancestors. The district is the lowest code among that gmina's children that cover the point. Only current
-- boundaries count. COALESCE looks at the next level only if nothing of the finer one was found.
WITH points AS ({points}),
lineages AS (
    SELECT area.id, area.id AS gmina_id, powiat.id AS powiat_id, voivodeship.id AS voivodeship_id,
        voivodeship.parent_id AS country_id
    FROM geo_area AS area
    JOIN geo_area AS powiat ON powiat.id = area.parent_id
    JOIN geo_area AS voivodeship ON voivodeship.id = powiat.parent_id
    WHERE area.level = 3
    UNION ALL
    SELECT area.id, NULL, area.id, voivodeship.id, voivodeship.parent_id
    FROM geo_area AS area JOIN geo_area AS voivodeship ON voivodeship.id = area.parent_id
    WHERE area.level = 2
    UNION ALL SELECT id, NULL, NULL, id, parent_id FROM geo_area WHERE level = 1
    UNION ALL SELECT id, NULL, NULL, NULL, id FROM geo_area WHERE level = 0
),
finest AS (
    SELECT points.*, COALESCE(
        (SELECT area.id FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
         WHERE part.is_current AND part.level = 3 AND ST_Covers(part.geometry, point)
         ORDER BY area.code LIMIT 1),
        (SELECT area.id FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
         WHERE part.is_current AND part.level = 2 AND ST_Covers(part.geometry, point)
         ORDER BY area.code LIMIT 1),
        (SELECT area.id FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
         WHERE part.is_current AND part.level = 1 AND ST_Covers(part.geometry, point)
         ORDER BY area.code LIMIT 1),
        (SELECT area.id FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
         WHERE part.is_current AND part.level = 0 AND ST_Covers(part.geometry, point)
         ORDER BY area.code LIMIT 1)
    ) AS finest_id
    FROM points
)
SELECT
    finest.*,
    (SELECT area.id FROM geo_boundarypart AS part JOIN geo_area AS area ON area.id = part.area_id
     WHERE part.is_current AND part.level = 4 AND area.parent_id = lineages.gmina_id
       AND ST_Covers(part.geometry, finest.point)
     ORDER BY area.code LIMIT 1) AS district_id,
    lineages.gmina_id,
    lineages.powiat_id,
    lineages.voivodeship_id,
    lineages.country_id
FROM finest LEFT JOIN lineages ON lineages.id = finest.finest_id
