-- The campaigns that issued last, and of those that have not issued yet the ones created last: both by the end of this
-- index, however many campaigns there are. A node of the version before does not need it and goes on beside it.
ALTER TABLE campaign_summary
  ADD KEY by_latest (slot, last_issued_at_micros, created_at_micros);
