-- In which life of the log an audit saw a seal, and up to where it seals: what an earlier life sealed behind the point
-- where a later one began is void. A node of the version before leaves both 0: it knows the first life only.
ALTER TABLE audit_witness
  ADD COLUMN last_index  BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN incarnation BIGINT NOT NULL DEFAULT 0,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (block, incarnation);

-- Only an audit that read seals has left a row here, so its report has the number.
UPDATE audit_witness JOIN audit ON audit.id = audit_witness.audit_id
  SET audit_witness.last_index = CAST(JSON_UNQUOTE(JSON_EXTRACT(audit.report, '$.figures.sealedUpTo')) AS SIGNED)
  WHERE audit.report LIKE '%"sealedUpTo":%';
