import QGui
import Testing

@Suite struct NodeFailureTests {
  @Test(arguments: [
    ("ssh: Could not resolve hostname node01: Name or service not known", 68, "no host node01"),
    ("ssh: connect to host node01 port 22: Connection refused", 69, "cannot be reached"),
    ("ssh: connect to host node01 port 22: Connection timed out", 69, "cannot be reached"),
    ("ssh: connect to host node01 port 22: No route to host", 69, "cannot be reached"),
    ("Connection closed by 10.99.0.11 port 22", 75, "try again"),
    ("Access denied by pam_slurm_adopt\nConnection closed by 10.0.0.1 port 22", 75, "no job there"),
    ("kex_exchange_identification: read: Connection reset by peer", 75, "try again"),
    ("alice@node01: Permission denied (publickey).", 77, "did not let you log in"),
    ("Received disconnect from 10.0.0.1: Too many authentication failures", 77, "log in"),
    ("@@@\nHost key verification failed.", 255, "host key"),
    ("Bad owner or permissions on /home/alice/.ssh/config", 255, "Bad owner or permissions"),
    ("", 255, "status 255"),
  ])
  func ofSsh(_ text: String, _ status: Int32, _ word: String) {
    let report = NodeFailure(exitStatus: 255, text: text, node: HostName("node01")).report()
    #expect(report.status == status)
    #expect(report.line.contains(word), "\(report.line)")
  }

  @Test(arguments: [
    (Int32(127), "bash: line 1: exec: qgui-run: not found"),
    (126, "bash: /opt/qgui-run: Permission denied"), (1, "qgui-run: Command not found."),
    (1, "/opt/qgui-run: Permission denied."),
    (1, "/opt/qgui-run: No such file or directory."),
    (127, "fish: Unknown command: qgui-run"),
  ])
  func qguiRunIsMissing(_ status: Int32, _ text: String) {
    let failure = NodeFailure(exitStatus: status, text: text, node: HostName("node01"))
    #expect(failure.report().status == 69)
    #expect(failure.report().line.contains("--qgui-run"))
    #expect(!failure.isUnknown)
  }

  @Test func ofAnotherVersion() {
    let failure = NodeFailure(exitStatus: 64, text: "unknown option", node: HostName("node01"))
    #expect(failure.report().status == 69)
    #expect(failure.report().line.contains("version"))
  }

  @Test func sessionThatPAMRefused() {
    let failure = NodeFailure(exitStatus: 254, text: "", node: HostName("node01"))
    #expect(failure.report().status == 75)
    #expect(failure.report().line.hasPrefix("node01 opened no session"))
    #expect(!failure.isUnknown)
    #expect(NodeFailure(exitStatus: 254, text: "", node: nil).isUnknown)
  }

  @Test func unknownOnesShowTheirLastLine() {
    let failure = NodeFailure(
      exitStatus: 255, text: "Banner\nsome\u{1b}[31m reason\r\n\n", node: HostName("node01"))
    #expect(failure.isUnknown)
    #expect(failure.report().line == "node01 did not answer: some\\u{1b}[31m reason")
  }

  @Test func withoutSshItsWordsMeanNothing() {
    let report = NodeFailure(exitStatus: 255, text: "Permission denied", node: nil).report()
    #expect(report.status == 255)
    #expect(report.line.hasPrefix("this machine did not answer"))
  }
}
