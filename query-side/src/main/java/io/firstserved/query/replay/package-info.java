/**
 * Rebuilds a projection from the beginning of the topic into its other slot, while the live one is
 * projected and read on; then swaps the two. Any node can carry on what another began.
 */
@NullMarked
package io.firstserved.query.replay;

import org.jspecify.annotations.NullMarked;
