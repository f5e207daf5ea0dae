-- The last audit of each verdict, and those that are not done, without reading all there ever were.
ALTER TABLE audit
  ADD KEY by_verdict (verdict, campaign_id, heartbeat_millis),
  ADD KEY by_state (state);
