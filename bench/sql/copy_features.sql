-- What the export writes, as fast as PostgreSQL gives it.
COPY (
    SELECT json_build_object(
        'type', 'Feature', 'id', remark.id, 'geometry', ST_AsGeoJSON(remark.geometry, 7)::json,
        'properties', json_build_object(
            'id', remark.id, 'reference', remark.submission_id || '.' || remark.ordinal,
            'category', remark.category_id, 'category_name', category.name, 'kind', remark.kind,
            'body', remark.body, 'state', remark.state, 'outcome', nullif(remark.outcome, ''),
            'justification', CASE WHEN remark.outcome <> '' THEN disposition.justification END, 'received_at', remark.received_at,
            'edited_at', remark.edited_at, 'channel', remark.channel, 'phase', phase.name,
            'district', district.code, 'district_name', district.name, 'gmina', gmina.code,
            'gmina_name', gmina.name, 'powiat', powiat.code, 'powiat_name', powiat.name,
            'voivodeship', voivodeship.code, 'voivodeship_name', voivodeship.name
        )
    )
    FROM feedback_remark AS remark
    LEFT JOIN consultations_category AS category ON category.id = remark.category_id
    LEFT JOIN feedback_disposition AS disposition ON disposition.remark_id = remark.id
    LEFT JOIN consultations_phase AS phase ON phase.id = remark.phase_id
    LEFT JOIN geo_area AS district ON district.id = remark.district_id
    LEFT JOIN geo_area AS gmina ON gmina.id = remark.gmina_id
    LEFT JOIN geo_area AS powiat ON powiat.id = remark.powiat_id
    LEFT JOIN geo_area AS voivodeship ON voivodeship.id = remark.voivodeship_id
    WHERE remark.consultation_id = {consultation} AND remark.state = 'published'
) TO STDOUT
