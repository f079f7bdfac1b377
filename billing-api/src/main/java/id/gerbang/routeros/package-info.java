/**
 * A client of MikroTik's RouterOS: its binary API, plain and over TLS, for every version, and REST
 * for version 7 behind the same face. Java alone, and Jackson for the JSON of REST; it knows
 * nothing of subscribers or bills. It blocks while it waits, so it is never called where packets
 * are answered.
 *
 * <pre>{@code
 * RouterAddress address =
 *     RouterAddress.of("10.0.0.1", RouterAddress.Protocol.API_SSL, "gerbang", new Password("…"))
 *         .trusting(Trust.pinned("9f86d081…"));
 * try (RouterOs router = RouterOs.open(address)) {
 *   for (Row row :
 *       router.print("/ppp/active", List.of(".id", "name"), Condition.equal("name", "budi"))) {
 *     router.remove("/ppp/active", row.id());
 *   }
 * } // whatever goes wrong is a RouterOsException, whose kind() is one of a closed list
 * }</pre>
 */
@NullMarked
package id.gerbang.routeros;

import org.jspecify.annotations.NullMarked;
