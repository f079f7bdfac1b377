package id.gerbang.billing.job;

import java.time.Duration;

/** Something that time brings about. It can run twice without harm. */
public interface Job {

  /** As in {@code /jobs/{name}}. */
  String name();

  /** Asked anew each time, since a setting may move it. */
  Schedule schedule();

  /** How long after its time it may be undone before that is an alarm. */
  Duration patience();

  /** Does what is due, and says in words what that was. */
  String run();
}
