package io.sallyport.edge.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The last handler of a connection, and what each of them knows of its channel. */
public abstract class ConnectionHandler extends ChannelInboundHandlerAdapter {

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else happens
  protected ChannelHandlerContext context;

  @SuppressWarnings("NullAway.Init") // as context
  protected Channel channel;

  @SuppressWarnings("NullAway.Init") // as context
  protected Output output;

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    channel = ctx.channel();
    output = new Output(ctx);
  }
}
