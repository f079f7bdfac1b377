package id.gerbang.routeros.standin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a block while it runs, and the row that a `find` looks at. */
record ScriptScope(
    ScriptRun run,
    Map<String, Object> variables,
    @Nullable ScriptScope around,
    Map<String, String> row) {

  static ScriptScope of(ScriptRun run) {
    return new ScriptScope(run, new HashMap<>(), null, Map.of());
  }

  /** A block within this one. */
  ScriptScope inner() {
    return at(row);
  }

  ScriptScope at(Map<String, String> looked) {
    return new ScriptScope(run, new HashMap<>(), this, looked);
  }

  Object get(String name) {
    for (ScriptScope scope = this; scope != null; scope = scope.around) {
      Object value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return Operators.NOTHING;
  }

  void set(String name, Object value) {
    for (ScriptScope scope = this; scope != null; scope = scope.around) {
      if (scope.variables.containsKey(name)) {
        scope.variables.put(name, value);
        return;
      }
    }
    variables.put(name, value);
  }
}
