-- Answers that were cached after the backup was made must not be taken for those of now: no counter of changes may
-- come to a number a second time. By the clock, in milliseconds, because nothing changes that often.
UPDATE {schema}.consultations_changecounter
SET value = value + (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
