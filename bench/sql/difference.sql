-- Remarks of two channels by gmina, and of both in all.
SELECT gmina_id, count(*) FILTER (WHERE channel = 'web'), count(*) FILTER (WHERE channel = 'paper')
FROM feedback_remark WHERE consultation_id = %(consultation)s GROUP BY GROUPING SETS ((1), ())
