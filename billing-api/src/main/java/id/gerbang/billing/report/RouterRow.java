package id.gerbang.billing.report;

import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;

/** A router as far as it decides what a subscriber gets there. */
public record RouterRow(
    long id,
    String name,
    boolean enabled,
    boolean archived,
    String isolation,
    String isolationList,
    String isolationPool,
    String isolationRate) {

  RouterPolicy policy() {
    return new RouterPolicy(Isolation.of(isolation), isolationList, isolationPool, isolationRate);
  }
}
