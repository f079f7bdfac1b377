package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;

/** A kind of system that an ISP moves in from. It is read, and never written to. */
public interface Source {

  /**
   * What a file of it holds.
   *
   * @throws Problem it can't be read
   */
  Intake file(byte[] content, Choices choices);

  /**
   * What a router of ours tells of it. No connection of the database's may be held meanwhile.
   *
   * @throws Problem the router does not tell
   */
  default Intake router(Ref router, Choices choices, Actor actor) {
    throw Problem.unprocessable("router", "is for what routers hold: send a file");
  }
}
