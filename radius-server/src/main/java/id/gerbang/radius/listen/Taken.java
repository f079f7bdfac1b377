package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.subscriber.Router;
import java.net.InetSocketAddress;

/**
 * A genuine request that was not seen before, on its way to its answer. Whichever thread settles
 * it, the loop that took it answers: now where that is the caller, otherwise soon.
 */
final class Taken implements RequestDoor.Conclusion, Runnable {

  private static final Outcome NOT_READY = new Outcome.Silence(Reason.NOT_READY);

  private final WayOut out;
  private final InetSocketAddress sender;
  private final RequestKey key;
  private final long since;
  private boolean concluded;
  private Outcome outcome = NOT_READY;

  /**
   * @param since when it came, as {@link System#nanoTime}
   */
  Taken(WayOut out, InetSocketAddress sender, RequestKey key, long since) {
    this.out = out;
    this.sender = sender;
    this.key = key;
    this.since = since;
  }

  /** Whatever goes wrong with this one, what came with it has its turn. */
  void settle(RequestDoor.Service service, Router router, RadiusPacket request) {
    try {
      if (request.code() == Code.STATUS_SERVER) {
        conclude(status(service, router, request));
      } else {
        service.settle(router, request, this);
      }
    } catch (RuntimeException | Error e) {
      out.failed(e);
      conclude(NOT_READY);
    }
  }

  private static Outcome status(RequestDoor.Service service, Router router, RadiusPacket request) {
    return service.ready()
        ? Outcome.now(ReplyWriter.to(request, service.statusReplyCode()), router.secret())
        : NOT_READY;
  }

  @Override
  public void concluded(Outcome of) {
    out.settled(System.nanoTime() - since);
    conclude(of);
  }

  private void conclude(Outcome of) {
    if (isFirst(of)) {
      out.onLoop(this);
    }
  }

  /** Once: what fails after that changes nothing. */
  private synchronized boolean isFirst(Outcome of) {
    if (concluded) {
      return false;
    }
    concluded = true;
    outcome = of;
    return true;
  }

  /** Answers, or does not. */
  @Override
  public void run() {
    if (outcome instanceof Outcome.Silence silence) {
      out.giveUp(key, sender, silence.reason());
    } else if (outcome instanceof Outcome.Reply reply) {
      out.answer(key, sender, reply);
    }
  }
}
