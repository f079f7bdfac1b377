package id.gerbang.radius.converge;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.session.SessionKey;
import java.time.Instant;

/** A session that outlived its Disconnect, to be removed over its router's API. */
record Removal(SessionKey session, int generation, Reason cause, Reason reason, Instant wantedAt) {}
