package id.gerbang.app.bras;

/**
 * The counters of {@code /radius incoming monitor}, and the requests met with ordered silence:
 * requests = badRequests + acks + naks + ignored.
 */
public record IncomingCounters(
    long requests, long badRequests, long acks, long naks, long ignored) {}
