package id.gerbang.billing.grant;

import id.gerbang.billing.http.Checks;
import id.gerbang.core.dictionary.Dictionary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes that every grant has, unless its plan or subscription names the same. */
public record DefaultAttributes(@Nullable List<AttributeField> attributes) {

  DefaultAttributes checked(Dictionary dictionary) {
    Checks checks = new Checks();
    List<AttributeField> checked =
        AttributeField.checked(attributes, checks, "attributes", dictionary);
    AcceptRoom.check(List.of(), checked, checks, "", dictionary);
    checks.done();
    return new DefaultAttributes(checked);
  }
}
