/** What both applications need at their edge: security, problem details, limits, OpenAPI. */
@NullMarked
package io.firstserved.edge;

import org.jspecify.annotations.NullMarked;
