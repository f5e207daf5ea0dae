package io.firstserved.command.issuance;

import org.jspecify.annotations.Nullable;

/**
 * Body of the issue command.
 *
 * @param userId who wants the coupon; may be left out where a token or the gateway names the user
 */
record IssueRequest(@Nullable String userId) {}
