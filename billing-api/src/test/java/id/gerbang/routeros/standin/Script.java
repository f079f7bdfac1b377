package id.gerbang.routeros.standin;

import java.util.List;

/**
 * RouterOS script, as much as set-ups are written in: menus, `add` and `set` below them, `[find
 * …]`, `:if`, `:foreach`, variables. One statement is read, names and all, and then run; the first
 * error stops and what came before stays. Names are not completed: the console would take `/int`
 * for `/interface`, and here it is an error.
 */
final class Script {

  /** What is wrong, and where: `expected end of command (line 1 column 20)`. */
  static final class Bad extends RuntimeException {

    Bad(String message, int line, int column) {
      super(message + " (line " + line + " column " + column + ")", null, false, false);
    }
  }

  private final Machine router;
  private final Commands.Login login;
  private final ScriptText source;
  private final ScriptStatements statements;

  Script(Machine router, Commands.Login login, String text) {
    this.router = router;
    this.login = login;
    source = new ScriptText(text);
    statements = new ScriptStatements(source, router.tree().schema(), router.version());
  }

  /** Runs it all; what it printed. */
  List<String> run() {
    ScriptRun run = ScriptRun.of(router, login);
    ScriptScope scope = ScriptScope.of(run);
    source.skipSeparators();
    while (!source.isAtEnd()) {
      int where = source.pos;
      ScriptNode statement = statements.whole();
      try {
        statement.in(scope);
      } catch (Refusal refused) {
        throw source.bad(refused.says(), where);
      }
      source.skipSeparators();
    }
    return run.output();
  }

  /** Reads it all and does nothing. */
  void read() {
    source.skipSeparators();
    while (!source.isAtEnd()) {
      statements.whole();
      source.skipSeparators();
    }
  }
}
