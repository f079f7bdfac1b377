package id.gerbang.radius.packet;

/** The packets that the RFCs print. */
final class RfcVectors {
  static final Secret SECRET = Secret.of("xyzzy5461");

  static final String PAP_REQUEST =
      """
      010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d
      93d413ce3196e43f782a0aee0406c0a80110050600000003
      """;
  static final String PAP_ACCEPT =
      """
      0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f0600000000
      0e06c0a80103
      """;
  static final String CHAP_REQUEST =
      """
      010100472aee86f08d0d55969ca5978e0d3367a20108666c6f707379031316e9
      7557c316185895f293ff63440772750406c0a801100506000000140606000000
      02070600000001
      """;
  static final String CHAP_ACCEPT =
      """
      0201003815efbc7dab26cfa3dc34d9c03c8601a4060600000002070600000001
      0806fffffffe0a06000000020d06000000010c06000005dc
      """;
  static final String CHALLENGE =
      """
      0b02004e36f3c8764ae8c71157403c0c71ff9c4512304368616c6c656e676520
      33323736393433302e2020456e74657220726573706f6e73652061742070726f
      6d70742e180a3332373639343330
      """;
  static final String STATUS_SERVER_AUTH =
      """
      0cda00268a54f4686fb394c52866e302185d062350125a665e2e1e8411f3e243
      822097c84fa3
      """;
  static final String STATUS_SERVER_AUTH_REPLY = "02da0014ef0d552a4bf2d693ec2b6fe8b5411d66";
  static final String STATUS_SERVER_ACCT =
      """
      0cb30026925f6b66dd5fed571fcb1db7ad3882605012e8d6eabda910875cd91f
      dade26367858
      """;
  static final String STATUS_SERVER_ACCT_REPLY = "05b300140f6f92145f107e2f504e860a4860669c";
  static final String STATUS_SERVER_UPTIME =
      """
      0c47002cbf58de56ae408ad3b70c8513f9b03fbe0406c00002105012852d6fec
      61e7ed74b8e32dac2f2a5fb2
      """;
  static final String STATUS_SERVER_UPTIME_REPLY =
      """
      0247003446f43e62fd0354424cbbebfd6d214e06122052414449555320536572
      766572207570203220646179732c2031383a3430
      """;

  private RfcVectors() {}
}
