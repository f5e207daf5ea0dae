/**
 * A load driver that costs microseconds a request: one thread, non-blocking sockets, keep-alive,
 * one request at a time on each connection. Knows the HTTP contract of the issue command and
 * nothing else of the product.
 */
@NullMarked
package io.firstserved.loadtest.driver;

import org.jspecify.annotations.NullMarked;
