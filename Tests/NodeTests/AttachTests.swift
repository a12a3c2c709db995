import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What an attached client can do, on the same machine: `qconnect :N`.
  @Suite(
    .enabled(
      if: ["xdotool", "xclip", "xwininfo"].allSatisfy(TestMachine.has),
      "needs xdotool, xclip and xwininfo"))
  struct AttachTests {
    /// Windows, keyboard, resizing, clipboard in both directions, notices; then Ctrl-C, which
    /// loses nothing; the window again; and the end of the program, which is told.
    @Test func everythingWorksThatIsOn() throws {
      try Node.run { node in
        let screen = try Screen(of: node.alice, on: node)
        let session = try node.start(Job(["xterm"], of: node.alice))
        try session.waitUntil(.attachable)
        let desk = Desk(node, session, screen)
        var client = try desk.attach()
        let window = try desk.window(of: client)

        try desk.type("echo $PPID > typed", into: window)
        try eventually("the keys arrive") { FileTree.exists(node.alice.home + "/typed") }
        try desk.resize(window, 700, 500)
        try eventually("the program's window is resized") {
          try desk.windowsOfTheSession().contains("700x")
        }
        try desk.copy("from the session", in: desk.session)
        try desk.expectPaste("from the session", in: desk.screen)
        try desk.copy("from the screen", in: desk.screen)
        try desk.expectPaste("from the screen", in: desk.session)
        try desk.notify("memory")
        try eventually("the notice is shown") { try desk.windowCount() > 1 }

        client.send(SIGINT)
        #expect(try client.exitStatus() == 0)
        #expect(client.error.contains("qconnect :442611 brings it back"))
        #expect(try session.process(.main).isAlive)

        client = try desk.attach()
        try desk.type("exit 7", into: try desk.window(of: client))
        #expect(try session.exitStatus() == 0)
        #expect(try client.exitStatus() == 0)
        #expect(client.error.contains("qconnect: xterm ended\n"))
        try screen.end()
      }
    }

    /// Ctrl-\, before there is a session: what was made for the client goes with it.
    @Test func isLeftBeforeItAttaches() throws {
      try Node.run { node in
        let screen = try Screen(of: node.alice, on: node)
        let programs = node.setting.programs
        let client = try node.start(
          ["\(programs)/qconnect", "--qgui-run", "\(programs)/qgui-run", ":442611"],
          as: node.alice, environment: screen.environment)
        try eventually("the client has its directory") {
          Directory.names("/tmp").contains {
            $0.hasPrefix("qconnect-") && FileTree.status("/tmp/\($0)")?.st_uid == node.alice.id
          }
        }
        client.send(SIGQUIT)
        #expect(try client.exitStatus() == 0)
        try screen.end()
      }
    }
  }
}

/// A user between two displays: the session's, and the screen where its windows are shown.
private struct Desk {
  private let node: Node
  private let running: RunningSession
  let session: [String: String]
  let screen: [String: String]

  init(_ node: Node, _ running: RunningSession, _ screen: Screen) {
    self.node = node
    self.running = running
    session = ["DISPLAY": ":442611", "XAUTHORITY": running.files.authority]
    self.screen = screen.environment
  }

  func attach() throws -> RunningProcess {
    let programs = node.setting.programs
    return try node.start(
      ["\(programs)/qconnect", "-v", "--qgui-run", "\(programs)/qgui-run", ":442611"],
      as: node.alice,
      environment: screen)
  }

  private func tool(_ arguments: [String], _ environment: [String: String]) throws -> String {
    let result = try node.capture(arguments, as: node.alice, environment: environment)
    return result.output
  }

  func window(of client: RunningProcess) throws -> String {
    try eventually("the window is on the screen; qconnect says: \(client.error)") {
      let found = try tool(
        ["/usr/bin/xdotool", "search", "--onlyvisible", "--class", "xterm"], screen)
      return found.split(separator: "\n").last.map(String.init)
    }
  }

  func type(_ line: String, into window: String) throws {
    let place = ["mousemove", "--window", window, "100", "100", "click", "1"]
    _ = try tool(["/usr/bin/xdotool"] + place, screen)
    _ = try tool(["/usr/bin/xdotool", "type", "--delay", "20", line], screen)
    _ = try tool(["/usr/bin/xdotool", "key", "Return"], screen)
  }

  func resize(_ window: String, _ width: Int, _ height: Int) throws {
    _ = try tool(["/usr/bin/xdotool", "windowsize", window, "\(width)", "\(height)"], screen)
  }

  func windowsOfTheSession() throws -> String {
    try tool(["/usr/bin/xwininfo", "-root", "-tree"], session)
  }

  func windowCount() throws -> Int {
    try tool(["/usr/bin/xdotool", "search", "--onlyvisible", "--name", "."], screen)
      .split(separator: "\n").count
  }

  /// xclip serves the text until somebody else copies.
  func copy(_ text: String, in display: [String: String]) throws {
    _ = try tool(
      ["/bin/sh", "-c", "echo '\(text)' | xclip -selection clipboard -i >/dev/null 2>&1"], display)
  }

  func expectPaste(_ text: String, in display: [String: String]) throws {
    try eventually("the clipboard has '\(text)'") {
      try tool(
        ["/usr/bin/timeout", "2", "/usr/bin/xclip", "-selection", "clipboard", "-o"], display)
        == text + "\n"
    }
  }

  func notify(_ title: String) throws {
    _ = try tool(
      [
        TestMachine.xpra, "control", "socket://\(running.files.socket)", "send-notification", "101",
        title, "text", "*",
      ], [:])
  }
}
