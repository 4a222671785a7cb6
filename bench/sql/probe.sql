-- The change counter of one consultation.
SELECT sum(value) FROM consultations_changecounter WHERE consultation_id = %(consultation)s
