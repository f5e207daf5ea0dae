-- Read models and how far they are.
--
-- Every table that a projection fills has two slots. Queries read the slot that `projection` names as
-- live; a replay fills the other one and then changes that name (ADR 0032). The slots are partitions,
-- so that emptying one does not depend on its size.
--
-- Instants are microseconds since 1970-01-01T00:00:00Z: the log's own resolution, and no time zone of
-- a session or driver can move them.

CREATE TABLE projection (
  name      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  live_slot TINYINT NOT NULL
) ENGINE = InnoDB;

INSERT INTO projection (name, live_slot) VALUES ('campaigns', 0), ('coupons', 0), ('timeline', 0);

CREATE TABLE projection_position (
  projection    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  slot          TINYINT     NOT NULL,
  partition_no  SMALLINT    NOT NULL,
  -- Where to read on in the topic's partition.
  next_offset   BIGINT      NOT NULL,
  -- Place in the log of the last event of this partition that is projected; 0 before the first.
  highest_index BIGINT      NOT NULL,
  -- How many different events of this partition are projected.
  events        BIGINT      NOT NULL,
  -- Set while the event that follows highest_index is missing in the topic: the place in the log of
  -- the event that was found instead.
  gap_before    BIGINT      NULL,
  -- Which node wrote this last; for people.
  node          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (projection, slot, partition_no)
) ENGINE = InnoDB;

CREATE TABLE campaign_summary (
  slot                   TINYINT     NOT NULL,
  campaign_id            VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Null until the creation is projected: coupons of a campaign may arrive before it.
  name                   VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  quota                  BIGINT      NULL,
  per_user_limit         INT         NULL,
  opens_at_micros        BIGINT      NULL,
  closes_at_micros       BIGINT      NULL,
  coupon_validity        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at_micros      BIGINT      NULL,
  paused_at_micros       BIGINT      NULL,
  closed_at_micros       BIGINT      NULL,
  issued                 BIGINT      NOT NULL DEFAULT 0,
  redeemed               BIGINT      NOT NULL DEFAULT 0,
  revoked                BIGINT      NOT NULL DEFAULT 0,
  expired                BIGINT      NOT NULL DEFAULT 0,
  first_issued_at_micros BIGINT      NULL,
  last_issued_at_micros  BIGINT      NULL,
  PRIMARY KEY (slot, campaign_id)
) ENGINE = InnoDB
PARTITION BY LIST (slot) (PARTITION slot_0 VALUES IN (0), PARTITION slot_1 VALUES IN (1));

CREATE TABLE coupon (
  slot               TINYINT     NOT NULL,
  coupon_id          CHAR(26)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  campaign_id        VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id            VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  serial             BIGINT      NOT NULL,
  ordinal            INT         NOT NULL,
  status             VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_id           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  issued_at_micros   BIGINT      NOT NULL,
  redeemed_at_micros BIGINT      NULL,
  revoked_at_micros  BIGINT      NULL,
  expired_at_micros  BIGINT      NULL,
  PRIMARY KEY (slot, coupon_id),
  -- A campaign's coupons by serial; a user's coupons by time. Both end in the primary key, which
  -- makes the keyset total.
  KEY by_campaign (slot, campaign_id, serial),
  KEY by_user (slot, user_id, issued_at_micros)
) ENGINE = InnoDB
PARTITION BY LIST (slot) (PARTITION slot_0 VALUES IN (0), PARTITION slot_1 VALUES IN (1));

CREATE TABLE issuance_second (
  slot         TINYINT     NOT NULL,
  campaign_id  VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  epoch_second BIGINT      NOT NULL,
  issued       BIGINT      NOT NULL,
  PRIMARY KEY (slot, campaign_id, epoch_second)
) ENGINE = InnoDB
PARTITION BY LIST (slot) (PARTITION slot_0 VALUES IN (0), PARTITION slot_1 VALUES IN (1));

-- Events that a projection could not take, and the later events of the same aggregate that wait
-- behind them.
CREATE TABLE dead_letter (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  projection       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  slot             TINYINT      NOT NULL,
  partition_no     SMALLINT     NOT NULL,
  record_offset    BIGINT       NOT NULL,
  -- Place in the log; 0 if the record does not tell.
  global_index     BIGINT       NOT NULL,
  -- The record's key, which is the aggregate's identity.
  sequence_id      VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- Whether this event itself failed, or only waits behind one that did.
  waiting          BOOLEAN      NOT NULL,
  event_type       VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  cause            VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  -- The record as it was read: headers and value, byte for byte.
  record_headers   MEDIUMBLOB   NOT NULL,
  record_value     MEDIUMBLOB   NULL,
  recorded_at_millis BIGINT     NOT NULL,
  parked_at_micros BIGINT       NOT NULL,
  attempts         INT          NOT NULL,
  KEY by_sequence (projection, slot, partition_no, sequence_id, id)
) ENGINE = InnoDB;
