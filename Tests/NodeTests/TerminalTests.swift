import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// `qgui-run tmux`, and the terminals that come to it.
  @Suite(.enabled(if: TestMachine.has("tmux") && TestMachine.has("script"), "needs tmux, script"))
  struct TerminalTests {
    /// A job without TERM and with the C locale; the first terminal leaves, the second finds what
    /// the first one left there, and its shell's end is the job's.
    @Test func shellLivesInTheSession() throws {
      try Node.run { node in
        let session = try node.start(Self.job(node))
        let first = try node.openTerminal("442611")
        try first.waitUntil(shows: "[qgui]")
        try first.type(#"kept=é; echo "$DISPLAY $PBS_JOBID $TMUX" > shown"# + "\n")
        let shown = try eventually("the shell has answered: \(first.text)") {
          File.read(node.alice.home + "/shown").flatMap { $0.hasSuffix("\n") ? $0 : nil }
        }
        #expect(shown.hasPrefix(":442611 442611 \(session.files.terminal),"))
        try first.type("\u{2}d")
        #expect(try first.exitStatus() == 0)
        #expect(try session.process(.main).isAlive)

        let second = try node.openTerminal("442611")
        try second.waitUntil(shows: "[qgui]")
        try second.type("echo $kept > again; exit\n")
        #expect(try session.exitStatus() == 0)
        #expect(try second.exitStatus() == 0)
        #expect(File.read(node.alice.home + "/again") == "é\n")
        #expect(session.endedRecord?.end == .exited(0))
      }
    }

    /// It may be typed while the job is just beginning.
    @Test func terminalWaitsForTheSession() throws {
      try Node.run { node in
        let terminal = try node.openTerminal("442611")
        let session = try node.start(Self.job(node))
        try terminal.waitUntil(shows: "[qgui]")
        session.send(SIGTERM)
        _ = try session.exitStatus()
        _ = try terminal.exitStatus()
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    @Test func sessionWithoutATerminal() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.programStarted)
        let terminal = try node.openTerminal("442611")
        #expect(try terminal.exitStatus() == ExitStatus.unavailable)
        #expect(terminal.text.contains("job 442611 runs xev, in windows alone: it has no terminal"))
        session.send(SIGTERM)
        _ = try session.exitStatus()
      }
    }

    /// `xpra stop` and a dead Xvfb end no shell; whoever attaches gets the display again, with the
    /// number that the shell's programs know.
    @Test(arguments: [false, true]) func terminalOutlivesItsDisplay(_ isXvfbKilled: Bool) throws {
      try Node.run { node in
        let session = try node.start(Self.job(node))
        let terminal = try node.openTerminal("442611")
        try terminal.waitUntil(shows: "[qgui]")
        let record = try session.waitUntil(.attachable)
        let first = try #require(record.process(.xpra))
        let files = session.files
        let stop = ["/usr/bin/xpra", "stop", "socket://\(files.socket)"]
        _ = try node.capture(stop, as: node.alice)
        try session.waitUntil("the display rests") { $0.state == .resting }
        if isXvfbKilled { try session.process(.xvfb).send(SIGKILL) }
        try terminal.type("echo still > here\n")
        try eventually("the shell lives") { FileTree.exists(node.alice.home + "/here") }

        let serve = try node.start(
          [
            node.setting.programs + "/qgui-run", "--serve", "442611",
            String(repeating: "0", count: 32),
          ],
          as: node.alice)
        let again = try session.waitUntil("the display is there again") {
          $0.state == .attachable && $0.process(.xpra) != first
        }
        #expect(again.display?.number == 442611)
        try terminal.type("xdpyinfo | head -1 > there\n")
        let shown = try eventually("a program reaches the display") {
          File.read(node.alice.home + "/there").flatMap { $0.hasSuffix("\n") ? $0 : nil }
        }
        #expect(shown == "name of display:    :442611\n")
        serve.stop()
        try terminal.type("exit\n")
        #expect(try session.exitStatus() == 0)
        #expect(session.endedRecord?.end == .exited(0))
      }
    }

    /// A client that waits learns it at once, and the terminal goes on.
    @Test func displayCannotStartAgain() throws {
      try Node.run { node in
        let session = try node.start(Self.job(node))
        try session.waitUntil(.attachable)
        let socket = "/tmp/.X11-unix/X442611"
        try session.process(.xvfb).send(SIGKILL)
        try session.waitUntil("the display rests") { $0.state == .resting && $0.rest != nil }
        try eventually("its number is free") { !FileTree.exists(socket) }
        let bobs = try node.start(
          ["/usr/bin/Xvfb", ":442611", "-screen", "0", "640x480x24", "-nolisten", "tcp"],
          as: node.bob)
        try eventually("bob has its number") { FileTree.exists(socket) }
        let told = try node.serve("442611", as: node.alice, staying: true)
        #expect(
          told == [
            AttachStatus(.waiting, program: "tmux", hasTerminal: true),
            AttachStatus(.lost(.displayTaken), program: "tmux"),
          ])
        #expect(try session.process(.main).isAlive)
        // Ended so, it takes its socket along.
        bobs.send(SIGTERM)
        _ = try bobs.exitStatus()
        session.send(SIGTERM)
        _ = try session.exitStatus()
      }
    }

    @Test func anothersSessionIsNone() throws {
      try Node.run { node in
        let session = try node.start(Self.job(node))
        try session.waitUntil(.programStarted)
        let terminal = try node.terminal(
          [node.setting.programs + "/qgui-run", "--terminal", "442611"], as: node.bob)
        #expect(try terminal.exitStatus() == ExitStatus.unavailable)
        #expect(terminal.text.contains("job 442611 runs no display on "))
        session.send(SIGTERM)
        _ = try session.exitStatus()
      }
    }

    @Test func tmuxWithArgumentsIsAProgram() throws {
      try Node.run { node in
        let session = try node.start(Job(["tmux", "-V"], of: node.alice))
        #expect(try session.exitStatus() == 0)
        #expect(session.output.hasPrefix("tmux "))
        #expect(session.endedRecord?.terminal == nil)
      }
    }

    static func job(_ node: Node) -> Job {
      var job = Job(["tmux"], of: node.alice)
      job.environment = ["LANG": "C"]
      return job
    }
  }
}

extension Node {
  fileprivate func openTerminal(_ job: String) throws -> ClusterTerminal {
    try terminal([setting.programs + "/qgui-run", "--terminal", job], as: alice)
  }
}
