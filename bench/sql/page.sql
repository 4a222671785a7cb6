-- The newest remarks with the names they are shown with, and how many there are.
SELECT remark.id, remark.body, remark.received_at, ST_AsGeoJSON(remark.geometry, 7), category.name, gmina.code,
    gmina.name, powiat.name, voivodeship.name, (
        SELECT count(*) FROM feedback_remark WHERE consultation_id = %(consultation)s AND state = 'published'
    )
FROM feedback_remark AS remark
LEFT JOIN consultations_category AS category ON category.id = remark.category_id
LEFT JOIN geo_area AS gmina ON gmina.id = remark.gmina_id
LEFT JOIN geo_area AS powiat ON powiat.id = remark.powiat_id
LEFT JOIN geo_area AS voivodeship ON voivodeship.id = remark.voivodeship_id
WHERE remark.consultation_id = %(consultation)s AND remark.state = 'published'
ORDER BY remark.received_at DESC, remark.id DESC LIMIT %(limit)s
