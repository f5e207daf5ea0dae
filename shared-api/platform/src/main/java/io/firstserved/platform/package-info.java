/** What both applications need at their edge: security, problem details, limits, OpenAPI. */
@NullMarked
package io.firstserved.platform;

import org.jspecify.annotations.NullMarked;
