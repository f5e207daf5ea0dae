/**
 * Whether the servers of a database keep a commit that they have acknowledged: the settings without
 * which "201 means durable" is not true. The command side is not ready because of them; page and
 * audit say them.
 */
@NullMarked
package io.firstserved.database.durability;

import org.jspecify.annotations.NullMarked;
