package id.gerbang.radius.session;

/**
 * How a router names a session (RFC 2866 §5.5, and User-Name since ids come round again). The same
 * key may name another session after a reboot: {@link SessionMerge} tells them apart.
 *
 * @param acctSessionId as received: never a number, never another case
 * @param username as received
 */
public record SessionKey(long routerId, String acctSessionId, String username) {}
