package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.subscriber.Router;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A genuine request that was not seen before, on its way to its answer. Whichever thread settles
 * it, the loop that took it answers: now where that is the caller, otherwise soon.
 */
final class Taken implements RequestDoor.Conclusion, Runnable {

  private static final Outcome NOT_READY = new Outcome.Silence(Reason.NOT_READY);

  private final WayOut out;
  private final ChannelHandlerContext context;
  private final InetSocketAddress sender;
  private final Router router;
  private final RadiusPacket request;
  private final DuplicateCache.Entry entry;
  private final long since;
  private final AtomicBoolean concluded = new AtomicBoolean();
  private Outcome outcome = NOT_READY;

  /**
   * @param since when it came, as {@link System#nanoTime}
   */
  Taken(
      WayOut out,
      ChannelHandlerContext context,
      InetSocketAddress sender,
      Router router,
      RadiusPacket request,
      DuplicateCache.Entry entry,
      long since) {
    this.out = out;
    this.context = context;
    this.sender = sender;
    this.router = router;
    this.request = request;
    this.entry = entry;
    this.since = since;
  }

  /** Whatever goes wrong with this one, what came with it has its turn. */
  void settle(RequestDoor.Service service) {
    try {
      if (request.code() == Code.STATUS_SERVER) {
        conclude(status(service));
      } else {
        service.settle(router, request, this);
      }
    } catch (RuntimeException | Error e) {
      out.failed(context, e);
      conclude(NOT_READY);
    }
  }

  private Outcome status(RequestDoor.Service service) {
    return service.ready()
        ? Outcome.of(
            ReplyWriter.to(request, service.statusReplyCode()), router.secret(), Duration.ZERO)
        : NOT_READY;
  }

  @Override
  public void concluded(Outcome of) {
    out.settled(System.nanoTime() - since);
    conclude(of);
  }

  /** Once: what fails after that changes nothing. */
  private void conclude(Outcome of) {
    if (concluded.compareAndSet(false, true)) {
      outcome = of;
      out.onLoop(context, this);
    }
  }

  /** Answers, or does not. */
  @Override
  public void run() {
    if (outcome instanceof Outcome.Silence silence) {
      out.giveUp(entry, sender, silence.reason());
    } else if (outcome instanceof Outcome.Reply reply) {
      if (reply.after().isZero()) {
        out.answer(context, sender, entry, reply.bytes());
      } else {
        context
            .executor()
            .schedule(
                () -> {
                  out.answer(context, sender, entry, reply.bytes());
                  context.flush();
                },
                reply.after().toMillis(),
                TimeUnit.MILLISECONDS);
      }
    }
  }
}
