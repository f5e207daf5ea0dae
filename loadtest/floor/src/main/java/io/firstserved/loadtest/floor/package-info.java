/**
 * Two yardsticks that answer the issue command as the service does. The floor: the same gate, the
 * same log row and group commit, on a bare Tomcat, without a framework, relay or guards. The naive
 * baseline: a row lock and one transaction per request. Neither is a product: they crash on what
 * the service survives.
 */
@NullMarked
package io.firstserved.loadtest.floor;

import org.jspecify.annotations.NullMarked;
