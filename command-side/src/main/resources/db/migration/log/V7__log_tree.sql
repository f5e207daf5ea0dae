-- One hash tree over all leaves of the log, in tiles: docs/reference/transparency-log.md says what is served of it.
CREATE TABLE log_tree (
  log_id     INT        NOT NULL,
  -- How many entries it has: of the first so many events, in index order.
  entries    BIGINT     NOT NULL,
  root       BINARY(32) NOT NULL,
  PRIMARY KEY (log_id)
) ENGINE = InnoDB;

INSERT INTO log_tree VALUES (0, 0, UNHEX('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));

-- 256 hashes of 32 bytes; fewer at the right edge, where a row is replaced as it grows.
CREATE TABLE log_tree_tile (
  log_id      INT             NOT NULL,
  tile_level  INT             NOT NULL,
  tile_number BIGINT          NOT NULL,
  hashes      VARBINARY(8192) NOT NULL,
  PRIMARY KEY (log_id, tile_level, tile_number)
) ENGINE = InnoDB;

-- The last checkpoint that was signed of each life of a log, for everybody. The signer's own memory of it is elsewhere.
CREATE TABLE log_checkpoint (
  log_id       INT    NOT NULL,
  incarnation  BIGINT NOT NULL,
  entries      BIGINT NOT NULL,
  note         VARCHAR(4096) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  verifier_key VARCHAR(512)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (log_id, incarnation)
) ENGINE = InnoDB;
