/** Development tokens for a system whose secret lies in its data folder. */
@NullMarked
package io.firstserved.standalone.token;

import org.jspecify.annotations.NullMarked;
