/**
 * The operations page and what it lives on: one sampler for all open pages, the stream they read,
 * the calls it passes on to the command side. It shows what other features know and decides nothing
 * for them; nothing depends on it.
 */
@NullMarked
package io.firstserved.query.operations;

import org.jspecify.annotations.NullMarked;
