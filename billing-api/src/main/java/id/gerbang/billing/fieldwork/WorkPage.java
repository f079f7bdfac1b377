package id.gerbang.billing.fieldwork;

import id.gerbang.billing.incident.IncidentView;
import id.gerbang.billing.incident.IncidentView.PhotoView;
import id.gerbang.billing.incident.IncidentView.Progress;
import id.gerbang.billing.incident.Party;
import id.gerbang.billing.incident.PartyWork.Work;
import id.gerbang.billing.portal.Html;
import id.gerbang.billing.wording.Wording;
import java.util.List;
import java.util.Optional;

/**
 * An incident as one party sees it: whose, since when, the one button, and all steps below it.
 *
 * @param path where the form goes
 */
record WorkPage(Work work, String path, Wording wording) {

  private static final List<Integer> MINUTES_AGO = List.of(5, 15, 30, 60);
  private static final int LONGEST_NOTE = 2000;

  /**
   * @param wrong why nothing was done; empty: nothing was tried
   */
  void write(Html html, String wrong) {
    IncidentView incident = work.incident();
    html.open("section");
    html.element("h1", wording.say("incident.title", incident.number()));
    html.element("p", incident.words(), "class", "state" + (isOut() ? " overdue" : ""));
    html.open("dl");
    fact(html, "incident.customer", incident.customerName());
    if (isField()) {
      work.place()
          .ifPresent(
              place -> {
                place.address().ifPresent(address -> fact(html, "incident.place", address));
                place.phone().ifPresent(phone -> fact(html, "incident.call", phone));
              });
    }
    fact(html, "incident.began", wording.moment(incident.beganAt()));
    html.close();
    html.element("p", wording.say("incident.as", work.link().name()), "class", "small");
    html.close();
    if (!wrong.isEmpty()) {
      html.open("section").element("p", wording.say(wrong), "class", "wrong").close();
    }
    next(html);
    all(html);
  }

  /** Whether there is something to fill in, which a page that asks again would lose. */
  boolean isToDo() {
    return nextOf(work.link().party()).isPresent();
  }

  /** Whether a photo is of a step whose particulars this party sees. */
  boolean shows(long photo) {
    return steps().stream()
        .filter(this::isOpenTo)
        .flatMap(step -> step.photos().stream())
        .anyMatch(one -> one.id() == photo);
  }

  private boolean isOpenTo(Progress step) {
    return isField() || step.party().equals(work.link().party().text());
  }

  private void next(Html html) {
    html.open("section");
    Optional<Progress> own = nextOf(work.link().party());
    if (own.isPresent()) {
      form(html, own.get());
    } else {
      steps().stream()
          .filter(step -> step.status().equals("next"))
          .findFirst()
          .ifPresent(
              step -> html.element("button", waiting(step), "type", "button", "disabled", ""));
    }
    html.close();
  }

  private void form(Html html, Progress step) {
    html.element("h2", wording.say("incident.your.step"));
    html.open(
        "form",
        "method",
        "post",
        "enctype",
        "multipart/form-data",
        "action",
        path + "?lang=" + wording.language());
    html.leaf("input", "type", "hidden", "name", "step", "value", step.step());
    html.element("label", wording.say("incident.when"), "for", "ago");
    html.open("select", "id", "ago", "name", "ago");
    html.element("option", wording.say("incident.now"), "value", "0");
    MINUTES_AGO.forEach(
        minutes ->
            html.element(
                "option",
                wording.say("incident.ago", Integer.toString(minutes)),
                "value",
                Integer.toString(minutes)));
    html.close();
    html.element("label", wording.say("incident.note"), "for", "note");
    html.element(
        "textarea",
        "",
        "id",
        "note",
        "name",
        "note",
        "rows",
        "2",
        "maxlength",
        Integer.toString(LONGEST_NOTE));
    html.element("label", wording.say("incident.photo"), "for", "photo");
    html.leaf(
        "input",
        "id",
        "photo",
        "type",
        "file",
        "name",
        "photo",
        "accept",
        "image/*",
        "capture",
        "environment");
    html.element("button", step.words()).close();
  }

  private void all(Html html) {
    html.open("section")
        .element("h2", wording.say("incident.steps"))
        .open("table", "class", "steps");
    for (Progress step : steps()) {
      html.open("tr").open("th").text(step.words());
      if (isOpenTo(step)) {
        who(html, step);
        photos(html, step);
      }
      html.close().element("td", standing(step)).close();
    }
    html.close().close();
  }

  /** For the customer, who of us did it is nobody's name. */
  private void who(Html html, Progress step) {
    if (step.by() != null) {
      html.leaf("br").element("span", step.by(), "class", "small");
    }
    if (step.note() != null) {
      html.leaf("br").element("span", step.note(), "class", "small");
    }
  }

  private void photos(Html html, Progress step) {
    for (PhotoView photo : step.photos()) {
      html.leaf("br");
      html.element(
          "a",
          wording.say("incident.photo.of", step.words()),
          "class",
          "small",
          "href",
          path + "/photos/" + photo.id());
    }
  }

  private String standing(Progress step) {
    return switch (step.status()) {
      case "taken" -> step.at() == null ? "" : "✓ " + wording.clock(step.at());
      case "undone" -> wording.say("incident.undone");
      case "skipped" -> wording.say("incident.skipped");
      default -> wording.say("incident.to.come") + " · " + party(step);
    };
  }

  private String waiting(Progress step) {
    return wording.say("incident.waiting", party(step), step.words());
  }

  private String party(Progress step) {
    return wording.say("incident." + step.party());
  }

  private Optional<Progress> nextOf(Party party) {
    return steps().stream()
        .filter(step -> step.status().equals("next") && step.party().equals(party.text()))
        .findFirst();
  }

  private List<Progress> steps() {
    List<Progress> steps = work.incident().steps();
    return steps == null ? List.of() : steps;
  }

  private boolean isField() {
    return work.link().party() == Party.FIELD;
  }

  private boolean isOut() {
    return work.incident().state().equals("out");
  }

  private void fact(Html html, String name, String value) {
    html.element("dt", wording.say(name)).element("dd", value);
  }
}
