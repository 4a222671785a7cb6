-- Remarks by the month in which they came.
SELECT date_trunc('month', received_at AT TIME ZONE 'Europe/Warsaw') AS month, count(*)
FROM feedback_remark WHERE consultation_id = %(consultation)s GROUP BY 1 ORDER BY 1
