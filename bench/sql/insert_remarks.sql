-- The remarks of the letters just inserted, with their areas. Put in: "located", see geo/locate.py.
INSERT INTO feedback_remark
    (submission_id, consultation_id, ordinal, category_id, body, state, kind, channel, stakeholder, person_key,
     received_at, outcome, flags, geometry, district_id, gmina_id, powiat_id, voivodeship_id, own_areas)
SELECT
    submission.id, submission.consultation_id, found.ordinal, %(first_category)s + found.category, found.body,
    'published', 'remark', submission.channel, '', submission.person_key, submission.received_at, '', '{}',
    found.point, found.district_id, found.gmina_id, found.powiat_id, found.voivodeship_id, found.own_areas
FROM ({located}) AS found
JOIN feedback_submission AS submission
    ON submission.token_digest = md5(found.letter::text)::uuid
ORDER BY found.n
