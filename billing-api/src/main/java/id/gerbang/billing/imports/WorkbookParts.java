package id.gerbang.billing.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What stands around a workbook's sheets: which is the first, and the texts that cells refer to.
 */
final class WorkbookParts extends DefaultHandler {

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private final Map<String, String> targets = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final CellText text = new CellText();
  private @Nullable String first;
  private boolean from1904;

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    text.start(name);
    switch (name) {
      case "sheet" -> {
        String id = attributes.getValue(RELATIONS, "id");
        first = first == null ? id : first;
      }
      case "workbookPr" ->
          from1904 =
              "1".equals(attributes.getValue("date1904"))
                  || "true".equals(attributes.getValue("date1904"));
      case "Relationship" -> targets.put(attributes.getValue("Id"), attributes.getValue("Target"));
      case "si" -> text.clear();
      default -> {}
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    text.end(name);
    if (name.equals("si")) {
      texts.add(text.text());
    }
  }

  @Override
  public void characters(char[] characters, int from, int length) {
    text.add(characters, from, length);
  }

  boolean countsFrom1904() {
    return from1904;
  }

  List<String> texts() {
    return texts;
  }

  /** Its name in the archive. */
  String firstSheet() {
    String target = first == null ? null : targets.get(first);
    if (target == null) {
      return "xl/worksheets/sheet1.xml";
    }
    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
  }
}
