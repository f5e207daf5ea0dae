/**
 * Sends commands that load an aggregate and change it: tries a lost race again, and turns what the
 * log or the repository throws into a refusal. Knows no rule of a campaign or coupon. Issuing does
 * not come through here: it creates its aggregate, and a lost race has another meaning there.
 */
@NullMarked
package io.firstserved.command.dispatch;

import org.jspecify.annotations.NullMarked;
