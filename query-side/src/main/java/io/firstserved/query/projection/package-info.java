/**
 * The way of an event from the topic into the read models: one consumer loop per node, one
 * transaction per batch that holds the rows of every projection together with how far it is, and
 * the proof that nothing was left out or counted twice. Features implement {@link
 * io.firstserved.query.projection.Projection}; this package knows none of them.
 */
@NullMarked
package io.firstserved.query.projection;

import org.jspecify.annotations.NullMarked;
