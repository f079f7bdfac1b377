package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.List;

/** One run of a script: where, as whom, and what it has printed. */
record ScriptRun(Machine router, Commands.Login login, List<String> output) {

  static ScriptRun of(Machine router, Commands.Login login) {
    return new ScriptRun(router, login, new ArrayList<>());
  }
}
