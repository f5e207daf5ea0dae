/**
 * The audit: replays the log, proves the promises P1 to P7 or names the event that breaks one, and
 * exports the proof. Reads everything and changes nothing but its own history of audits.
 */
@NullMarked
package io.firstserved.query.audit;

import org.jspecify.annotations.NullMarked;
