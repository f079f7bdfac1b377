package id.gerbang.app.bras;

/** The counters of {@code /radius monitor}; a request counts once however often it is resent. */
public record ClientCounters(
    long requests, long accepts, long rejects, long resends, long timeouts, long badReplies) {}
