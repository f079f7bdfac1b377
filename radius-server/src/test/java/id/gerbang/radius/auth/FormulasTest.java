package id.gerbang.radius.auth;

import static id.gerbang.radius.packet.Packets.octets;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.OwnVectors;
import id.gerbang.radius.packet.Packets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulasTest {

  @ParameterizedTest
  @CsvSource({
    "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
    "a, bde52cb31de33e46245e05fbdbd6fb24",
    "abc, a448017aaf21d8525fc10ae87aa6729d",
    "message digest, d9130a8164549fe818874806e1c7014b",
    "abcdefghijklmnopqrstuvwxyz, d79e1c308aa5bbcdeea8ed63df412da9",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, "
        + "043f8582f241db351ce627e153e7f0e4",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890, "
        + "e33b4ddc9c38f2199c3e7b164fcc0536"
  })
  void md4_is_that_of_rfc_1320_a_5(String message, String digest) {
    assertThat(Md4.digest(message.getBytes(US_ASCII))).isEqualTo(octets(digest));
  }

  @Test
  void rfc_2433_nt_response() {
    Password password = Password.of("MyPw");

    assertThat(password.ntHash()).isEqualTo(octets("fc156af7edcd6c0edde3337d427f4eac"));
    assertThat(Des.challengeResponse(password.ntHash(), octets("102db5df085d3041")))
        .isEqualTo(octets("4e9d3c8f9cfd385d5bf4d3246791956ca4c351ab409a3d61"));
  }

  @Test
  void rfc_2759_9_2_and_rfc_3079_3_5_3() {
    Password password = Password.of("clientPass");
    MsChapV2Formulas formulas = MsChapV2Formulas.ofThread();
    byte[] hash =
        formulas.challengeHash(
            octets("21402324255e262a28295f2b3a337c7e"),
            0,
            octets("5b5d7c7d7b3f2f3e3c2c602132262628"),
            "User".getBytes(US_ASCII),
            0);
    byte[] ntResponse = Des.challengeResponse(password.ntHash(), hash);
    formulas.begin(password, ntResponse, 0);

    assertThat(hash).isEqualTo(octets("d02e4386bce91226"));
    assertThat(password.ntHash()).isEqualTo(octets("44ebba8d5312b8d611474411f56989ae"));
    assertThat(Md4.digest(password.ntHash())).isEqualTo(octets("41c00c584bd2d91c4017a2a12fa59f3f"));
    assertThat(ntResponse).isEqualTo(octets("82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df"));
    assertThat(new String(formulas.success((byte) 1), US_ASCII))
        .isEqualTo("\u0001S=407A5589115FD0D6209F510FE9C04566932CDA56");
    assertThat(formulas.serverSendKey()).isEqualTo(octets("8b7cdc149b993a1ba118cb153f56dccb"));
    assertThat(formulas.serverRecvKey()).isEqualTo(octets("d5f0e9521e3ea9589645e86051c82226"));
  }

  @Test
  void mppe_keys_hide_as_given() throws Exception {
    byte[] sendKey = new byte[MppeKey.SIZE];
    Arrays.fill(sendKey, (byte) 0xff);
    MppeKey.hide(
        octets("8b7cdc149b993a1ba118cb153f56dccb"),
        0x8001,
        Packets.packet("01010014" + OwnVectors.AUTHENTICATOR),
        OwnVectors.SECRET,
        sendKey);

    assertThat(
            Packets.packet(OwnVectors.MSCHAP2_ACCEPT)
                .vendorOctets(Microsoft.VENDOR, Microsoft.MS_MPPE_SEND_KEY))
        .contains(sendKey);
  }

  @Test
  void salts_have_their_top_bit_and_differ() {
    assertThat(MppeKey.Salts.of(0x12349234)).isEqualTo(new MppeKey.Salts(0x9234, 0x9235));
  }

  @Test
  void ms_chap_error_is_written_as_given() {
    byte[] attribute = octets(OwnVectors.MSCHAP2_ERROR);
    byte[] value = Arrays.copyOfRange(attribute, 8, attribute.length);

    assertThat(MsChap.error((byte) 1, octets("5b5d7c7d7b3f2f3e3c2c602132262628")))
        .isEqualTo(
            EncodedAttributes.writer()
                .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_ERROR, value)
                .encode());
  }
}
