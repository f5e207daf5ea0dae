-- Seals over the log, one row per stretch of it: docs/reference/proof-bundle.md says what is hashed.
-- The primary key is the fence: of two nodes that seal the same stretch, one is too late.
CREATE TABLE log_seal (
  block       BIGINT     NOT NULL,
  first_index BIGINT     NOT NULL,
  last_index  BIGINT     NOT NULL,
  -- 32 bytes per event, so that an audit can name the very event that was altered.
  leaves      MEDIUMBLOB NOT NULL,
  seal        BINARY(32) NOT NULL,
  PRIMARY KEY (block),
  CONSTRAINT log_seal_first UNIQUE (first_index)
) ENGINE = InnoDB;

-- What hides persons in the seals. Kept for ever, or destroyed on purpose: without its salt a
-- campaign's commitments can no longer be opened, and its bundles verify as before.
CREATE TABLE log_seal_salt (
  campaign_id VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  salt        BINARY(32) NOT NULL,
  PRIMARY KEY (campaign_id)
) ENGINE = InnoDB;

-- One row: whoever holds its lock seals. Released with the transaction, so a dead node holds nothing.
CREATE TABLE log_seal_turn (
  id TINYINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO log_seal_turn (id) VALUES (1);
