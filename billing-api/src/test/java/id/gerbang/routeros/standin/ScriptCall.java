package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One command as it was read: its menu, its path, its arguments, and which rows it looks for. */
record ScriptCall(
    Schema.Menu of,
    String path,
    Map<String, ScriptNode> named,
    @Nullable ScriptNode filter,
    Function<String, Script.Bad> bad)
    implements ScriptNode {

  @Override
  public Object in(ScriptScope scope) {
    try {
      if (command().equals("find") || filter != null) {
        return found(scope);
      }
      Map<String, String> arguments = new LinkedHashMap<>();
      for (Map.Entry<String, ScriptNode> argument : named.entrySet()) {
        Object value = argument.getValue().in(scope);
        if (argument.getKey().equals("numbers")
            && value instanceof List<?> list
            && list.isEmpty()) {
          return Operators.NOTHING;
        }
        arguments.put(
            argument.getKey(),
            Operators.text(value).replace(';', argument.getKey().equals("numbers") ? ',' : ';'));
      }
      Commands.Reply reply = run(scope, path, arguments);
      if (command().equals("print")) {
        reply.rows().forEach(row -> scope.run().output().add(row.toString()));
      }
      return reply.ret().<Object>map(ret -> ret).orElse(Operators.NOTHING);
    } catch (Refusal refused) {
      throw bad.apply(refused.says());
    }
  }

  private String command() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private List<Object> found(ScriptScope scope) {
    List<Object> ids = new ArrayList<>();
    for (Map<String, String> row : run(scope, of.path() + "/print", Map.of("detail", "")).rows()) {
      if (filter == null || Operators.isTrue(filter.in(scope.at(row)))) {
        ids.add(Objects.requireNonNull(row.get(".id")));
      }
    }
    return ids;
  }

  private static Commands.Reply run(ScriptScope scope, String path, Map<String, String> arguments) {
    ScriptRun run = scope.run();
    return run.router()
        .run(run.login(), Commands.Way.SCRIPT, path, arguments, new Query(List.of()));
  }
}
