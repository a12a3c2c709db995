import Testing

@testable import QGui

@Suite struct AttachCommandsTests {
  private let nonce = AttachHello.nonce(from: (1, 2))

  private static let common = [
    "-x", "-a", "-o", "ClearAllForwardings=yes", "-o", "ServerAliveInterval=15",
    "-o", "ServerAliveCountMax=3", "--", "node01",
  ]

  /// Nobody is waited for longer than sshd would wait.
  private static let bounded = ["-o", "ConnectTimeout=120"]

  private func ssh(_ verb: NodeVerb) throws -> [String] {
    let command = NodeCommand.ssh(
      path: "/usr/bin/ssh", node: try #require(HostName("node01")), qguiRun: "/opt/q/bin/qgui-run",
      verb: verb, environment: ["HOME": "/h"])
    #expect(command.path == "/usr/bin/ssh")
    #expect(command.environment == ["HOME": "/h"])
    return command.arguments
  }

  @Test func sshServesAndEnds() throws {
    let target = try AttachTarget(operand: "442611[3].server")
    let remote = "'442611[3]' 00000000000000010000000000000002"
    #expect(
      try ssh(.serve(target, nonce: nonce)) == ["-T"] + Self.bounded + Self.common
        + ["exec /opt/q/bin/qgui-run --serve \(remote)"])
    #expect(
      try ssh(.end(target, nonce: nonce)) == ["-T"] + Self.bounded + Self.common
        + ["exec /opt/q/bin/qgui-run --end \(remote)"])
  }

  /// Many nodes are asked at once, and nobody is there to answer a prompt.
  @Test func sshReports() throws {
    #expect(
      try ssh(.report(nonce: nonce)) == [
        "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=2",
      ] + Self.common + ["exec /opt/q/bin/qgui-run --report \(nonce)"])
  }

  @Test func sshWithATerminal() throws {
    #expect(
      try ssh(.terminal(try AttachTarget(operand: "8[1]"))) == ["-t"] + Self.bounded + Self.common
        + ["exec /opt/q/bin/qgui-run --terminal '8[1]'"])
  }

  @Test func local() throws {
    let target = try AttachTarget(operand: ":100")
    let command = NodeCommand.local(
      path: "/q/qgui-run", verb: .serve(target, nonce: nonce), environment: ["A": "1"])
    #expect(
      command
        == Command(
          path: "/q/qgui-run", arguments: ["--serve", ":100", nonce], environment: ["A": "1"]))
  }

  @Test func pathsOfQguiRun() {
    for good in ["qgui-run", "/opt/qgui-0.1/bin/qgui-run", "./q_r+"] {
      #expect(NodeCommand.isSafePath(good))
    }
    for bad in ["", "-x", "a b", "a;b", "$(id)", "~/q", "a'b", "a\nb", "é", "a[1]", "{a,b}"] {
      #expect(!NodeCommand.isSafePath(bad))
    }
  }

  @Test func client() throws {
    let command = XpraClient.command(
      path: "/usr/bin/xpra", directory: "/run/user/1/qconnect-x",
      target: try AttachTarget(operand: "442611"),
      extra: [], environment: ["A": "1"])
    #expect(
      command.arguments == [
        "attach", "socket:///run/user/1/qconnect-x/xpra.sock", "--speaker=disabled",
        "--microphone=disabled", "--webcam=no", "--printing=no", "--file-transfer=no",
        "--open-files=no", "--open-url=no", "--opengl=no", "--mmap=no", "--tray=no",
        "--title=@title@ (job 442611)",
      ])
    #expect(command.environment == ["A": "1"])
  }

  @Test func theUsersOptionsWin() throws {
    let command = XpraClient.command(
      path: "xpra", directory: "/d", target: try AttachTarget(operand: ":100"),
      extra: ["opengl=yes", "title=x y", "dpi=144"],
      environment: [:])
    let arguments = command.arguments
    #expect(arguments.suffix(3) == ["--opengl=yes", "--title=x y", "--dpi=144"])
    #expect(!arguments.contains("--opengl=no"))
    #expect(!arguments.contains("--title=@title@ (display :100)"))
  }

  @Test func clientSettings() {
    let without = XpraClient.settings(directory: "/d", hasSessionBus: false)
    #expect(without["DBUS_SESSION_BUS_ADDRESS"] == "unix:path=/d/bus")
    #expect(without["XPRA_DEFAULT_CONF_DIRS"] == "/d")
    #expect(without["NO_AT_BRIDGE"] == "1")
    let with = XpraClient.settings(directory: "/d", hasSessionBus: true)
    #expect(with["DBUS_SESSION_BUS_ADDRESS"] == nil)
  }

  @Test func blackWindows() {
    let log = "TypeError: Couldn't find foreign struct converter for 'cairo.Context'\n"
    #expect(ClientTrouble.sentence(log: log)?.contains("python3-gi-cairo") == true)
    #expect(ClientTrouble.sentence(log: "Attached to socket:///x") == nil)
  }
}
