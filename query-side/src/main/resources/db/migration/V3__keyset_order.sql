-- The keyset's last column by name: both servers append the primary key to a secondary one, but
-- MariaDB does not rely on that for the order, and sorted the whole campaign for each page.
ALTER TABLE coupon
  DROP KEY by_campaign,
  DROP KEY by_user,
  ADD KEY by_campaign (slot, campaign_id, serial, coupon_id),
  ADD KEY by_user (slot, user_id, issued_at_micros, coupon_id);
