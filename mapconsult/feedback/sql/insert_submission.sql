-- Stores a submission and its points as remarks, each with the areas it lies in (put in: "located", geo/locate.py) and
-- the phase that was running. What a remark copies from its submission is copied here and nowhere else.
WITH submission AS (
    INSERT INTO feedback_submission (
        consultation_id, token_digest, body_digest, account_id, person_key, channel, form, stakeholder, received_at,
        address_key, entered_by_id
    )
    VALUES (
        %(consultation_id)s, %(token_digest)s, %(body_digest)s, %(account_id)s, %(person_key)s,
        %(channel)s, %(form)s, %(stakeholder)s, %(received_at)s, %(address_key)s, %(entered_by_id)s
    )
    RETURNING *
)
INSERT INTO feedback_remark (
    submission_id, consultation_id, ordinal, category_id, body, kind, state, flags, outcome,
    question_id, zone_id, placed_by, parcel, place_note, supports,
    channel, stakeholder, person_key, received_at, phase_id,
    geometry, district_id, gmina_id, powiat_id, voivodeship_id, own_areas
)
SELECT
    submission.id, submission.consultation_id, found.ordinal, found.category_id, found.body, found.kind, found.state, found.flags, '',
    found.question_id, found.zone_id, found.placed_by, found.parcel, found.place_note, 0,
    submission.channel, submission.stakeholder, submission.person_key, submission.received_at, (
        SELECT phase.id FROM consultations_phase AS phase
        WHERE phase.consultation_id = submission.consultation_id
            AND phase.opens_at <= submission.received_at AND submission.received_at < phase.closes_at
        ORDER BY phase.opens_at, phase.id LIMIT 1
    ),
    found.geometry, found.district_id, found.gmina_id, found.powiat_id, found.voivodeship_id, found.own_areas
FROM ({located}) AS found CROSS JOIN submission
ORDER BY found.ordinal
-- what the sender is told of each: where it was found to be
RETURNING id, submission_id, ordinal, state, district_id, gmina_id, powiat_id, voivodeship_id,
    (SELECT code FROM geo_area AS area WHERE area.id = district_id) AS district_code,
    (SELECT name FROM geo_area AS area WHERE area.id = district_id) AS district_name,
    (SELECT code FROM geo_area AS area WHERE area.id = gmina_id) AS gmina_code,
    (SELECT name FROM geo_area AS area WHERE area.id = gmina_id) AS gmina_name,
    (SELECT code FROM geo_area AS area WHERE area.id = powiat_id) AS powiat_code,
    (SELECT name FROM geo_area AS area WHERE area.id = powiat_id) AS powiat_name,
    (SELECT code FROM geo_area AS area WHERE area.id = voivodeship_id) AS voivodeship_code,
    (SELECT name FROM geo_area AS area WHERE area.id = voivodeship_id) AS voivodeship_name
