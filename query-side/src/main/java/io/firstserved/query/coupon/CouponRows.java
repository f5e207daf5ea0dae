package io.firstserved.query.coupon;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Reads coupons of the live slot. A page's condition is a range on the leading column and a filter
 * on ties, which both servers answer from the index alone; a row comparison they would not.
 */
interface CouponRows extends Repository<CouponRow, CouponRow.Key> {

  @Query(
      """
      select c from CouponRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'coupons')
        and c.couponId = :couponId
      """)
  Optional<CouponRow> find(String couponId);

  @Query(
      """
      select c from CouponRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'coupons')
        and c.campaignId = :campaignId
        and c.serial >= :serial and (c.serial > :serial or c.couponId > :couponId)
      order by c.serial, c.couponId
      """)
  List<CouponRow> ofCampaign(String campaignId, long serial, String couponId, Limit limit);

  @Query(
      """
      select c from CouponRow c
      where c.slot = (select p.liveSlot from ProjectionRow p where p.name = 'coupons')
        and c.userId = :userId and length(c.userId) = length(:userId)
        and c.issuedAtMicros >= :issuedAtMicros
        and (c.issuedAtMicros > :issuedAtMicros or c.couponId > :couponId)
      order by c.issuedAtMicros, c.couponId
      """)
  List<CouponRow> ofUser(String userId, long issuedAtMicros, String couponId, Limit limit);
}
