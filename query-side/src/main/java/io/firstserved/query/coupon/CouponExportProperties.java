package io.firstserved.query.coupon;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of files of coupons.
 *
 * @param pageSize coupons read and held at once; between two pages the file holds no connection to
 *     the database, however slowly its reader reads
 * @param maxCalls most files that a node writes at the same time; one more is refused as
 *     OVERLOADED, so that files leave connections and CPU to other reads
 */
@Validated
@ConfigurationProperties("first-served.coupon-export")
record CouponExportProperties(
    @DefaultValue("1000") @Min(1) @Max(10_000) int pageSize,
    @DefaultValue("2") @Min(1) @Max(100) int maxCalls) {}
