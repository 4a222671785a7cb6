-- Remarks by category and channel.
SELECT category_id, channel, count(*)
FROM feedback_remark WHERE consultation_id = %(consultation)s GROUP BY CUBE (1, 2)
