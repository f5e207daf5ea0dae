/** A campaign's figures: what it promises, what became of it. */
@NullMarked
package io.firstserved.query.campaign;

import org.jspecify.annotations.NullMarked;
