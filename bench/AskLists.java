import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Asks each list of a billing service again and again, each time with other values, and prints what
 * 50 and 99 of a hundred answers took: {@code java bench/AskLists.java URL TOKEN SUBSCRIPTIONS
 * TIMES}. An answer that is not 200 is counted and named.
 */
public final class AskLists {

  private static final Random RANDOM = new Random(7);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static String base;
  private static String token;
  private static int customers;

  public static void main(String[] arguments) throws Exception {
    base = arguments[0] + "/api/v1";
    token = arguments[1];
    customers = Integer.parseInt(arguments[2]);
    int times = Integer.parseInt(arguments[3]);
    System.out.printf("| list | p50 ms | p99 ms | not 200 |%n| --- | ---: | ---: | ---: |%n");
    for (Map.Entry<String, Supplier<String>> list : lists().entrySet()) {
      double[] millis = new double[times];
      int refused = 0;
      for (int i = -10; i < times; i++) {
        String path = list.getValue().get();
        long start = System.nanoTime();
        int status = ask(path);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
          refused += status == 200 ? 0 : 1;
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          "| %s | %.1f | %.1f | %d |%n",
          list.getKey(), millis[times / 2], millis[Math.min(times - 1, times * 99 / 100)], refused);
    }
  }

  private static int ask(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path.replace(" ", "%20")))
            .header("Authorization", "Bearer " + token)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static int customer() {
    return 1 + RANDOM.nextInt(customers);
  }

  private static String cursor(long most) {
    return Long.toString((long) (RANDOM.nextDouble() * most), Character.MAX_RADIX);
  }

  private static LocalDate day() {
    return LocalDate.now().minusDays(RANDOM.nextInt(700));
  }

  private static String one(String... of) {
    return of[RANDOM.nextInt(of.length)];
  }

  private static Map<String, Supplier<String>> lists() {
    long invoices = 24L * customers;
    Map<String, Supplier<String>> lists = new LinkedHashMap<>();
    lists.put("customers", () -> "/customers");
    lists.put("customers, somewhere", () -> "/customers?cursor=" + cursor(customers));
    lists.put("customers by name", () -> "/customers?sort=name&cursor=" + cursor(customers));
    lists.put("customers q=phone as dialled", () -> "/customers?q=081%09d".formatted(customer()));
    lists.put("customers q=part of a phone", () -> "/customers?q=%05d".formatted(customer()));
    lists.put("customers q=number", () -> "/customers?q=c-%05d".formatted(customer()));
    lists.put("customers q=username", () -> "/customers?q=user%d@".formatted(customer()));
    lists.put("customers q=first name", () -> "/customers?q=" + one("budi", "siti", "wayan", "asep"));
    lists.put("customers q=whole name", () -> "/customers?q=" + one("budi s", "siti l", "asep w") + one("antoso ", "estari ") + "a");
    lists.put("customers q=street", () -> "/customers?q=" + one("mawar no. 1", "dahlia no. 77", "kamboja"));
    lists.put("customers q=two letters", () -> "/customers?q=" + one("ar", "zq", "9x", "xq"));
    lists.put("customers q=nobody", () -> "/customers?q=" + one("zzqqx", "tidak ada", "qqqqq1"));
    lists.put("customers in an area, overdue", () -> "/customers?due=overdue&area=Area " + RANDOM.nextInt(50));
    lists.put("customers overdue by name", () -> "/customers?due=overdue&sort=name");
    lists.put("customers isolated", () -> "/customers?status=isolated&cursor=" + cursor(customers));
    lists.put("customers terminated (none)", () -> "/customers?status=terminated");
    lists.put("customers with a tag", () -> "/customers?tag=" + one("gratis", "ruko", "none"));
    lists.put("customers of a plan", () -> "/customers?planId=" + (1 + RANDOM.nextInt(10)));
    lists.put("customers of a router", () -> "/customers?routerId=" + (1 + RANDOM.nextInt(20)));
    lists.put("customers alike", () -> "/customers/duplicates?name=Budi Santoso&address=Jl&phone=0811%08d&username=user%d@isp".formatted(customer(), customer()));
    lists.put("subscriptions", () -> "/subscriptions?cursor=" + cursor(customers));
    lists.put("subscriptions q", () -> "/subscriptions?q=user%d".formatted(customer()));
    lists.put("subscriptions q=nobody", () -> "/subscriptions?q=zzqqx" + customer());
    lists.put("subscriptions isolated", () -> "/subscriptions?status=isolated&cursor=" + cursor(customers));
    lists.put("subscriptions suspended (none)", () -> "/subscriptions?status=suspended");
    lists.put("subscriptions of an area", () -> "/subscriptions?area=Area " + RANDOM.nextInt(50));
    lists.put("subscriptions of a router", () -> "/subscriptions?routerId=" + (1 + RANDOM.nextInt(20)));
    lists.put("subscriptions that expire (none)", () -> "/subscriptions?billing=prepaid&expiresBefore=" + day() + "T00:00:00Z");
    lists.put("invoices", () -> "/invoices?cursor=" + cursor(invoices));
    lists.put("invoices newest first", () -> "/invoices?sort=-issuedAt");
    lists.put("invoices open", () -> "/invoices?status=open&sort=" + one("issuedAt", "-issuedAt"));
    lists.put("invoices void (none)", () -> "/invoices?status=void");
    lists.put("invoices of a customer", () -> "/invoices?customerId=" + customer());
    lists.put("invoices q=number", () -> "/invoices?q=-%07d".formatted(1 + RANDOM.nextInt((int) invoices)));
    lists.put("invoices q=customer", () -> "/invoices?q=C-%05d".formatted(customer()));
    lists.put("invoices q=nobody", () -> "/invoices?q=zzqqx");
    lists.put("invoices due in a week", () -> { LocalDate day = day(); return "/invoices?dueAfter=" + day + "&dueBefore=" + day.plusDays(7); });
    lists.put("invoices open in an area", () -> "/invoices?status=open&area=Area " + RANDOM.nextInt(50));
    lists.put("payments", () -> "/payments?cursor=" + cursor(invoices));
    lists.put("payments newest first", () -> "/payments?sort=-recordedAt");
    lists.put("payments by a method", () -> "/payments?method=" + one("cash", "qris", "none"));
    lists.put("payments of a day", () -> { LocalDate day = day(); return "/payments?from=" + day + "&to=" + day; });
    lists.put("payments of an area and a month", () -> { LocalDate day = day(); return "/payments?from=%s&to=%s&area=Area %d".formatted(day, day.plusDays(30), RANDOM.nextInt(50)); });
    lists.put("payments of a customer", () -> "/payments?customerId=" + customer());
    lists.put("payments q=customer", () -> "/payments?q=C-%05d".formatted(customer()));
    lists.put("payments q=nobody", () -> "/payments?q=zzqqx");
    lists.put("due houses", () -> "/due-houses");
    lists.put("due houses of an area", () -> "/due-houses?area=Area " + RANDOM.nextInt(50));
    lists.put("collectors", () -> "/collectors");
    lists.put("hand-overs", () -> "/cash-handovers?collector=staff:penagih" + RANDOM.nextInt(20));
    lists.put("cash book of the till, these days", () -> "/cash-book?date=" + LocalDate.now().minusDays(RANDOM.nextInt(7)));
    lists.put("cash book of the till, any day", () -> "/cash-book?date=" + day());
    lists.put("cash book of a collector, any day", () -> "/cash-book?holder=staff:penagih%d&date=%s".formatted(RANDOM.nextInt(20), day()));
    lists.put("free accounts", () -> "/reports/free-accounts");
    for (String list : List.of("paid-but-blocked", "unpaid-but-online", "paying-but-never-online", "free-but-online")) {
      lists.put(list, () -> "/standing-lists/" + list);
    }
    lists.put("sessions online", () -> "/sessions?online=true&router=" + (1 + RANDOM.nextInt(20)));
    lists.put("sessions of one", () -> "/sessions?username=user%d@isp".formatted(customer()));
    lists.put("audit", () -> "/audit");
    return lists;
  }
}
