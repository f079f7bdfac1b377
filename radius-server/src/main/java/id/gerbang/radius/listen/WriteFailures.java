package id.gerbang.radius.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import java.util.function.Consumer;

/**
 * What all writes of a socket share: it is never done, and tells of each that failed. Of a {@code
 * VoidChannelPromise} the pipeline would hear instead, which can't tell it from a failed read.
 */
final class WriteFailures extends DefaultChannelPromise {

  private final Consumer<Throwable> told;

  WriteFailures(Channel channel, Consumer<Throwable> told) {
    super(channel);
    this.told = told;
  }

  @Override
  public boolean setUncancellable() {
    return true;
  }

  @Override
  public boolean trySuccess(Void sent) {
    return true;
  }

  @Override
  public ChannelPromise setFailure(Throwable why) {
    told.accept(why);
    return this;
  }

  @Override
  public boolean tryFailure(Throwable why) {
    told.accept(why);
    return true;
  }
}
