-- Whoever tails the log and must remember how far it came: one row each, one active node at a time.
CREATE TABLE log_follower (
  name        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin   NOT NULL,
  -- Everything up to this global index is done.
  position    BIGINT                                              NOT NULL,
  -- What the follower needs to go on from there.
  memo        VARCHAR(4096) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The node that is at work, until when its lease runs, and the number that fences off its predecessors.
  owner       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin   NULL,
  fence       BIGINT                                              NOT NULL,
  lease_until DATETIME(3)                                         NOT NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB;
