-- Counts the looks for the outcome of a broken commit. A look believes only what it saw in a transaction that
-- changed this and was committed: a server that may no longer commit may also no longer say what is stored.
ALTER TABLE log_position ADD COLUMN probes BIGINT NOT NULL DEFAULT 0;
