package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.ops.PortCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What leaves by a socket, remembered for copies and counted; and of what is met with silence, why.
 * One an event loop of a socket. Everything but {@link #onLoop}, {@link #settled} and {@link
 * #failed} happens on that loop.
 */
final class WayOut {

  private final DuplicateCache duplicates;
  private final PortCounters counters;
  private final Complaints complaints;
  private final LoopInbox inbox = new LoopInbox();
  private @Nullable WriteFailures failures;

  WayOut(DuplicateCache duplicates, PortCounters counters, Complaints complaints) {
    this.duplicates = duplicates;
    this.counters = counters;
    this.complaints = complaints;
  }

  /** Runs now where the loop is the caller; otherwise there, and soon. */
  void onLoop(ChannelHandlerContext context, Runnable work) {
    if (context.executor().inEventLoop()) {
      work.run();
    } else {
      inbox.add(context, work);
    }
  }

  /** A request that was taken is settled: replied or silent comes next, a refusal later. */
  void settled(long nanos) {
    counters.settled(nanos);
  }

  /** A request that was taken gets no answer: a copy of it is a new try. */
  void giveUp(DuplicateCache.Entry entry, InetSocketAddress sender, Reason reason) {
    duplicates.forget(entry);
    counters.givenUp();
    silent(sender, reason);
  }

  /** The answer to a request that was taken; its copies get the same. */
  void answer(
      ChannelHandlerContext context,
      InetSocketAddress sender,
      DuplicateCache.Entry entry,
      byte[] reply) {
    duplicates.answered(entry, reply, System.nanoTime());
    counters.replied(sender.getAddress());
    send(context, sender, reply);
  }

  /**
   * What a socket takes no more of is not kept for later: the router asks again, and gets the same.
   */
  void send(ChannelHandlerContext context, InetSocketAddress to, byte[] reply) {
    if (!context.channel().isWritable()) {
      counters.unsent();
      return;
    }
    ByteBuf content = context.alloc().directBuffer(reply.length).writeBytes(reply);
    context.write(new DatagramPacket(content, to), failures(context));
  }

  private WriteFailures failures(ChannelHandlerContext context) {
    if (failures == null) {
      failures = new WriteFailures(context.channel(), why -> notSent(context, why));
    }
    return failures;
  }

  /** What the network does not take, as an answer to port 0, is no fault of ours. */
  private void notSent(ChannelHandlerContext context, Throwable why) {
    if (why instanceof IOException unsent) {
      counters.unsent();
      complaints.unsent(unsent, System.nanoTime());
    } else {
      failed(context, why);
    }
  }

  void silent(InetSocketAddress sender, Reason reason) {
    counters.silent(sender.getAddress(), reason);
    complaints.about(sender.getAddress(), reason, System.nanoTime());
  }

  /** The network has something to say and no datagram: nobody asked, so nobody is answered. */
  void unread(IOException why) {
    counters.unread();
    complaints.unread(why, System.nanoTime());
  }

  /** Something of ours failed. */
  void failed(ChannelHandlerContext context, Throwable cause) {
    counters.failed();
    complaints.failed(context.channel().localAddress(), cause, System.nanoTime());
  }
}
