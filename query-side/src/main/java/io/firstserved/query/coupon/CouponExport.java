package io.firstserved.query.coupon;

import io.firstserved.edge.Cursor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Writes a campaign's coupons by serial, page by page; its memory is that of one page. */
@Component
class CouponExport {

  private static final String HEADER =
      CsvLine.of(
          "couponId",
          "campaignId",
          "userId",
          "serial",
          "ordinal",
          "status",
          "issuedAt",
          "orderId",
          "redeemedAt",
          "revokedAt",
          "expiredAt");

  private final CouponRows coupons;
  private final Limit pageSize;

  CouponExport(CouponRows coupons, CouponExportProperties limits) {
    this.coupons = coupons;
    this.pageSize = Limit.of(limits.pageSize());
  }

  /** The first coupons of a file: with them it is known that the rest can be read, too. */
  List<CouponRow> begin(String campaignId) {
    return page(campaignId, Cursor.START);
  }

  /**
   * Writes a whole file, each coupon as it is when its page is read.
   *
   * @throws IOException if the reader has gone
   */
  void write(String campaignId, List<CouponRow> first, OutputStream out) throws IOException {
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    for (var page = first; !page.isEmpty(); page = page(campaignId, cursor(page.getLast()))) {
      var lines = page.stream().map(CouponExport::line).collect(Collectors.joining());
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<CouponRow> page(String campaignId, Cursor after) {
    return coupons.ofCampaign(campaignId, after.number(), after.id(), pageSize);
  }

  private static Cursor cursor(CouponRow row) {
    return new Cursor(row.serial, row.couponId);
  }

  private static String line(CouponRow row) {
    var coupon = CouponView.of(row);
    return CsvLine.of(
        coupon.couponId(),
        coupon.campaignId(),
        coupon.userId(),
        coupon.serial(),
        coupon.ordinal(),
        coupon.status(),
        coupon.issuedAt(),
        coupon.orderId(),
        coupon.redeemedAt(),
        coupon.revokedAt(),
        coupon.expiredAt());
  }
}
