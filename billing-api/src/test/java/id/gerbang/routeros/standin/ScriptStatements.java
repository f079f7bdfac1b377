package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.List;

/** Reads statements: blocks, what begins with a colon, and commands. */
final class ScriptStatements {

  private final ScriptText source;
  private final ScriptValues values;
  private final ScriptCommands commands;

  ScriptStatements(ScriptText source, Schema schema, RouterOsVersion version) {
    this.source = source;
    this.values = new ScriptValues(source, this);
    this.commands = new ScriptCommands(source, values, schema, version);
  }

  /** A statement that stands by itself: nothing is left of it. */
  ScriptNode whole() {
    ScriptNode statement = statement();
    source.skipBlanks();
    if (!source.isAtEnd() && ")]}".indexOf(source.peek()) >= 0) {
      throw source.bad("expected end of command", source.pos);
    }
    return statement;
  }

  private ScriptNode block() {
    String before = source.menu;
    source.expect('{');
    List<ScriptNode> statements = new ArrayList<>();
    source.skipSeparators();
    while (source.peek() != '}' || source.isAtEnd()) {
      if (source.isAtEnd()) {
        throw source.bad("expected closing brace", source.pos);
      }
      statements.add(statement());
      source.skipSeparators();
    }
    source.pos++;
    source.menu = before;
    return scope -> {
      ScriptScope inner = scope.inner();
      Object last = Operators.NOTHING;
      for (ScriptNode statement : statements) {
        last = statement.in(inner);
      }
      return last;
    };
  }

  ScriptNode statement() {
    source.skipBlanks();
    if (source.peek() == '{') {
      return block();
    }
    if (source.ends()) {
      throw source.bad("bad command name " + source.peek(), source.pos);
    }
    if (source.peek() == ':') {
      source.pos++;
      return builtIn();
    }
    return commands.command();
  }

  private ScriptNode builtIn() {
    int where = source.pos;
    String name = source.word("");
    switch (name) {
      case "local", "global":
        return declaration();
      case "set":
        source.skipBlanks();
        String variable = source.word("");
        values.requireDeclared(variable, where);
        ScriptNode to = values.value();
        return scope -> {
          scope.set(variable, to.in(scope));
          return Operators.NOTHING;
        };
      case "if":
        return condition();
      case "foreach":
        return loop();
      case "for":
        return counted();
      case "do":
        return attempt();
      case "put", "error", "delay", "len", "tostr", "tonum", "typeof", "return", "log":
        return called(name, where);
      default:
        throw source.bad("bad command name " + name, where);
    }
  }

  private ScriptNode declaration() {
    source.skipBlanks();
    String name = source.word("");
    values.declare(name);
    source.skipBlanks();
    ScriptNode value = source.ends() ? scope -> Operators.NOTHING : values.value();
    return scope -> {
      scope.variables().put(name, value.in(scope));
      return Operators.NOTHING;
    };
  }

  private ScriptNode keyword(String name) {
    source.skipBlanks();
    int where = source.pos;
    if (!source.word("").equals(name) || source.peek() != '=') {
      throw source.bad("expected " + name + "=", where);
    }
    source.pos++;
    source.skipBlanks();
    return source.peek() == '{' ? block() : values.value();
  }

  private boolean comes(String keyword) {
    int before = source.pos;
    source.skipBlanks();
    boolean comes = source.word("").equals(keyword) && source.peek() == '=';
    source.pos = before;
    return comes;
  }

  private ScriptNode condition() {
    source.skipBlanks();
    ScriptNode asked = values.value();
    ScriptNode then = keyword("do");
    ScriptNode otherwise = comes("else") ? keyword("else") : scope -> Operators.NOTHING;
    return scope -> Operators.isTrue(asked.in(scope)) ? then.in(scope) : otherwise.in(scope);
  }

  private ScriptNode loop() {
    source.skipBlanks();
    String variable = source.word("");
    values.declare(variable);
    ScriptNode in = keyword("in");
    ScriptNode does = keyword("do");
    return scope -> {
      Object all = in.in(scope);
      for (Object one : all instanceof List<?> list ? list : List.of(all)) {
        ScriptScope inner = scope.inner();
        inner.variables().put(variable, one);
        does.in(inner);
      }
      return Operators.NOTHING;
    };
  }

  private ScriptNode counted() {
    source.skipBlanks();
    String variable = source.word("");
    values.declare(variable);
    ScriptNode from = keyword("from");
    ScriptNode to = keyword("to");
    ScriptNode does = keyword("do");
    return scope -> {
      for (long i = Operators.number(from.in(scope)); i <= Operators.number(to.in(scope)); i++) {
        ScriptScope inner = scope.inner();
        inner.variables().put(variable, i);
        does.in(inner);
      }
      return Operators.NOTHING;
    };
  }

  private ScriptNode attempt() {
    source.skipBlanks();
    ScriptNode does = block();
    ScriptNode onError = comes("on-error") ? keyword("on-error") : null;
    if (onError == null) {
      return does;
    }
    return scope -> {
      try {
        return does.in(scope);
      } catch (Script.Bad failed) {
        return onError.in(scope);
      }
    };
  }

  private ScriptNode called(String name, int where) {
    if (name.equals("log")) {
      source.skipBlanks();
      source.word("");
    }
    source.skipBlanks();
    ScriptNode of = source.ends() ? scope -> "" : values.value();
    return scope -> {
      Object value = of.in(scope);
      switch (name) {
        case "put" -> scope.run().output().add(Operators.text(value));
        case "error" -> throw source.bad(Operators.text(value), where);
        case "delay" -> Times.duration("delay-time", Operators.text(value));
        default -> {}
      }
      return switch (name) {
        case "len" ->
            (long) (value instanceof List<?> list ? list.size() : Operators.text(value).length());
        case "tostr" -> Operators.text(value);
        case "tonum" -> Operators.number(value);
        case "typeof" -> Operators.typeOf(value);
        case "return" -> value;
        default -> Operators.NOTHING;
      };
    };
  }
}
