-- What operators did: letters they gave up on, and replays.

CREATE TABLE dead_letter_discarded (
  id                  BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  projection          VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  partition_no        SMALLINT      NOT NULL,
  record_offset       BIGINT        NOT NULL,
  global_index        BIGINT        NOT NULL,
  sequence_id         VARCHAR(128)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  event_type          VARCHAR(128)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  cause               VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  reason              VARCHAR(500)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  discarded_by        VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  discarded_at_micros BIGINT        NOT NULL
) ENGINE = InnoDB;

-- The latest replay of each projection.
CREATE TABLE replay (
  projection         VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  -- The slot it fills.
  slot               TINYINT     NOT NULL,
  -- CLEARING the slot, RUNNING, CANCELLED, SWAPPED (the old slot is still to be cleared), COMPLETED.
  status             VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  events             BIGINT      NOT NULL,
  total_events       BIGINT      NOT NULL,
  events_per_second  BIGINT      NOT NULL,
  started_at_micros  BIGINT      NOT NULL,
  updated_at_micros  BIGINT      NOT NULL,
  finished_at_micros BIGINT      NULL,
  -- Which node works on it, and until when the others leave it to that node. Database time.
  owner              VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  leased_until       DATETIME(3) NULL,
  -- What the last attempt failed at, while it is tried again.
  fault              VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL
) ENGINE = InnoDB;
