package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.ops.PortCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * What leaves by a socket, remembered for copies and counted; and of what is met with silence, why.
 * One an event loop of a socket. Everything but {@link #onLoop}, {@link #settled} and {@link
 * #failed} happens on that loop.
 */
final class WayOut {

  private final DuplicateCache duplicates;
  private final PortCounters counters;
  private final Complaints complaints;
  private final ChannelHandlerContext context;
  private final LoopInbox inbox;
  private final WriteFailures failures;

  WayOut(
      DuplicateCache duplicates,
      PortCounters counters,
      Complaints complaints,
      ChannelHandlerContext context) {
    this.duplicates = duplicates;
    this.counters = counters;
    this.complaints = complaints;
    this.context = context;
    this.inbox = new LoopInbox(context);
    this.failures = new WriteFailures(context.channel(), this::notSent);
  }

  /** Runs now where the loop is the caller; otherwise there, and soon. */
  void onLoop(Runnable work) {
    if (context.executor().inEventLoop()) {
      work.run();
    } else {
      inbox.add(work);
    }
  }

  /** A request that was taken is settled: replied or silent comes next, a refusal later. */
  void settled(long nanos) {
    counters.settled(nanos);
  }

  /** A request that was taken gets no answer: a copy of it is a new try. */
  void giveUp(RequestKey request, InetSocketAddress sender, Reason reason) {
    duplicates.forget(request);
    counters.givenUp();
    silent(sender, reason);
  }

  /** The answer to a request that was taken, when it is due; its copies get the same. */
  void answer(RequestKey request, InetSocketAddress sender, Outcome.Reply reply) {
    if (reply.after().isZero()) {
      answerNow(request, sender, reply);
      return;
    }
    context
        .executor()
        .schedule(
            () -> {
              answerNow(request, sender, reply);
              context.flush();
            },
            reply.after().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void answerNow(RequestKey request, InetSocketAddress sender, Outcome.Reply reply) {
    duplicates.answered(request, reply, System.nanoTime());
    counters.replied(sender.getAddress());
    send(sender, reply.room(), reply.length());
  }

  /**
   * What a socket takes no more of is not kept for later: the router asks again, and gets the same.
   */
  void send(InetSocketAddress to, byte[] reply, int length) {
    if (!context.channel().isWritable()) {
      counters.unsent();
      return;
    }
    ByteBuf content = context.alloc().directBuffer(length).writeBytes(reply, 0, length);
    context.write(new DatagramPacket(content, to), failures);
  }

  /** What the network does not take, as an answer to port 0, is no fault of ours. */
  private void notSent(Throwable why) {
    if (why instanceof IOException unsent) {
      counters.unsent();
      complaints.unsent(unsent, System.nanoTime());
    } else {
      failed(why);
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
  void failed(Throwable cause) {
    counters.failed();
    complaints.failed(context.channel().localAddress(), cause, System.nanoTime());
  }
}
