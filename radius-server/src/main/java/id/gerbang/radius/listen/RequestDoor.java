package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.ops.PortCounters;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way of every datagram in, in the order of radius-rfc, section 1.1: router, form, code,
 * authenticity, duplicate, and only then its meaning, half of which a neighbour may settle. One a
 * socket; everything in it happens on that socket's event loop. How it leaves: {@link WayOut}.
 */
final class RequestDoor extends SimpleChannelInboundHandler<DatagramPacket> {

  /** As many as one system call reads. */
  private static final int AT_ONCE = 16;

  /** Fewer are not worth the waking of a neighbour. */
  private static final int WORTH_SHARING = 4;

  private final Service service;
  private final Recognition recognition;
  private final Authenticity authenticity;
  private final DuplicateCache duplicates;
  private final PortCounters counters;
  private final WayOut out;
  private final RouterPatience patience;
  private final Neighbours neighbours;
  private final List<Taken> taken = new ArrayList<>(AT_ONCE);
  private final AtomicBoolean helping = new AtomicBoolean();
  private volatile boolean busy;
  private volatile @Nullable EventExecutor loop;
  private final byte[] arrived = new byte[RadiusPacket.MAX_LENGTH];
  private @Nullable Future<?> expiry;

  /** What stands behind a door: one of the two ports. */
  interface Service {

    /** The code of its requests; Status-Server is every port's. */
    int requestCode();

    /** The code by which it says that it could serve (RFC 5997 §3). */
    int statusReplyCode();

    boolean ready();

    /** Settles a genuine, fresh request, now or later, on whichever thread. */
    void settle(Router router, RadiusPacket request, Conclusion conclusion);
  }

  /** Where a service leaves its outcome. */
  interface Conclusion {
    void concluded(Outcome outcome);
  }

  RequestDoor(
      Service service,
      Recognition recognition,
      RouterWatch watch,
      DuplicateCache duplicates,
      PortCounters counters,
      Complaints complaints,
      RouterPatience patience,
      Neighbours neighbours) {
    this.service = service;
    this.recognition = recognition;
    this.authenticity = new Authenticity(watch);
    this.duplicates = duplicates;
    this.counters = counters;
    this.out = new WayOut(duplicates, counters, complaints);
    this.patience = patience;
    this.neighbours = neighbours;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    loop = context.executor();
    neighbours.join(this);
    expiry =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> duplicates.expire(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    neighbours.leave(this);
    if (expiry != null) {
      expiry.cancel(false);
    }
    duplicates.forgetAll();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
    busy = true;
    InetSocketAddress sender = datagram.sender();
    counters.received(sender.getAddress());
    Router router = recognition.at(sender.getAddress()).orElse(null);
    RadiusPacket request;
    try {
      request = read(datagram.content());
    } catch (MalformedPacketException e) {
      out.silent(sender, router == null ? Reason.UNKNOWN_ROUTER : Reason.MALFORMED);
      return;
    }
    if (request.code() != service.requestCode() && request.code() != Code.STATUS_SERVER) {
      out.silent(sender, router == null ? Reason.UNKNOWN_ROUTER : Reason.WRONG_CODE);
      return;
    }
    if (router == null) {
      router = recognition.moved(sender.getAddress(), request).orElse(null);
      if (router == null) {
        out.silent(sender, Reason.UNKNOWN_ROUTER);
        return;
      }
    }
    long nanos = System.nanoTime();
    InetAddress at = datagram.recipient().getAddress();
    Reason refusal = authenticity.refusal(router, request, sender.getAddress(), at, nanos);
    if (refusal != null) {
      out.silent(sender, refusal);
      return;
    }
    DuplicateCache.Verdict verdict = duplicates.look(sender, request, nanos);
    if (verdict instanceof DuplicateCache.Verdict.InProgress && !taken.isEmpty()) {
      // The copy came in the same breath: what it is a copy of may only wait for its turn.
      settleTaken();
      verdict = duplicates.look(sender, request, nanos);
    }
    if (verdict instanceof DuplicateCache.Verdict.Fresh fresh) {
      patience.asked(router, sender, request, nanos);
      counters.taken(sender.getAddress());
      taken.add(new Taken(out, context, sender, router, request, fresh.entry(), nanos));
      if (taken.size() == AT_ONCE) {
        settleTaken();
      }
      return;
    }
    patience.askedAgain(router, sender, request, nanos);
    if (verdict instanceof DuplicateCache.Verdict.Answered answered) {
      counters.repeated();
      out.send(context, sender, answered.reply());
    } else if (verdict instanceof DuplicateCache.Verdict.Full) {
      out.silent(sender, Reason.OVERLOADED);
    } else {
      counters.copyDropped();
    }
  }

  /** What is past the longest packet could only be padding. */
  private RadiusPacket read(ByteBuf content) throws MalformedPacketException {
    int received = Math.min(content.readableBytes(), RadiusPacket.MAX_LENGTH);
    content.getBytes(content.readerIndex(), arrived, 0, received);
    return RadiusPacket.read(arrived, 0, received);
  }

  /** Half of them at a neighbour's, if one has nothing to do. */
  private void settleTaken() {
    List<Taken> all = List.copyOf(taken);
    taken.clear();
    int own = all.size();
    if (own >= WORTH_SHARING) {
      List<Taken> others = all.subList(own / 2, own);
      if (neighbours.take(this, () -> settle(others))) {
        own /= 2;
      }
    }
    settle(all.subList(0, own));
  }

  private void settle(List<Taken> some) {
    some.forEach(one -> one.settle(service));
  }

  /** Takes work of another door, on this one's loop, unless there is enough to do. */
  boolean help(Runnable work) {
    EventExecutor here = loop;
    if (here == null || busy || !helping.compareAndSet(false, true)) {
      return false;
    }
    try {
      here.execute(
          () -> {
            try {
              work.run();
            } finally {
              helping.set(false);
            }
          });
      return true;
    } catch (RejectedExecutionException closing) {
      return false;
    }
  }

  /** One flush for all that a read brought: the answers leave in one system call. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    settleTaken();
    context.flush();
    busy = false;
  }

  /** Of reading: writes that fail are {@link WayOut}'s to hear of. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException unread) {
      out.unread(unread);
    } else {
      out.failed(context, cause);
    }
  }
}
