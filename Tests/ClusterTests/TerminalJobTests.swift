import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A session with a terminal: a shell in a job, and its plots on the screen.
  @Suite struct TerminalJobTests {
    @Test func plotOfR() throws {
      try ClusterRun.run { run in
        let terminal = try run.terminal(["qconnect", "-g", "tmux"])
        try terminal.waitUntil(shows: "submitted job ")
        let job = try run.job(submittedBy: terminal)
        try run.expectListed(job, as: "int_tmux")
        let node = try job.waitUntil(.begun)
        try terminal.waitUntil(shows: "alice@\(node)")

        try terminal.type("R --quiet --no-save\n")
        try terminal.waitUntil(shows: "> ")
        try terminal.type("plot(1)\n")
        _ = try run.screen.window("R Graphics: Device 2 .*\\(job \(job.id)\\)$")
        try run.screen.keepPicture("plot")

        // tmux's own keys: C-b d detaches.
        try terminal.type("\u{2}d")
        let detached = try terminal.exitStatus()
        #expect(detached == 0)
        #expect(terminal.text.contains("qconnect \(job.id) brings it back"))
        #expect(!terminal.text.contains("trying again"), "\(terminal.text)")
        try eventually("no window is left") { try run.screen.windows("R Graphics").isEmpty }
        _ = try job.process("R", on: node)

        let windows = try run.terminal(["qconnect", "--windows", job.id])
        _ = try run.screen.window("R Graphics: Device 2 .*\\(job \(job.id)\\)$")
        #expect(!windows.text.contains("> "))
        try windows.pressControlC()
        let left = try windows.exitStatus()
        #expect(left == 0)

        let again = try run.qconnect(job)
        try again.waitUntil(shows: "> plot(1)")
        _ = try run.screen.window("R Graphics: Device 2 .*\\(job \(job.id)\\)$")
        try again.type("q()\n")
        try again.waitUntil(shows: "alice@\(node)")
        try again.type("exit\n")
        let ended = try again.exitStatus()
        #expect(ended == 0)
        let status = try job.exitStatus()
        #expect(status == 0)
      }
    }

    /// Another client that takes the windows leaves the terminal alone, and detaching from it too.
    @Test(arguments: [false, true])
    func anotherClientTakesTheWindows(_ isQConnect: Bool) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "tmux")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "alice@\(node)")
        func clients() throws -> [ProcessIdentity] {
          run.cluster.processes(of: run.alice, on: .login)
            .filter { $0.arguments.contains("attach") }.map(\.identity)
        }
        let first = try eventually("the windows are attached") { try clients().first }
        let other = try run.terminal(
          isQConnect
            ? ["qconnect", "--windows", job.id] : ["xpra", "attach", "ssh://\(node)/\(job.id)"])
        try eventually("another client has the windows; it says \(other.text)") {
          try !first.isAlive && !clients().isEmpty
        }
        try terminal.type("echo $((6 * 7)) goes on\n")
        try terminal.waitUntil(shows: "42 goes on")
        #expect(!terminal.hasEnded)
        #expect(!other.hasEnded, "\(other.text)")
        try other.pressControlC()
        _ = try other.exitStatus()
        try terminal.type("exit\n")
        #expect(try terminal.exitStatus() == 0, "\(terminal.text)")
        #expect(try job.exitStatus() == 0)
      }
    }

    /// Where no windows can be shown, the terminal alone.
    @Test func noScreen() throws {
      try ClusterRun.run { run in
        let script = try #require(File.read("\(Repository.root)/pbs/R-tmux.pbs"))
        let job = try run.submit(script)
        let node = try job.waitUntil(.attachable)
        let terminal = try run.terminal(["env", "-u", "DISPLAY", "qconnect", job.id])
        try terminal.waitUntil(shows: "alice@\(node)")
        try terminal.type("echo $((6 * 7)) on $DISPLAY\n")
        try terminal.waitUntil(shows: "42 on :\(job.id)")
        try terminal.type("exit\n")
        let ended = try terminal.exitStatus()
        #expect(ended == 0)
        let status = try job.exitStatus()
        #expect(status == 0)
      }
    }

    /// Who leaves the terminal is not kept, nor brought back, by an xpra client that hangs.
    @Test func clientHangs() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "tmux")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "alice@\(node)")
        let client = try #require(
          run.cluster.processes(of: run.alice, on: .login).first { $0.arguments.contains("attach") }
        )
        client.identity.send(SIGSTOP)
        try terminal.type("\u{2}d")
        #expect(try terminal.exitStatus() == 0)
        #expect(terminal.text.contains("qconnect \(job.id) brings it back"), "\(terminal.text)")
        #expect(!client.identity.isAlive)
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// And where the session has no terminal either, why, once.
    @Test func noScreenForWindows() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xev")
        try job.waitUntil(.attachable)
        let terminal = try run.terminal(["env", "-u", "DISPLAY", "qconnect", job.id])
        #expect(try terminal.exitStatus() == ExitStatus.unavailable)
        let lines = terminal.text.split(whereSeparator: \.isNewline).filter {
          !$0.hasPrefix("Conn")
        }
        #expect(lines.count == 2, "\(lines)")
        #expect(
          lines.first == "qgui-run: job \(job.id) runs xev, in windows alone: it has no terminal")
        let why = "qconnect: no DISPLAY here: log in with ssh -X, or from a desktop"
        #expect(lines.last?.hasSuffix(why) == true)
        try job.delete()
      }
    }

    /// What people typed before there was qgui works in such a job too.
    @Test func recipeByHand() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "tmux")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.terminal(["qconnect", job.id])
        try terminal.waitUntil(shows: "alice@\(node)")
        try terminal.type("export DISPLAY=:77; xpra start :77; R --quiet --no-save\n")
        try terminal.waitUntil(shows: "> ")
        let client = try run.terminal(["xpra", "attach", "ssh://\(node)/77"])
        try terminal.type("plot(1)\n")
        _ = try run.screen.window("R Graphics")
        try client.pressControlC()
        _ = try client.exitStatus()
        try terminal.type("q()\nxpra stop :77\n")
        try terminal.waitUntil(shows: "xpra at :77 has exited")
        // It leaves its log.
        try terminal.type("rm -f /tmp/:77.log*; exit\n")
        _ = try terminal.exitStatus()
        _ = try job.exitStatus()
      }
    }
  }
}
