/**
 * The whole system on one machine: which processes there are, how they are started, watched and
 * stopped, and where they keep their files. Knows no coupon.
 */
@NullMarked
package io.firstserved.standalone.system;

import org.jspecify.annotations.NullMarked;
