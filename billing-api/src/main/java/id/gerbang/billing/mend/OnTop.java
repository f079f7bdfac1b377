package id.gerbang.billing.mend;

import static id.gerbang.routeros.CommandText.quoted;

import id.gerbang.routeros.CommandText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Script that puts the rules of a menu above all rules of others, in their order. */
public final class OnTop {

  private OnTop() {}

  public static List<String> lines(String menu, List<RouterItem> items) {
    Map<String, RouterItem> rules = new LinkedHashMap<>();
    items.stream()
        .filter(item -> item.onTop() && item.menu().equals(menu))
        .forEach(item -> rules.put(item.comment(), item));
    String word = menu.substring(menu.lastIndexOf('/') + 1);
    String first = word + "First";
    String found = word + "Found";
    StringBuilder others = new StringBuilder("dynamic!=yes");
    rules.keySet().forEach(comment -> others.append(" and comment!=").append(quoted(comment)));
    List<String> lines = new ArrayList<>();
    lines.add(":local " + first + " \"\"");
    lines.add(":local " + found + " \"no\"");
    lines.add(
        ":foreach rule in=[%s find where %s] do={ :if ($%3$s = \"no\") do={ :set %4$s $rule; :set %3$s \"yes\" } }"
            .formatted(RouterItem.text(menu), others, found, first));
    rules.values().forEach(rule -> lines.add(onTop(rule, first, found)));
    return lines;
  }

  private static String onTop(RouterItem rule, String first, String found) {
    String menu = RouterItem.text(rule.menu());
    String comment = "comment=" + quoted(rule.comment());
    String add = menu + " add " + values(rule) + " " + comment;
    String ours = "[find " + comment + "]";
    String set = menu + " set " + ours + " " + values(rule);
    String move = menu + " move numbers=" + ours;
    String before = " place-before=$" + first;
    String there = " destination=$" + first;
    return ":if ([:len [%s find %s]] = 0) do={ :if ($%s = \"yes\") do={ %s } else={ %s } } else={ %s; :if ($%3$s = \"yes\") do={ %s } else={ %s } }"
        .formatted(menu, comment, found, add + before, add, set, move + there, move);
  }

  private static String values(RouterItem rule) {
    return rule.properties().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + CommandText.value(entry.getValue()))
        .collect(Collectors.joining(" "));
  }
}
