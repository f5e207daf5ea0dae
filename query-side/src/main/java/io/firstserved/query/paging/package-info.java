/** How lists are answered: pages by keyset, so that the millionth page costs what the first did. */
@NullMarked
package io.firstserved.query.paging;

import org.jspecify.annotations.NullMarked;
