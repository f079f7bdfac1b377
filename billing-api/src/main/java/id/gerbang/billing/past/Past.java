package id.gerbang.billing.past;

/** What another system tells of the time before. Asked once more, it tells the same. */
@FunctionalInterface
public interface Past {

  /** Of a system that tells nothing of it. */
  Past NONE = heard -> {};

  /** All of it, one by one. */
  void tell(Heard heard);

  /** Who listens. */
  interface Heard {

    void payment(PastPayment payment);

    void session(PastSession session);

    void counter(PastCounter counter);

    /**
     * Something that can't come along.
     *
     * @param what and why, in words behind their number
     */
    void leftOut(String what);
  }
}
