-- One submission of one remark. Put in: "located", see geo/locate.py.
WITH submission AS (
    INSERT INTO feedback_submission
        (consultation_id, token_digest, body_digest, person_key, channel, stakeholder, received_at)
    VALUES (%(consultation)s, %(key)s, '', 0, 'web', '', now())
    RETURNING id
)
INSERT INTO feedback_remark
    (submission_id, consultation_id, ordinal, category_id, body, state, kind, channel, stakeholder, person_key,
     received_at, outcome, flags, geometry, district_id, gmina_id, powiat_id, voivodeship_id, own_areas)
SELECT submission.id, %(consultation)s, 1, %(category)s, 'Proszę o ławkę w cieniu.', 'published', 'remark', 'web', '',
    0, now(), '', '{}', point, district_id, gmina_id, powiat_id, voivodeship_id, own_areas
FROM submission, ({located}) AS found
