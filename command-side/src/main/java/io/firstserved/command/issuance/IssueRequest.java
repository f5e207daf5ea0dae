package io.firstserved.command.issuance;

import io.firstserved.api.coupon.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Body of the issue command.
 *
 * @param userId who wants the coupon; may be left out where a token or the gateway names the user
 */
record IssueRequest(@Nullable @Schema(pattern = UserId.PATTERN) String userId) {}
