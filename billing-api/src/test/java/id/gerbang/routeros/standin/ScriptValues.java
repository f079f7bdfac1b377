package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads values: words, quoted text, variables, lists, and commands and expressions in brackets. */
final class ScriptValues {

  private static final String ENDS = " \t\r\n;)]}";

  private final ScriptText source;
  private final ScriptStatements statements;
  private final ScriptExpressions expressions;
  private final Set<String> declared = new HashSet<>();

  ScriptValues(ScriptText source, ScriptStatements statements) {
    this.source = source;
    this.statements = statements;
    this.expressions = new ScriptExpressions(source, this);
  }

  ScriptExpressions expressions() {
    return expressions;
  }

  void declare(String variable) {
    declared.add(variable);
  }

  void requireDeclared(String name, int where) {
    if (!declared.contains(name)) {
      throw source.bad("undefined variable " + name, where);
    }
  }

  ScriptNode value() {
    source.skipBlanks();
    int where = source.pos;
    ScriptNode value =
        switch (source.peek()) {
          case '"' -> quoted();
          case '[' -> substituted();
          case '(' -> parenthesised();
          case '$' -> variable();
          case '{' -> list();
          default -> bare();
        };
    if (!source.isAtEnd() && ENDS.indexOf(source.peek()) < 0 && source.peek() != '=') {
      throw source.bad("expected end of command", where == source.pos ? where : source.pos);
    }
    return value;
  }

  private ScriptNode bare() {
    StringBuilder word = new StringBuilder();
    while (!source.isAtEnd() && ENDS.indexOf(source.peek()) < 0) {
      if ("\"[({$".indexOf(source.peek()) >= 0) {
        throw source.bad("expected end of command", source.pos);
      }
      word.append(source.peek());
      source.pos++;
    }
    String whole = word.toString();
    return scope -> whole;
  }

  ScriptNode variable() {
    int where = source.pos;
    source.expect('$');
    if (source.peek() == '[') {
      return substituted();
    }
    if (source.peek() == '(') {
      return parenthesised();
    }
    String name = source.word("");
    requireDeclared(name, where);
    return scope -> scope.get(name);
  }

  ScriptNode substituted() {
    String before = source.menu;
    source.expect('[');
    ScriptNode statement = statements.statement();
    source.skipBlanks();
    source.expect(']');
    source.menu = before;
    return statement;
  }

  ScriptNode parenthesised() {
    source.expect('(');
    ScriptNode inner = expressions.expression(null);
    source.skipBlanks();
    source.expect(')');
    return inner;
  }

  private ScriptNode list() {
    source.expect('{');
    List<ScriptNode> elements = new ArrayList<>();
    source.skipSeparators();
    while (source.peek() != '}') {
      if (source.isAtEnd()) {
        throw source.bad("expected closing brace", source.pos);
      }
      elements.add(value());
      source.skipSeparators();
    }
    source.pos++;
    return scope -> elements.stream().map(element -> element.in(scope)).toList();
  }

  ScriptNode quoted() {
    int where = source.pos;
    source.expect('"');
    List<ScriptNode> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (true) {
      if (source.isAtEnd()) {
        throw source.bad("expected closing quote", where);
      }
      char next = source.peek();
      if (next == '"') {
        source.pos++;
        break;
      }
      if (next == '$') {
        String before = ScriptText.text(plain);
        parts.add(scope -> before);
        plain.setLength(0);
        parts.add(variable());
      } else if (next == '\\') {
        plain.append(source.escaped());
      } else {
        plain.append(next);
        source.pos++;
      }
    }
    String rest = ScriptText.text(plain);
    parts.add(scope -> rest);
    return scope ->
        String.join("", parts.stream().map(part -> Operators.text(part.in(scope))).toList());
  }
}
