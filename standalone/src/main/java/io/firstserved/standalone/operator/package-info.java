/** What operators call on a running system over HTTP. */
@NullMarked
package io.firstserved.standalone.operator;

import org.jspecify.annotations.NullMarked;
