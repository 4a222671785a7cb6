-- Gives the rows found by select_moved.sql their new areas.
UPDATE {table} AS target
SET district_id = moved.district_id, gmina_id = moved.gmina_id, powiat_id = moved.powiat_id,
    voivodeship_id = moved.voivodeship_id, own_areas = moved.own_areas
FROM {moved} AS moved
WHERE target.{key} = moved.key
