package id.gerbang.billing.audit;

import id.gerbang.billing.audit.AuditReport.AuditFinding;
import id.gerbang.billing.audit.AuditReport.Kind;
import id.gerbang.billing.http.AuditSigner;
import id.gerbang.core.seal.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Walks the whole chain and names the first row that was changed, removed or inserted (P28). */
public final class AuditVerification {

  private static final int PAGE = 5_000;

  private final Jdbi jdbi;
  private final SecretKeySpec key;
  private final AuditSigner signer;
  private final Optional<NotedHead> noted;

  /**
   * @param head the file that notes how far the chain had come; empty: none does
   */
  public AuditVerification(Jdbi jdbi, Sealer sealer, Optional<Path> head) {
    this.jdbi = jdbi;
    this.key = ChainLink.key(sealer);
    this.signer = new AuditSigner();
    signer.use(sealer);
    this.noted = head.map(NotedHead::new);
  }

  /** Of one moment: what is written and chained meanwhile is not looked at. */
  public AuditReport verify() {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, this::verify);
  }

  private AuditReport verify(Handle handle) {
    ChainDao dao = handle.attach(ChainDao.class);
    Optional<ChainLink> expected = noted.map(AuditVerification::read).flatMap(head -> head);
    ChainLink head = ChainLink.NONE;
    List<ChainDao.Sealed> page;
    do {
      page = dao.sealed(head.seq(), PAGE);
      for (ChainDao.Sealed sealed : page) {
        Optional<AuditFinding> wrong = wrong(head, sealed);
        if (wrong.isPresent()) {
          return report(head, 0, wrong);
        }
        head = new ChainLink(sealed.seq(), sealed.found(), sealed.mac());
      }
    } while (page.size() == PAGE);
    Optional<AuditFinding> cutOff = expected.flatMap(end -> cutOff(dao, end));
    if (cutOff.isPresent()) {
      return report(head, 0, cutOff);
    }
    return unchained(dao, head);
  }

  private Optional<AuditFinding> wrong(ChainLink before, ChainDao.Sealed sealed) {
    long place = before.seq() + 1;
    if (sealed.seq() != place) {
      return finding(
          null, place, Kind.UNCHAINED, "place %d of the chain is missing".formatted(place));
    }
    long id = sealed.auditId();
    if (sealed.id() == null) {
      return finding(
          id, place, Kind.REMOVED, "row %d, at place %d, was removed".formatted(id, place));
    }
    AuditRow row = sealed.row();
    if (!MessageDigest.isEqual(before.next(key, row, sealed.found()).mac(), sealed.mac())) {
      return finding(
          id,
          place,
          Kind.CHANGED,
          "row %d, at place %d, is not the one that was chained there".formatted(id, place));
    }
    return sealed.found() || row.writtenHere(signer) ? Optional.empty() : inserted(id, place);
  }

  private Optional<AuditFinding> cutOff(ChainDao dao, ChainLink end) {
    if (end.seq() == 0
        || dao.link(end.seq())
            .filter(link -> MessageDigest.isEqual(link.mac(), end.mac()))
            .isPresent()) {
      return Optional.empty();
    }
    return finding(
        null,
        end.seq(),
        Kind.CUT_OFF,
        ("the chain does not go through place %d as %s notes it: its end was removed, or this"
                + " database was restored from before")
            .formatted(end.seq(), noted.orElseThrow()));
  }

  /** What waits for its place is signed already. */
  private AuditReport unchained(ChainDao dao, ChainLink head) {
    long waiting = 0;
    long after = 0;
    List<AuditRow> page;
    do {
      page = dao.unsealed(after, PAGE);
      for (AuditRow row : page) {
        after = row.id();
        if (head.seq() > 0 && !row.writtenHere(signer)) {
          return report(head, waiting, inserted(row.id(), null));
        }
        waiting++;
      }
    } while (page.size() == PAGE);
    return report(head, waiting, dao.copy().flatMap(id -> inserted(id, null)));
  }

  private static Optional<AuditFinding> inserted(long id, @Nullable Long place) {
    return finding(
        id, place, Kind.INSERTED, "row %d was not written by Gerbang under this key".formatted(id));
  }

  private static Optional<AuditFinding> finding(
      @Nullable Long id, @Nullable Long place, Kind kind, String words) {
    return Optional.of(new AuditFinding(id, place, kind, words));
  }

  private static AuditReport report(ChainLink head, long waiting, Optional<AuditFinding> first) {
    return new AuditReport(
        first.isEmpty(), head.seq(), waiting, head.toString(), first.orElse(null));
  }

  private static Optional<ChainLink> read(NotedHead noted) {
    try {
      return noted.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
