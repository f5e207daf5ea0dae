/** Development tokens, and what signs them: a key pair of the data folder, or a shared secret. */
@NullMarked
package io.firstserved.standalone.token;

import org.jspecify.annotations.NullMarked;
