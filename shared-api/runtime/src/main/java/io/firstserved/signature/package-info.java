/**
 * Ed25519 keys, and what is signed with them in the formats of C2SP: signed notes and the
 * checkpoints of a transparency log. Keeps no key.
 */
@NullMarked
package io.firstserved.signature;

import org.jspecify.annotations.NullMarked;
