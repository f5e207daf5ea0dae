/**
 * The events that were lost with the log's end when a shorter log was accepted, read from the
 * topic: so that whoever was promised something can be told. Changes nothing.
 */
@NullMarked
package io.firstserved.query.lost;

import org.jspecify.annotations.NullMarked;
