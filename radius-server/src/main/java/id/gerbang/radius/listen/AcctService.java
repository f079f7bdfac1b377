package id.gerbang.radius.listen;

import id.gerbang.radius.accounting.AccountingHandler;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.admission.AwaitedStarts;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.subscriber.Router;
import java.time.Clock;
import java.time.Duration;

/** The accounting port: answered when the record is on stable storage. */
record AcctService(AccountingHandler handler, AwaitedStarts starts, Journal journal, Clock clock)
    implements RequestDoor.Service {

  @Override
  public int requestCode() {
    return Code.ACCOUNTING_REQUEST;
  }

  @Override
  public int statusReplyCode() {
    return Code.ACCOUNTING_RESPONSE;
  }

  @Override
  public boolean ready() {
    return journal.healthy();
  }

  @Override
  public boolean atOnce() {
    return false;
  }

  @Override
  public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion conclusion) {
    starts.heard(router, request);
    ReplyWriter reply = ReplyWriter.to(request, Code.ACCOUNTING_RESPONSE);
    Outcome response = Outcome.later(reply, router.secret(), Duration.ZERO);
    handler.handle(
        router.id(),
        request,
        clock.instant(),
        () -> conclusion.concluded(response),
        reason -> conclusion.concluded(new Outcome.Silence(reason)));
  }
}
