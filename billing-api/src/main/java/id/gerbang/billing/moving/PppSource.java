package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.billing.moving.Account.Term;
import id.gerbang.billing.past.Past;
import id.gerbang.billing.plan.RateLimitFields;
import id.gerbang.core.dictionary.AddressText;
import id.gerbang.routeros.ExportText;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Local secrets of a router, over its API or from its export. They know no price and no end; those
 * that are here too hide the RADIUS accounts as long as they stay, so they are removed last.
 */
public final class PppSource implements Source {

  private static final String SECRETS = "/ppp/secret";
  private static final String PROFILES = "/ppp/profile";
  private static final Set<String> SERVICES = Set.of("pppoe", "sstp");

  private final RouterMenus routers;

  public PppSource(RouterMenus routers) {
    this.routers = routers;
  }

  @Override
  public Intake file(byte[] content, Choices choices) {
    return intake(new Menus(ExportText.read(content), Optional.empty()), choices);
  }

  @Override
  public Intake router(Ref router, Choices choices, Actor actor) {
    return intake(routers.read(router, List.of(SECRETS, PROFILES), actor), choices);
  }

  private static Intake intake(Menus menus, Choices choices) {
    if (menus.of(SECRETS).isEmpty()) {
      throw Problem.unprocessable("content", "has no /ppp secret");
    }
    Map<String, Row> profiles = new HashMap<>();
    menus.of(PROFILES).forEach(row -> row.get("name").ifPresent(name -> profiles.put(name, row)));
    List<Account> accounts =
        menus.of(SECRETS).stream().map(secret -> account(secret, profiles)).toList();
    Map<String, Tariff> tariffs = new HashMap<>();
    profiles.forEach((name, row) -> tariffs.put(name, tariff(name, row)));
    accounts.forEach(it -> tariffs.computeIfAbsent(it.tariff(), Tariff::untold));
    return AccountsIntake.of(
        new Moved(
            accounts,
            tariffs,
            Past.NONE,
            List.of(
                "local secrets hide accounts of the same names here: remove them when the router is cut over")),
        choices);
  }

  private static Account account(Row secret, Map<String, Row> profiles) {
    String profile = Written.text(secret, "profile").orElse("default");
    String name = secret.get("name").orElse("");
    Optional<String> caller = Written.text(secret, "caller-id");
    List<String> notes = new ArrayList<>();
    caller
        .filter(it -> !Written.isMac(it))
        .ifPresent(it -> notes.add("may log in from %s alone: not carried".formatted(it)));
    String service = Written.text(secret, "service").orElse("any");
    long in = Written.number(secret, "limit-bytes-in");
    long out = Written.number(secret, "limit-bytes-out");
    return new Account(
        "ppp:" + name,
        name,
        Written.password(secret, "password"),
        Written.person(secret, name),
        Optional.of(service).filter(SERVICES::contains),
        profile,
        reply(secret, notes),
        Optional.ofNullable(profiles.get(profile)).filter(it -> it.isTrue("only-one")).map(it -> 1),
        caller.filter(Written::isMac).stream().toList(),
        false,
        new Term.Open(),
        in + out == 0
            ? Map.of()
            : Map.of(Loss.QUOTA, "limits of %d octets in and %d out".formatted(in, out)),
        leftOut(secret, service),
        notes);
  }

  private static List<AttributeField> reply(Row secret, List<String> notes) {
    List<AttributeField> reply = new ArrayList<>();
    Written.text(secret, "remote-address").ifPresent(it -> reply.add(address(it)));
    for (String route : secret.get("routes").orElse("").split(",")) {
      if (!route.isBlank()) {
        reply.add(new AttributeField("Framed-Route", route.strip()));
      }
    }
    Written.text(secret, "remote-ipv6-prefix")
        .filter(it -> !it.equals("::/0"))
        .ifPresent(it -> reply.add(new AttributeField("Framed-IPv6-Prefix", it)));
    Written.text(secret, "ipv6-routes")
        .ifPresent(it -> notes.add("the IPv6 route %s is not carried".formatted(it)));
    Written.text(secret, "local-address")
        .ifPresent(it -> notes.add("the router's own address %s is not carried".formatted(it)));
    return reply;
  }

  /** A pool is named where an address could stand. */
  private static AttributeField address(String text) {
    return new AttributeField(
        AddressText.read(text).isPresent() ? "Framed-IP-Address" : "Framed-Pool", text);
  }

  private static Optional<AttributeField> pool(Row profile, String property, String attribute) {
    return Written.text(profile, property)
        .filter(it -> !it.equals("none"))
        .map(it -> new AttributeField(attribute, it));
  }

  private static Optional<FieldError> leftOut(Row secret, String service) {
    if (secret.isTrue("disabled")) {
      return Optional.of(new FieldError("username", "is disabled there"));
    }
    return service.equals("any") || SERVICES.contains(service)
        ? Optional.empty()
        : Optional.of(new FieldError("service", "is %s, which is not here".formatted(service)));
  }

  private static Tariff tariff(String name, Row profile) {
    List<AttributeField> reply = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Optional<RateLimitFields> rate = Optional.empty();
    try {
      rate = Written.text(profile, "rate-limit").map(RateLimitFields::of);
    } catch (IllegalArgumentException e) {
      wrong.add("rate-limit " + e.getMessage());
    }
    Written.text(profile, "remote-address").ifPresent(it -> reply.add(address(it)));
    Written.text(profile, "address-list")
        .ifPresent(it -> reply.add(new AttributeField("Mikrotik-Address-List", it)));
    pool(profile, "remote-ipv6-prefix-pool", "Framed-IPv6-Pool").ifPresent(reply::add);
    pool(profile, "dhcpv6-pd-pool", "Mikrotik-Delegated-IPv6-Pool").ifPresent(reply::add);
    return new Tariff(
        name, Optional.empty(), Optional.empty(), rate, reply, Map.of(), wrong, List.of());
  }
}
