package id.gerbang.app.bras;

import java.net.InetAddress;
import java.util.List;

/** What the router says of itself and of a call, in Access-Requests and accounting alike. */
record RouterFacts(
    InetAddress address, String identity, String pppoeService, String pppoeInterface) {

  private static final int FRAMED = 2;
  private static final int PPP = 1;
  private static final int ETHERNET = 15;
  private static final int VIRTUAL = 5;

  List<Attribute> router() {
    return List.of(
        Attribute.text(AttributeType.NAS_IDENTIFIER, identity),
        Attribute.address(AttributeType.NAS_IP_ADDRESS, address));
  }

  List<Attribute> call(Modem modem, SessionId id) {
    return switch (modem.service()) {
      case PPPOE ->
          List.of(
              Attribute.integer(AttributeType.SERVICE_TYPE, FRAMED),
              Attribute.integer(AttributeType.FRAMED_PROTOCOL, PPP),
              Attribute.integer(AttributeType.NAS_PORT, id.port()),
              Attribute.integer(AttributeType.NAS_PORT_TYPE, ETHERNET),
              Attribute.text(AttributeType.USER_NAME, modem.username()),
              Attribute.text(AttributeType.CALLING_STATION_ID, modem.callingStation()),
              Attribute.text(AttributeType.CALLED_STATION_ID, pppoeService),
              Attribute.text(AttributeType.NAS_PORT_ID, pppoeInterface),
              Attribute.text(AttributeType.ACCT_SESSION_ID, id.text()));
      case SSTP ->
          List.of(
              Attribute.integer(AttributeType.SERVICE_TYPE, FRAMED),
              Attribute.integer(AttributeType.FRAMED_PROTOCOL, PPP),
              Attribute.integer(AttributeType.NAS_PORT, id.port()),
              Attribute.integer(AttributeType.NAS_PORT_TYPE, VIRTUAL),
              Attribute.text(AttributeType.USER_NAME, modem.username()),
              Attribute.text(AttributeType.CALLING_STATION_ID, modem.callingStation()),
              Attribute.text(AttributeType.CALLED_STATION_ID, address.getHostAddress()),
              Attribute.text(AttributeType.ACCT_SESSION_ID, id.text()));
    };
  }
}
