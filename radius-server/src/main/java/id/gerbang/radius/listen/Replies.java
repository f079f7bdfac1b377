package id.gerbang.radius.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers of one socket on their way out, on its event loop. Those of one length to one address
 * leave as one, which the kernel cuts ({@code UDP_SEGMENT}, udp(7)): a burst of a router's logins
 * walks through the network's code once. Where the way to a router can't cut, they leave one by
 * one.
 */
final class Replies {

  /** {@code UDP_MAX_SEGMENTS} of kernels since 4.18. */
  private static final int MOST = 64;

  /** A piece has to fit into what the way carries, octets; a longer one goes in fragments. */
  private static final int LONGEST = 1_200;

  /** Room is made for so many, as a read seldom brings more. */
  private static final int USUAL = 16;

  /** EIO: without checksums in hardware, or by IPsec, the kernel does not cut. */
  private static final int CAN_NOT_CUT = -5;

  private final Runnable unsent;
  private final List<Alike> waiting = new ArrayList<>();
  private boolean cut;

  /** Answers of one length to one address, one after the other. */
  private record Alike(InetSocketAddress to, int each, ByteBuf content) {

    boolean takes(InetSocketAddress recipient, int length) {
      return length == each && content.readableBytes() < MOST * each && recipient.equals(to);
    }

    boolean single() {
      return content.readableBytes() == each;
    }
  }

  /**
   * @param cut whether the kernel cuts at all
   * @param unsent told of each answer that the socket takes no more of
   */
  Replies(boolean cut, Runnable unsent) {
    this.cut = cut;
    this.unsent = unsent;
  }

  /**
   * What a socket takes no more of is not kept for later: the router asks again, and gets the same.
   */
  void add(ChannelHandlerContext context, InetSocketAddress to, byte[] reply) {
    if (!context.channel().isWritable()) {
      unsent.run();
      return;
    }
    if (!cut || reply.length > LONGEST) {
      single(context, to, context.alloc().directBuffer(reply.length).writeBytes(reply));
      return;
    }
    for (int i = waiting.size() - 1; i >= 0; i--) {
      Alike alike = waiting.get(i);
      if (alike.takes(to, reply.length)) {
        alike.content().writeBytes(reply);
        return;
      }
    }
    ByteBuf content = context.alloc().directBuffer(USUAL * reply.length).writeBytes(reply);
    waiting.add(new Alike(to, reply.length, content));
  }

  /** All that is there leaves, in as few system calls as there can be. */
  void flush(ChannelHandlerContext context) {
    for (int i = 0; i < waiting.size(); i++) {
      depart(context, waiting.get(i));
    }
    waiting.clear();
    context.flush();
  }

  private void depart(ChannelHandlerContext context, Alike alike) {
    if (alike.single()) {
      single(context, alike.to(), alike.content());
      return;
    }
    ByteBuf kept = alike.content().retainedDuplicate();
    context
        .write(new SegmentedDatagramPacket(alike.content(), alike.each(), alike.to()))
        .addListener(sent -> left(context, sent, alike, kept));
  }

  private static void single(ChannelHandlerContext context, InetSocketAddress to, ByteBuf content) {
    context.write(new DatagramPacket(content, to), context.voidPromise());
  }

  private void left(ChannelHandlerContext context, Future<?> sent, Alike alike, ByteBuf kept) {
    try {
      if (sent.isSuccess()) {
        return;
      }
      if (sent.cause() instanceof NativeIoException refused
          && refused.expectedErr() == CAN_NOT_CUT) {
        cut = false;
      }
      while (kept.isReadable()) {
        single(context, alike.to(), kept.readRetainedSlice(alike.each()));
      }
      context.flush();
    } finally {
      kept.release();
    }
  }
}
