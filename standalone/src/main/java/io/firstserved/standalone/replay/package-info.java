/** Has the query side rebuild a projection and shows how far it is. */
@NullMarked
package io.firstserved.standalone.replay;

import org.jspecify.annotations.NullMarked;
