package id.gerbang.billing.document;

import id.gerbang.billing.document.DocumentDao.Addressee;
import id.gerbang.billing.document.Sheet.Style;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.wording.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What every document begins with: who sends it, what it is, to whom, and its dates. */
record Letterhead(IspProfile isp, Optional<byte[]> logo, Wording wording) {

  private static final float WIDTH = Sheet.RIGHT - Sheet.LEFT;
  private static final float HALF = WIDTH / 2 - 10;
  private static final float SECOND = Sheet.LEFT + HALF + 20;
  private static final float LOGO = 160;

  /** A line of the right half. */
  record Fact(String name, String value) {}

  void write(Sheet sheet, String title, Addressee addressee, List<Fact> facts) throws IOException {
    if (logo.isPresent()) {
      sheet.logo(logo.get());
    }
    float wide = logo.isPresent() ? WIDTH - LOGO : WIDTH;
    line(sheet, isp.name(), Style.TITLE, wide);
    line(sheet, isp.address(), Style.PLAIN, wide);
    line(sheet, isp.phone(), Style.PLAIN, wide);
    line(sheet, isp.npwp().isEmpty() ? "" : "NPWP " + isp.npwp(), Style.PLAIN, wide);
    if (logo.isPresent()) {
      sheet.below(Sheet.LOGO_HEIGHT);
    }
    sheet.rule();
    sheet.down(6);
    sheet.text(title, Style.TITLE, Sheet.LEFT, WIDTH);
    sheet.down(8);

    float top = sheet.y();
    sheet.text(wording.say("customer"), Style.SMALL, Sheet.LEFT, HALF);
    line(sheet, addressee.name(), Style.STRONG, HALF);
    line(sheet, addressee.number(), Style.PLAIN, HALF);
    line(sheet, addressee.address().orElse(""), Style.PLAIN, HALF);
    line(sheet, addressee.npwp().map(npwp -> "NPWP " + npwp).orElse(""), Style.PLAIN, HALF);
    float left = sheet.y();
    sheet.to(top);
    for (Fact fact : facts) {
      sheet.text(fact.name() + ": " + fact.value(), Style.PLAIN, SECOND, HALF);
    }
    sheet.to(Math.min(left, sheet.y()));
    sheet.down(10);
  }

  private static void line(Sheet sheet, String text, Style style, float width) throws IOException {
    if (!text.isBlank()) {
      sheet.text(text, style, Sheet.LEFT, width);
    }
  }
}
