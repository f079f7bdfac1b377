package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;

/**
 * What our Class attribute says (RFC 2865 §5.25): who was let in, which login it was, and what that
 * Accept granted. The router returns it with every accounting record; after a CoA only the
 * session's row knows better.
 *
 * @param login random: another login's Class is another session
 */
public record SessionClass(long subscriberId, String login, Granted granted) {}
