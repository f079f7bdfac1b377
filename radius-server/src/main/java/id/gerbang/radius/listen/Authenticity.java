package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.WrongSecret;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is believed (radius-rfc, sections 1.1 and 3), and what that says of its router.
 * Nothing here costs more than two digests.
 */
final class Authenticity {

  private final RouterWatch watch;

  Authenticity(RouterWatch watch) {
    this.watch = watch;
  }

  /**
   * Why a request is not believed, if it is not.
   *
   * @param at the address of ours that it was sent to, or any
   */
  @Nullable Reason refusal(
      Router router, RadiusPacket request, InetAddress sender, InetAddress at, long nanos) {
    if (!Authenticators.isRequestGenuine(request, router.secret())) {
      watch.wrongSecret(router, WrongSecret.ACCOUNTING);
      return Reason.BAD_AUTHENTICATOR;
    }
    MessageAuthenticator signature =
        Authenticators.checkMessageAuthenticator(request, router.secret());
    if (signature == MessageAuthenticator.FORGED) {
      watch.wrongSecret(router, WrongSecret.MESSAGE_AUTHENTICATOR);
      return Reason.BAD_AUTHENTICATOR;
    }
    if (request.code() == Code.ACCOUNTING_REQUEST) {
      watch.proved(router, sender, at, nanos);
      return null;
    }
    boolean eap = request.has(Attribute.EAP_MESSAGE);
    if (signature == MessageAuthenticator.GENUINE) {
      if (!eap && request.code() == Code.ACCESS_REQUEST) {
        watch.signed(router, sender, at, nanos);
      } else {
        watch.proved(router, sender, at, nanos);
      }
      return null;
    }
    if (request.code() == Code.ACCESS_REQUEST) {
      watch.unsigned(router);
    }
    if (request.code() == Code.STATUS_SERVER || eap || router.requiresSignature()) {
      return Reason.MESSAGE_AUTHENTICATOR_REQUIRED;
    }
    return request.has(Attribute.PROXY_STATE) ? Reason.PROXY_STATE_UNSIGNED : null;
  }
}
