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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way of every datagram in, in the order of radius-rfc, section 1.1: router, form, code,
 * authenticity, duplicate, and only then its meaning. One an event loop of a socket; everything in
 * it happens on that loop. How it leaves: {@link WayOut}.
 */
final class RequestDoor extends SimpleChannelInboundHandler<DatagramPacket> {

  private final Service service;
  private final Recognition recognition;
  private final Authenticity authenticity;
  private final DuplicateCache duplicates;
  private final PortCounters counters;
  private final Complaints complaints;
  private final RouterPatience patience;
  private @Nullable WayOut wayOut;

  /** Where a request stands while it is read and settled; then the next one does. */
  private final byte[] arrived = new byte[RadiusPacket.MAX_LENGTH];

  /** What stands behind a door: one of the two ports. */
  interface Service {

    /** The code of its requests; Status-Server is every port's. */
    int requestCode();

    /** The code by which it says that it could serve (RFC 5997 §3). */
    int statusReplyCode();

    boolean ready();

    /**
     * Whether {@link #settle} concludes before it returns; otherwise later, as when the disk has a
     * batch.
     */
    boolean atOnce();

    /**
     * Settles a genuine, fresh request, now or later, on whichever thread. The request is only
     * until this returns.
     */
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
      RouterPatience patience) {
    this.service = service;
    this.recognition = recognition;
    this.authenticity = new Authenticity(watch);
    this.duplicates = duplicates;
    this.counters = counters;
    this.complaints = complaints;
    this.patience = patience;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    wayOut = new WayOut(duplicates, counters, complaints, context);
  }

  private WayOut out() {
    return Objects.requireNonNull(wayOut, "of a socket that is not open");
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
    WayOut out = out();
    InetSocketAddress sender = datagram.sender();
    boolean known = counters.received(sender.getAddress());
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
    RequestKey key = new RequestKey(sender, request);
    DuplicateCache.Verdict verdict = duplicates.look(key, nanos);
    if (verdict instanceof DuplicateCache.Verdict.Fresh) {
      patience.asked(router, sender, request, nanos);
      counters.taken();
      if (!known) {
        counters.genuine(sender.getAddress());
      }
      new Taken(out, sender, key, nanos).settle(service, router, request);
      return;
    }
    patience.askedAgain(router, sender, request, nanos);
    if (verdict instanceof DuplicateCache.Verdict.Answered answered) {
      counters.repeated();
      out.send(sender, answered.reply(), answered.reply().length);
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
    return RadiusPacket.read(arrived, received);
  }

  /**
   * One flush for all that a read brought: the answers leave in one system call. Then whoever waits
   * for this processor has it: a loop that slept instead would be woken by the next datagram, and
   * take the processor from its sender before there is a second one.
   */
  @Override
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but how many come at once
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
    if (service.atOnce()) {
      Thread.yield();
    }
  }

  /** Of reading: writes that fail are {@link WayOut}'s to hear of. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException unread) {
      out().unread(unread);
    } else {
      out().failed(cause);
    }
  }
}
