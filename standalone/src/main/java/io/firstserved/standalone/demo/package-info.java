/** A campaign under a rush of buyers, counted and then proven. */
@NullMarked
package io.firstserved.standalone.demo;

import org.jspecify.annotations.NullMarked;
