-- Which log a position is in, so that a log that lost its end and grew again is told from this one.
-- Rows of the version before: log 0, incarnation 0, nothing known of the events taken.
ALTER TABLE projection_position
  ADD COLUMN log_id      INT    NOT NULL DEFAULT 0,
  ADD COLUMN incarnation BIGINT NOT NULL DEFAULT 0,
  -- The last events taken: index and fingerprint of each, 8 bytes both, in the order of the log. Holds
  -- only while the last is the one at highest_index: a node of the version before moves that alone.
  ADD COLUMN recent      VARBINARY(1024) NULL,
  -- Set while a record stands at next_offset that cannot be of the log that was projected: why.
  ADD COLUMN divergence  VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;
