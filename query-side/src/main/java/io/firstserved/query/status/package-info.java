/** The state of every projection in one answer: position, lag, dead letters, replay. */
@NullMarked
package io.firstserved.query.status;

import org.jspecify.annotations.NullMarked;
