package id.gerbang.radius.listen;

import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which router a request is from (radius-rfc, section 1.1, step 2): the one at its source address;
 * else, of those that may move, the one whose NAS-Identifier it bears and whose secret it proves.
 */
final class Recognition {

  private final RouterRegistry routers;
  private final Strangers strangers;

  Recognition(RouterRegistry routers, Strangers strangers) {
    this.routers = routers;
    this.strangers = strangers;
  }

  Optional<Router> at(InetAddress address) {
    return routers.at(address);
  }

  /**
   * A router away from its address; whoever is none goes to the inbox. Two with one name and one
   * secret can't be told apart: neither is taken.
   */
  Optional<Router> moved(InetAddress address, RadiusPacket request) {
    String identifier = request.printable(Attribute.NAS_IDENTIFIER);
    List<Router> proven =
        routers.identified(identifier).stream()
            .filter(router -> proves(request, router.secret()))
            .toList();
    if (proven.size() == 1) {
      return Optional.of(proven.get(0));
    }
    strangers.note(address, identifier);
    return Optional.empty();
  }

  /** An Access-Request's authenticator is random: only Message-Authenticator proves anything. */
  private static boolean proves(RadiusPacket request, Secret secret) {
    MessageAuthenticator signature = Authenticators.checkMessageAuthenticator(request, secret);
    return request.code() == Code.ACCOUNTING_REQUEST
        ? signature != MessageAuthenticator.FORGED
            && Authenticators.isRequestGenuine(request, secret)
        : signature == MessageAuthenticator.GENUINE;
  }
}
