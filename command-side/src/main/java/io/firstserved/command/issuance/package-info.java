/**
 * Issuing over HTTP: reservation, command, answer. The one place where the gate and the log meet.
 */
@NullMarked
package io.firstserved.command.issuance;

import org.jspecify.annotations.NullMarked;
