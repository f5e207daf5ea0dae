-- The log: one row per event, in commit order, without holes. docs/reference/log-table.md is its contract.
CREATE TABLE domain_event_entry (
  global_index         BIGINT                                           NOT NULL,
  event_identifier     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  aggregate_identifier VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence_number      BIGINT                                           NOT NULL,
  type                 VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  time_stamp           VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload_type         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload_revision     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  payload              BLOB                                             NOT NULL,
  meta_data            BLOB                                             NOT NULL,
  PRIMARY KEY (global_index),
  -- P1: an issue's identifier is campaign#serial, so a serial is issued once.
  CONSTRAINT domain_event_entry_identifier UNIQUE (event_identifier),
  -- P2: a coupon's stream is derived from campaign, user and ordinal, so it begins once.
  CONSTRAINT domain_event_entry_stream UNIQUE (aggregate_identifier, sequence_number)
) ENGINE = InnoDB;

-- One row. Its lock orders the batches of all nodes; head is the highest global index (P6).
CREATE TABLE log_position (
  id   TINYINT NOT NULL,
  head BIGINT  NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO log_position (id, head) VALUES (1, 0);
