/** What both sides ask of their configuration as a whole. Owns no key. */
@NullMarked
package io.firstserved.configuration;

import org.jspecify.annotations.NullMarked;
