-- What was asked with an Idempotency-Key, and what was answered: a repetition gets the same. Rows go when they expire.
CREATE TABLE idempotent_request (
  -- SHA-256 of caller and key.
  id              CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- SHA-256 of method, path, parameters and body.
  fingerprint     CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The last attempt's number: only that one's answer is kept.
  attempt         INT                                            NOT NULL,
  -- Null once it is answered, or has failed.
  under_way_since DATETIME(3)                                    NULL,
  expires_at      DATETIME(3)                                    NOT NULL,
  -- The answer; null while there is none.
  status          SMALLINT                                       NULL,
  content_type    VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  location        VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  log_index       VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  body            MEDIUMBLOB                                     NULL,
  PRIMARY KEY (id),
  KEY idempotent_request_expiry (expires_at)
) ENGINE = InnoDB;
