package id.gerbang.billing.standing;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code /standing-lists}: the first two are empty, or somebody should know why; the others are for
 * a look now and then.
 */
@Path("/api/v1/standing-lists")
@Produces(MediaType.APPLICATION_JSON)
public final class StandingListResource {

  private final StandingLists lists;
  private final Language language;

  public StandingListResource(StandingLists lists, Language language) {
    this.lists = lists;
    this.language = language;
  }

  @GET
  @Path("/paid-but-blocked")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<StandingView> paidButBlocked(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return lists.page(StandingList.PAID_BUT_BLOCKED, query, language.of(headers));
  }

  @GET
  @Path("/unpaid-but-online")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<StandingView> unpaidButOnline(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return lists.page(StandingList.UNPAID_BUT_ONLINE, query, language.of(headers));
  }

  @GET
  @Path("/paying-but-never-online")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<StandingView> payingButNeverOnline(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return lists.page(StandingList.PAYING_BUT_NEVER_ONLINE, query, language.of(headers));
  }

  @GET
  @Path("/free-but-online")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<StandingView> freeButOnline(
      @BeanParam ListQuery query, @Context HttpHeaders headers) {
    return lists.page(StandingList.FREE_BUT_ONLINE, query, language.of(headers));
  }
}
