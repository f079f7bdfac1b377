package id.gerbang.routeros.standin;

/** What was read of a script, to be run: gives a value. */
interface ScriptNode {
  Object in(ScriptScope scope);
}
