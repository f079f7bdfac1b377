package id.gerbang.billing.gateway;

/**
 * What a customer paid, divided.
 *
 * @param forUs pays invoices, or is credit
 * @param customerFee on top of it; less where less came
 * @param gatewayFee what the gateway keeps of all of it
 */
record Received(long forUs, long customerFee, long gatewayFee) {

  static Received of(AttemptRow attempt, long gross) {
    long customerFee = Math.min(attempt.customerFee(), Math.max(0, gross - attempt.amount()));
    return new Received(gross - customerFee, customerFee, Math.min(attempt.gatewayFee(), gross));
  }
}
