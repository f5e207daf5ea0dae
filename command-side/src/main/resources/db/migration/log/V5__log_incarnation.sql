-- Where each life of a log began. Rows are only ever added: the present life is the one with the highest number.
CREATE TABLE log_incarnation (
  log_id               INT                                                 NOT NULL,
  incarnation          BIGINT                                              NOT NULL,
  -- Its first event's place; from here on, what earlier lives had is void.
  first_index          BIGINT                                              NOT NULL,
  -- Fingerprint of the event before the first one; empty if there is none.
  previous_fingerprint CHAR(16) CHARACTER SET ascii COLLATE ascii_bin      NOT NULL,
  begun_at             DATETIME(3)                                         NOT NULL,
  begun_by             VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  reason               VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (log_id, incarnation)
) ENGINE = InnoDB;

INSERT INTO log_incarnation VALUES (0, 0, 1, '', UTC_TIMESTAMP(3), 'migration', 'the log''s beginning');
