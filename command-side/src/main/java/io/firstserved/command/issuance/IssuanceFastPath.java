package io.firstserved.command.issuance;

import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.admission.CallerRates;
import io.firstserved.command.admission.FlowControl;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.command.log.LogReader;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Callers;
import io.firstserved.edge.IdempotencyKey;
import io.firstserved.edge.PlainJson;
import io.firstserved.edge.Problems;
import io.firstserved.edge.SingleHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the plain issue command in front of the framework's filters and dispatcher, which cost
 * several times what the command does (ADR 0072).
 *
 * <p>Nothing is decided here. A request with anything unusual about it, in its path, its headers or
 * its body, goes on to {@link IssuanceController} untouched, and so does one whose token is not
 * plainly good. Both verify tokens with the same {@link Callers}, ask the same flow control, count
 * against the same rates and ask the same {@link Issuance}.
 */
final class IssuanceFastPath extends HttpFilter {

  private static final String PREFIX = "/api/v1/campaigns/";
  private static final String SUFFIX = "/coupons";

  private final Issuance issuance;
  private final transient Callers callers;
  private final transient Campaigns campaigns;
  private final FlowControl flow;
  private final CallerRates rates;
  private final transient LogIndex logIndex;
  private final FastPathMeters meters;
  private final transient Problems problems;
  private final transient ObjectReader reader;
  private final transient ObjectWriter writer;
  private final int maxBody;

  IssuanceFastPath(
      Issuance issuance,
      Callers callers,
      Campaigns campaigns,
      FlowControl flow,
      CallerRates rates,
      LogIndex logIndex,
      FastPathMeters meters,
      Problems problems,
      JsonMapper json,
      int maxBody) {
    this.issuance = issuance;
    this.callers = callers;
    this.campaigns = campaigns;
    this.flow = flow;
    this.rates = rates;
    this.logIndex = logIndex;
    this.meters = meters;
    this.problems = problems;
    this.reader = json.readerFor(IssueRequest.class);
    this.writer = json.writerFor(IssuedCoupon.class);
    this.maxBody = maxBody;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var campaign = campaign(request);
    if (campaign == null || !PlainJson.isBodyOf(request, maxBody)) {
      chain.doFilter(request, response);
      return;
    }
    long start = System.nanoTime();
    var caller = callers.ofUser(request);
    if (caller == null) {
      chain.doFilter(request, response);
      return;
    }
    var body = PlainJson.read(request);
    IssueRequest command;
    try {
      command = body.length == 0 ? null : reader.readValue(body);
    } catch (JacksonException malformed) {
      chain.doFilter(PlainJson.unread(request, body), response);
      return;
    }
    answer(request, response, campaign, caller, command == null ? null : command.userId());
    if (!campaigns.isRehearsal(campaign)) {
      meters.answered(response.getStatus(), System.nanoTime() - start);
    }
  }

  /** The campaign of a plain issue command; null if it is anything else. */
  private static @Nullable CampaignId campaign(HttpServletRequest request) {
    var path = request.getRequestURI();
    int end = path.length() - SUFFIX.length();
    if (end <= PREFIX.length()
        || !path.startsWith(PREFIX)
        || !path.endsWith(SUFFIX)
        || !request.getMethod().equals("POST")
        || request.getQueryString() != null
        || request.getHeader(HttpHeaders.ORIGIN) != null
        || SingleHeaders.repeatedIn(request) != null) {
      return null;
    }
    try {
      return new CampaignId(path.substring(PREFIX.length(), end));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      CampaignId campaign,
      Caller caller,
      @Nullable String inBody)
      throws IOException {
    try {
      issued(response, issue(request, campaign, caller, inBody));
    } catch (RefusedException refused) {
      problems.write(request, response, refused);
    } catch (RuntimeException unforeseen) {
      problems.write(request, response, unforeseen);
    }
  }

  private LogReader.Issue issue(
      HttpServletRequest request, CampaignId campaign, Caller caller, @Nullable String inBody) {
    flow.enter();
    var key = IdempotencyKey.read(request.getHeader(IdempotencyKey.HEADER));
    var user = caller.user(inBody);
    return issuance.issue(campaign, user, key, rates.of(campaign, user, request));
  }

  private void issued(HttpServletResponse response, LogReader.Issue issue) throws IOException {
    response.setStatus(HttpStatus.CREATED.value());
    response.setHeader(HttpHeaders.LOCATION, IssuedCoupon.location(issue.event()));
    response.setHeader(LogIndex.HEADER, logIndex.text(issue.globalIndex()));
    PlainJson.write(response, writer.writeValueAsBytes(IssuedCoupon.of(issue.event())));
  }
}
