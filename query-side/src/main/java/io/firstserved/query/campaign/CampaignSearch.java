package io.firstserved.query.campaign;

import io.firstserved.edge.Page;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * Finds campaigns by the beginning of their identity or by a part of their name, upper and lower
 * case being the same, in the order of identities. A page costs the same however many campaigns
 * there are: it looks at so many of them, and the next one goes on behind them.
 */
@Component
class CampaignSearch {

  /** Behind every identity. */
  private static final String END = "~";

  /**
   * The pattern for a text that no identity begins with: the server compares only ASCII with them.
   */
  private static final String NO_IDENTITY = "";

  private static final Pattern WILDCARDS = Pattern.compile("[!%_]");

  private final CampaignRows rows;
  private final CampaignSearchProperties limits;
  private final Clock clock;

  CampaignSearch(CampaignRows rows, CampaignSearchProperties limits, Clock clock) {
    this.rows = rows;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * One page.
   *
   * @param text what is searched for, not empty
   * @param after the identity behind which the page begins; empty for the first
   * @return with fewer than {@code limit} items, or none, and a next page, where the campaigns that
   *     one page looks at are not the last
   */
  Page<CampaignView> find(String text, String after, int limit) {
    var last = lastLookedAt(after);
    var literally = WILDCARDS.matcher(text).replaceAll("!$0");
    var found =
        rows.like(
            after,
            last == null ? END : last,
            isAscii(text) ? literally + "%" : NO_IDENTITY,
            "%" + literally + "%",
            Limit.of(limit + 1));
    var now = clock.instant();
    var page = Page.of(found, limit, row -> CampaignView.of(row, now), row -> row.campaignId);
    return page.next() == null ? new Page<>(page.items(), last) : page;
  }

  private static boolean isAscii(String text) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
  }

  /** The last campaign that this page looks at; null if there are fewer. */
  private @Nullable String lastLookedAt(String after) {
    var ids = rows.idsAfter(after, PageRequest.of(limits.scanLimit() - 1, 1));
    return ids.isEmpty() ? null : ids.getFirst();
  }
}
