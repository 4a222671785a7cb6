UPDATE consultations_changecounter SET value = value + 1
WHERE consultation_id = %(consultation)s AND shard = %(shard)s
