-- A user's identity is 1 to 255 characters of any script, as OpenID Connect allows. The server
-- writes the coupons' table anew: for a large one, in a quiet hour.
ALTER TABLE coupon
  MODIFY COLUMN user_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
ALTER TABLE audit
  MODIFY COLUMN requested_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
ALTER TABLE dead_letter_discarded
  MODIFY COLUMN discarded_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;
