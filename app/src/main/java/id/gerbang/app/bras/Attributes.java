package id.gerbang.app.bras;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The attributes of a packet or a session, in their order. */
public final class Attributes implements Iterable<Attribute> {

  private final List<Attribute> list;

  Attributes(List<Attribute> list) {
    this.list = List.copyOf(list);
  }

  public List<Attribute> all(AttributeType type) {
    return list.stream().filter(attribute -> attribute.is(type)).toList();
  }

  public Optional<Attribute> first(AttributeType type) {
    return list.stream().filter(attribute -> attribute.is(type)).findFirst();
  }

  public boolean has(AttributeType type) {
    return first(type).isPresent();
  }

  public Optional<String> text(AttributeType type) {
    return first(type).map(Attribute::text);
  }

  public OptionalLong integer(AttributeType type) {
    return first(type).map(Attribute::integer).orElse(OptionalLong.empty());
  }

  public Optional<InetAddress> address(AttributeType type) {
    return first(type).flatMap(Attribute::address);
  }

  boolean contains(Attribute attribute) {
    return list.contains(attribute);
  }

  /** These attributes, in which each type that the changes hold has the values of the changes. */
  Attributes replacedBy(List<Attribute> changes) {
    List<Attribute> result = new ArrayList<>(list);
    result.removeIf(old -> changes.stream().anyMatch(old::isSameTypeAs));
    result.addAll(changes);
    return new Attributes(result);
  }

  @Override
  public Iterator<Attribute> iterator() {
    return list.iterator();
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
