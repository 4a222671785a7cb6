-- Every remark gets its areas, whether they differ or not. Put in: "located", see geo/locate.py.
UPDATE feedback_remark AS target
SET district_id = found.district_id, gmina_id = found.gmina_id, powiat_id = found.powiat_id,
    voivodeship_id = found.voivodeship_id, own_areas = found.own_areas
FROM ({located}) AS found WHERE target.id = found.key
