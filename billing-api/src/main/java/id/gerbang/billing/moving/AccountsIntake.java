package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Elsewhere;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.IntakePlan;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.plan.SavePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What accounts and tariffs of another system are to become: a plan for each way in which accounts
 * of a tariff are answered, the usual one by the tariff's name.
 */
final class AccountsIntake {

  private static final int LONGEST_NAME = 63;

  private final Map<String, Tariff> tariffs;
  private final Choices choices;
  private final Map<Shape, Integer> accounts = new LinkedHashMap<>();
  private final Map<Shape, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private AccountsIntake(Map<String, Tariff> tariffs, Choices choices) {
    this.tariffs = tariffs;
    this.choices = choices;
  }

  static Intake of(Moved moved, Choices choices) {
    return new AccountsIntake(moved.tariffs(), choices).intake(moved);
  }

  private Intake intake(Moved moved) {
    List<Account> all = moved.accounts();
    List<Reply> replies = all.stream().map(account -> new Reply(account.reply())).toList();
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Account account = all.get(i);
      Tariff tariff = tariff(account.tariff());
      Shape shape = Shape.of(account, replies.get(i), tariff, new Reply(tariff.reply()));
      shapes.add(shape);
      if (account.leftOut().isEmpty()) {
        accounts.merge(shape, 1, Integer::sum);
      }
    }
    Map<String, IntakePlan> plans = new LinkedHashMap<>();
    for (Shape shape : accounts.keySet()) {
      String name = name(shape);
      names.put(shape, name);
      plans.putIfAbsent(shape.tariff() + "\n" + name, plan(shape, name));
    }
    List<AccountEntry> entries = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String plan = names.getOrDefault(shapes.get(i), shapes.get(i).tariff());
      entries.add(
          new AccountEntry(
              i + 1,
              all.get(i),
              replies.get(i),
              plan,
              choices,
              answered(all.get(i), shapes.get(i))));
    }
    return new Intake(
        Map.of(), List.of(), entries, List.copyOf(plans.values()), moved.past(), moved.findings());
  }

  /** Its own attributes come instead of its tariff's of the same name. */
  private Elsewhere answered(Account account, Shape shape) {
    Set<String> own =
        account.reply().stream().map(AccountsIntake::plainName).collect(Collectors.toSet());
    List<AttributeField> answer = new ArrayList<>(account.reply());
    tariff(account.tariff()).reply().stream()
        .filter(it -> !own.contains(plainName(it)))
        .forEach(answer::add);
    boolean said = answer.stream().anyMatch(it -> plainName(it).equals("mikrotik-rate-limit"));
    if (!said) {
      shape
          .rate()
          .ifPresent(it -> answer.add(new AttributeField("Mikrotik-Rate-Limit", it.text())));
    }
    Instant end = account.term() instanceof Term.Until until ? until.end() : null;
    return new Elsewhere(end, answer);
  }

  private static String plainName(AttributeField attribute) {
    return String.valueOf(attribute.name()).toLowerCase(Locale.ROOT);
  }

  private Tariff tariff(String name) {
    return Objects.requireNonNull(tariffs.get(name), name);
  }

  private String name(Shape shape) {
    String chosen = Objects.requireNonNull(choices.plans()).get(shape.tariff());
    if (chosen != null) {
      return chosen;
    }
    Shape usual =
        accounts.entrySet().stream()
            .filter(it -> it.getKey().tariff().equals(shape.tariff()))
            .max(Comparator.comparing(Map.Entry::getValue))
            .orElseThrow()
            .getKey();
    return ofItsOwn(
        shape.equals(usual)
            ? shape.tariff()
            : "%s (%s)".formatted(shape.tariff(), shape.unlike(usual)));
  }

  /** As long as a plan's may be; a number tells it from one that is the same so far. */
  private String ofItsOwn(String name) {
    String own = cut(name, LONGEST_NAME);
    for (int n = 2; !taken.add(own); n++) {
      String number = " " + n;
      own = cut(name, LONGEST_NAME - number.length()) + number;
    }
    return own;
  }

  private static String cut(String name, int longest) {
    return name.substring(0, Math.min(name.length(), longest));
  }

  private IntakePlan plan(Shape shape, String name) {
    Tariff tariff = tariff(shape.tariff());
    Reply usual = new Reply(tariff.reply());
    List<String> notes = new ArrayList<>(tariff.notes());
    notes.addAll(usual.notes());
    List<FieldError> errors = new ArrayList<>();
    if (Objects.requireNonNull(choices.plans()).containsKey(tariff.name())) {
      return new IntakePlan(tariff.name(), name, Optional.empty(), errors, notes);
    }
    String field = "choices.plans." + tariff.name();
    tariff.wrong().forEach(why -> errors.add(new FieldError(field, why)));
    tariff
        .losses()
        .forEach(
            (loss, words) -> {
              if (Objects.requireNonNull(choices.without()).contains(loss.choice())) {
                notes.add(words + " is lost");
              } else {
                errors.add(
                    new FieldError(
                        field,
                        "has %s, which no plan here has: name %s in choices.without, or another plan"
                            .formatted(words, loss.choice())));
              }
            });
    Long price =
        Objects.requireNonNull(choices.prices())
            .getOrDefault(tariff.name(), tariff.price().orElse(null));
    if (price == null) {
      errors.add(
          new FieldError("choices.prices." + tariff.name(), "is missing: no price is told there"));
    }
    return new IntakePlan(
        tariff.name(),
        name,
        price == null ? Optional.empty() : Optional.of(save(shape, tariff, usual, name, price)),
        errors,
        notes);
  }

  private static SavePlan save(Shape shape, Tariff tariff, Reply usual, String name, long price) {
    return new SavePlan(
        null,
        name,
        Money.rupiah(price),
        tariff.period().orElse(null),
        shape.rate().orElse(null),
        shape.pool().orElse(null),
        shape.addressList().orElse(null),
        null,
        usual.routes(),
        null,
        usual.others(),
        shape.sessions().orElse(null),
        null,
        null,
        null);
  }
}
