/** Asks the query side for an audit and says its verdict on the terminal. */
@NullMarked
package io.firstserved.standalone.audit;

import org.jspecify.annotations.NullMarked;
