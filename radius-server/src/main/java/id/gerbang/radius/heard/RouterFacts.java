package id.gerbang.radius.heard;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * What was heard of one router since it was last written down.
 *
 * @param provenAddress where the packet came from that proved its secret
 * @param wrongSecrets how many requests were under another secret
 */
record RouterFacts(
    long routerId,
    Optional<Instant> heard,
    Optional<Instant> proven,
    Optional<InetAddress> provenAddress,
    Optional<Instant> signed,
    Optional<Instant> unsigned,
    Optional<Instant> wrongSecret,
    Optional<WrongSecret> wrongSecretBy,
    long wrongSecrets) {}
