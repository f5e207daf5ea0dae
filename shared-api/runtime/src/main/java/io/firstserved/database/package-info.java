/** What both sides need of JDBC beside their pools. Knows no table. */
@NullMarked
package io.firstserved.database;

import org.jspecify.annotations.NullMarked;
