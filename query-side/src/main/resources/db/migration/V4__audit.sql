-- Every audit that was asked for, with its report. Never deleted by the service.
CREATE TABLE audit (
  id                  CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  campaign_id         VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  source              VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  requested_by        VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  requested_at_millis BIGINT      NOT NULL,
  -- QUEUED, RUNNING or DONE.
  state               VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Moved by the node that runs it; an audit that is not done and has stopped moving is lost.
  heartbeat_millis    BIGINT      NOT NULL,
  checked             BIGINT      NOT NULL DEFAULT 0,
  head                BIGINT      NOT NULL DEFAULT 0,
  verdict             VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NULL,
  report              MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  KEY by_time (requested_at_millis, id)
) ENGINE = InnoDB;

-- The seals that audits have seen: a chain that somebody computes anew cannot match them.
CREATE TABLE audit_witness (
  block        BIGINT   NOT NULL PRIMARY KEY,
  seal         CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  audit_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) ENGINE = InnoDB;

-- The key that signs bundles, unless the operator configures one.
CREATE TABLE audit_signing_key (
  id          TINYINT NOT NULL PRIMARY KEY,
  private_key VARBINARY(255) NOT NULL,
  public_key  BINARY(32) NOT NULL
) ENGINE = InnoDB;
