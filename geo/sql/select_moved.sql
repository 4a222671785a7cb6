-- The rows of a located table that lie in other areas than they say, with the old areas and the new. Put in:
-- "located" is locate_points.sql over the table.
SELECT
    key, old_district_id, old_gmina_id, old_powiat_id, old_voivodeship_id, old_own_areas,
    district_id, gmina_id, powiat_id, voivodeship_id, own_areas
FROM ({located}) AS found
WHERE (old_district_id, old_gmina_id, old_powiat_id, old_voivodeship_id, old_own_areas)
    IS DISTINCT FROM (district_id, gmina_id, powiat_id, voivodeship_id, own_areas)
