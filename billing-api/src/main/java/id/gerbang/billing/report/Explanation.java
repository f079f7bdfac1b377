package id.gerbang.billing.report;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.report.ExplanationDao.Answer;
import id.gerbang.billing.report.ExplanationDao.Bill;
import id.gerbang.billing.report.ExplanationDao.Paid;
import id.gerbang.billing.report.ExplanationDao.Person;
import id.gerbang.billing.report.Story.Chapter;
import id.gerbang.core.access.Entitlement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The whole story of one username for whoever picks up the phone: who, what they get now and why,
 * the bill, what staff did, the connection, the last answers. It decides by the same code as the
 * RADIUS server and only reads.
 */
public final class Explanation {

  /** What the detail of an Accept that no Start followed begins with. */
  private static final String CAUSES = "causes=";

  private static final int PAYMENTS = 3;
  private static final int ANSWERS = 10;
  private static final int NEAR_NAMES = 5;

  private final ExplanationDao dao;
  private final Words words;
  private final Instant now;

  private Explanation(ExplanationDao dao, Words words, Instant now) {
    this.dao = dao;
    this.words = words;
    this.now = now;
  }

  /**
   * Tells it, as of now.
   *
   * @param username exactly as the modem sends it
   * @param zone the ISP's
   * @param language Indonesian, or English for any other
   */
  public static Story of(
      Handle handle, String username, Instant now, ZoneId zone, Locale language) {
    Explanation explanation =
        new Explanation(handle.attach(ExplanationDao.class), new Words(language, zone), now);
    return explanation
        .dao
        .person(username)
        .map(explanation::known)
        .orElseGet(() -> explanation.unknown(username));
  }

  private Story known(Person person) {
    Entitlement entitlement = dao.entitlement(person.id());
    List<RouterRow> routers = dao.routers();
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(customer(person, entitlement));
    chapters.add(new GateChapter(words, now).of(entitlement, routers));
    chapters.add(bill(person));
    hold(person).ifPresent(chapters::add);
    chapters.add(
        new SessionChapter(words, now)
            .of(
                entitlement,
                routers,
                dao.liveSessions(person.id(), person.username()),
                dao.lastEnd(person.id(), person.username())));
    chapters.add(
        new Chapter(
            words.say("chapter.answers"),
            orElse(
                answers(dao.lastAnswers(person.id(), person.username(), ANSWERS)), "answer.none")));
    return new Story(true, chapters);
  }

  private Story unknown(String username) {
    List<String> sentences = new ArrayList<>();
    sentences.add(words.say("unknown.none", username));
    dao.archivedAt(username)
        .ifPresent(at -> sentences.add(words.say("unknown.archived", words.moment(at))));
    dao.nearNames(username, NEAR_NAMES)
        .forEach(name -> sentences.add(words.say("unknown.near", name)));
    return new Story(
        false,
        List.of(
            new Chapter(words.say("chapter.unknown"), sentences),
            new Chapter(
                words.say("chapter.refusals"),
                orElse(answers(dao.lastRefusals(username, ANSWERS)), "unknown.no_refusals"))));
  }

  private Chapter customer(Person person, Entitlement entitlement) {
    return new Chapter(
        words.say("chapter.customer"),
        List.of(
            words.say(
                "customer.who",
                person.number(),
                person.name(),
                person.username(),
                person.service()),
            words.say(
                "customer.plan",
                person.plan(),
                words.rate(entitlement.rateLimit()),
                rupiah(person.price()),
                words.period(person.period()))));
  }

  private Chapter bill(Person person) {
    List<String> sentences = new ArrayList<>();
    List<Bill> open = dao.openBills(person.customerId(), person.id());
    open.forEach(bill -> sentences.add(bill(bill)));
    if (open.isEmpty()) {
      sentences.add(words.say("bill.none"));
    }
    if (open.size() > 1) {
      sentences.add(words.say("bill.sum", rupiah(open.stream().mapToLong(Bill::open).sum())));
    }
    person
        .unpaidSince()
        .ifPresent(
            since ->
                sentences.add(
                    words.say(
                        "bill.unpaid." + person.unpaidAction().orElseThrow(),
                        words.moment(since))));
    long credit = dao.credit(person.customerId());
    if (credit != 0) {
      sentences.add(words.say("bill.credit", rupiah(credit)));
    }
    List<Paid> payments = dao.lastPayments(person.customerId(), PAYMENTS);
    payments.forEach(payment -> sentences.add(payment(payment)));
    if (payments.isEmpty()) {
      sentences.add(words.say("bill.no_payment"));
    }
    return new Chapter(words.say("chapter.bill"), sentences);
  }

  private String bill(Bill bill) {
    LocalDate overdueFrom = bill.dueDate().plusDays(1);
    LocalDate today = words.dayOf(now);
    return words.say(
        today.isBefore(overdueFrom) ? "bill.open" : "bill.overdue",
        bill.number(),
        words.day(bill.dueDate()),
        rupiah(bill.total()),
        rupiah(bill.paid()),
        rupiah(bill.open()),
        words.day(overdueFrom),
        words.days(today.toEpochDay() - bill.dueDate().toEpochDay()));
  }

  private String payment(Paid payment) {
    return words.say(
        payment.reference().isPresent() ? "bill.payment.reference" : "bill.payment",
        words.moment(payment.receivedAt()),
        rupiah(payment.amount()),
        words.orItself("method.", payment.method()),
        payment.reference().orElse(""));
  }

  private Optional<Chapter> hold(Person person) {
    return person
        .heldSince()
        .map(
            since -> {
              List<String> sentences = new ArrayList<>();
              sentences.add(
                  person
                      .heldBy()
                      .map(actor -> words.say("hold.by", nameOf(actor), words.moment(since)))
                      .orElseGet(() -> words.say("hold.since", words.moment(since))));
              person
                  .heldReason()
                  .ifPresent(reason -> sentences.add(words.say("hold.reason", reason)));
              sentences.add(end(person));
              return new Chapter(words.say("chapter.hold"), sentences);
            });
  }

  private String end(Person person) {
    if (person.heldUntilPaid()) {
      return words.say("hold.until_paid");
    }
    return person
        .heldUntil()
        .map(
            until ->
                words.say(now.isBefore(until) ? "hold.until" : "hold.over", words.moment(until)))
        .orElseGet(() -> words.say("hold.open_end"));
  }

  /** {@code staff:rina} is rina to whoever reads. */
  private static String nameOf(String actor) {
    return actor.substring(actor.indexOf(':') + 1);
  }

  private static String rupiah(long amount) {
    return Money.rupiah(amount).text();
  }

  private List<String> answers(List<Answer> answers) {
    return answers.stream().map(answer -> String.join(" ", told(answer))).toList();
  }

  private List<String> told(Answer answer) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        words.say(
            "answer.line"
                + (answer.router().isPresent() ? "" : ".no_router")
                + (answer.cause().isPresent() ? ".cause" : ""),
            words.moment(answer.at()),
            answer.router().orElse(""),
            words.orItself("answer.", answer.answer()),
            words.reason(answer.reason()),
            answer.cause().map(words::reason).orElse("")));
    String detail = answer.detail().orElse("");
    if (answer.answer().equals("no-start") && detail.startsWith(CAUSES)) {
      for (String cause : detail.substring(CAUSES.length()).split(",")) {
        sentences.add(words.orItself("no_start.", cause));
      }
    }
    return sentences;
  }

  private List<String> orElse(List<String> sentences, String key) {
    return sentences.isEmpty() ? List.of(words.say(key)) : sentences;
  }
}
