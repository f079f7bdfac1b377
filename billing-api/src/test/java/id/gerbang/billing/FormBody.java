package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A form with a file, as a browser sends it. */
final class FormBody {

  static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  FormBody text(String name, String value) {
    return part("name=\"" + name + "\"\r\n", value.getBytes(UTF_8));
  }

  FormBody file(String name, byte[] content) {
    return part(
        "name=\"" + name + "\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n", content);
  }

  byte[] done() {
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  private FormBody part(String head, byte[] content) {
    body.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + head + "\r\n").getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(UTF_8));
    return this;
  }
}
