package id.gerbang.routeros.standin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions. With a menu, bare words on the left are its properties, and a blank between
 * two means and.
 */
final class ScriptExpressions {

  private final ScriptText source;
  private final ScriptValues values;

  ScriptExpressions(ScriptText source, ScriptValues values) {
    this.source = source;
    this.values = values;
  }

  ScriptNode expression(Schema.@Nullable Menu of) {
    ScriptNode left = both(of);
    source.skipBlanks();
    while (source.takes("||") || source.takes("or ")) {
      ScriptNode one = left;
      ScriptNode other = both(of);
      left = scope -> Operators.isTrue(one.in(scope)) || Operators.isTrue(other.in(scope));
      source.skipBlanks();
    }
    return left;
  }

  private ScriptNode both(Schema.@Nullable Menu of) {
    ScriptNode left = compared(of);
    source.skipBlanks();
    while (source.takes("&&")
        || source.takes("and ")
        || (of != null && !source.ends() && !source.isNext("or ") && source.peek() != '|')) {
      ScriptNode one = left;
      ScriptNode other = compared(of);
      left = scope -> Operators.isTrue(one.in(scope)) && Operators.isTrue(other.in(scope));
      source.skipBlanks();
    }
    return left;
  }

  private ScriptNode compared(Schema.@Nullable Menu of) {
    source.skipBlanks();
    if (source.takes("!")) {
      ScriptNode denied = compared(of);
      return scope -> !Operators.isTrue(denied.in(scope));
    }
    ScriptNode left = joined(of);
    source.skipBlanks();
    for (String operator : List.of("!=", "<=", ">=", "=", "<", ">", "~")) {
      if (source.takes(operator)) {
        ScriptNode right = joined(null);
        return scope -> Operators.compare(operator, left.in(scope), right.in(scope));
      }
    }
    return left;
  }

  private ScriptNode joined(Schema.@Nullable Menu of) {
    ScriptNode left = term(of);
    source.skipBlanks();
    while (of == null && !source.ends() && ".+-".indexOf(source.peek()) >= 0) {
      char operator = source.peek();
      source.pos++;
      ScriptNode one = left;
      ScriptNode other = term(null);
      left =
          scope ->
              switch (operator) {
                case '.' -> Operators.text(one.in(scope)) + Operators.text(other.in(scope));
                case '+' -> Operators.number(one.in(scope)) + Operators.number(other.in(scope));
                default -> Operators.number(one.in(scope)) - Operators.number(other.in(scope));
              };
      source.skipBlanks();
    }
    return left;
  }

  private ScriptNode term(Schema.@Nullable Menu of) {
    source.skipBlanks();
    switch (source.peek()) {
      case '"':
        return values.quoted();
      case '[':
        return values.substituted();
      case '(':
        return values.parenthesised();
      case '$':
        return values.variable();
      default:
        int where = source.pos;
        String word = source.word(of == null ? ".:/*" : ".");
        if (word.isEmpty()) {
          throw source.bad("expected value", where);
        }
        if (of == null) {
          return scope -> word;
        }
        if (!of.properties().containsKey(word) && !word.equals(".id")) {
          throw source.bad("expected end of command", where);
        }
        return scope -> scope.row().getOrDefault(word, "");
    }
  }
}
