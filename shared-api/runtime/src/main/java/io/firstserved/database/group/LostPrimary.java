package io.firstserved.database.group;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Throws a connection out of its pool when its server says that it is not, or no longer, the
 * primary of a group with a majority. Hikari would keep it: none of these errors has the SQL state
 * of a lost connection. Made by Hikari, by its class name.
 */
public final class LostPrimary implements SQLExceptionOverride {

  /**
   * Error numbers of MySQL: option prevents statement (super_read_only), read-only mode, offline
   * mode, error on before-commit hook, transaction rolled back by the group, and the group's
   * refusals while a view changes (3796 to 3798: consistency could not be reached).
   */
  private static final Set<Integer> NOT_PRIMARY =
      Set.of(1290, 1836, 3032, 3100, 3101, 3796, 3797, 3798);

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    for (var cause = failure; cause != null; cause = cause.getNextException()) {
      if (NOT_PRIMARY.contains(cause.getErrorCode())) {
        return Override.MUST_EVICT;
      }
    }
    return Override.CONTINUE_EVICT;
  }
}
