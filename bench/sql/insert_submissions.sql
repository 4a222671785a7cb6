-- The letters of what was said; the last one of the batch before may be among them.
INSERT INTO feedback_submission
    (consultation_id, token_digest, body_digest, person_key, channel, stakeholder, received_at)
SELECT
    %(consultation)s, md5(letter::text)::uuid, '', min(person), min(channel), '',
    %(opens_at)s + letter * interval '6 seconds'
FROM bench_said GROUP BY letter ORDER BY letter
ON CONFLICT DO NOTHING
