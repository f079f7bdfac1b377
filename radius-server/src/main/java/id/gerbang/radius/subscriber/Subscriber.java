package id.gerbang.radius.subscriber;

import id.gerbang.core.access.Entitlement;
import id.gerbang.radius.auth.Password;

/** One username that may ask to be let in: what it is entitled to, and how it proves itself. */
public record Subscriber(Entitlement entitlement, Password password) {}
