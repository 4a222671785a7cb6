-- How many rows of select_moved.sql change their area at each level, and how many end up in none.
SELECT
    count(*),
    count(*) FILTER (WHERE old_district_id IS DISTINCT FROM district_id),
    count(*) FILTER (WHERE old_gmina_id IS DISTINCT FROM gmina_id),
    count(*) FILTER (WHERE old_powiat_id IS DISTINCT FROM powiat_id),
    count(*) FILTER (WHERE old_voivodeship_id IS DISTINCT FROM voivodeship_id),
    count(*) FILTER (WHERE voivodeship_id IS NULL)
FROM {moved}
