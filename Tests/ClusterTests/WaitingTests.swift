import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A job that is queued is waited for.
  @Suite struct WaitingTests {
    @Test func untilItRuns() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm")
        let first = try run.qconnect(job)
        try first.waitUntil(shows: "job \(job.id) is queued")
        try first.pressControlC()
        let left = try first.exitStatus()
        #expect(left == 0)
        #expect(first.text.contains("qconnect \(job.id)"), "\(first.text)")
        #expect(try job.attribute("JobState") == "PENDING")

        let second = try run.qconnect(job)
        try second.waitUntil(shows: "job \(job.id) is queued")
        try run.resumeNodes()
        _ = try run.screen.window(job.title("xterm"))
        #expect(second.text.contains("\u{7}"))
        // The same line, written again.
        let lines = second.text.split(separator: "\n").filter { $0.contains("is queued") }
        #expect(lines.count == 1, "\(second.text)")
        try second.pressControlC()
        _ = try second.exitStatus()
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// Not on a terminal: a line where it says something new, and no more.
    @Test func inAPipe() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm")
        let calls = try run.countQstat()
        let waiting = try run.start(
          calls.environment + ["qconnect", job.id], on: .login, as: run.alice,
          environment: ["DISPLAY": ClusterScreen.display])
        try eventually("it waits") { waiting.error.contains("is queued") }
        try eventually("the server was asked again") { calls.count >= 2 }
        #expect(!waiting.error.contains("\u{1B}") && !waiting.error.contains("\r"))
        #expect(waiting.error.split(separator: "\n").count == 1, "\(waiting.error)")
        try job.delete()
        let status = try waiting.exitStatus(within: 60)
        #expect(status == 69, "\(waiting.error)")
        #expect(waiting.error.contains("job \(job.id) has ended"), "\(waiting.error)")
      }
    }

    @Test func once() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm")
        let answer = try run.answer(["qconnect", "--once", job.id])
        #expect(answer.status == 75)
        #expect(answer.error.contains("job \(job.id) is queued: try again"), "\(answer.error)")
        try job.delete()
      }
    }

    /// On a desktop a notice says that it has started.
    @Test func notice() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let job = try run.submit(running: "xterm")
        let line = "dunst & desktop=$!; qconnect \(job.id); kill $desktop"
        let terminal = try run.terminal(["dbus-run-session", "--", "sh", "-c", line])
        try terminal.waitUntil(shows: "job \(job.id) is queued")
        try run.resumeNodes()
        try eventually("there is a notice", within: 60) {
          try !run.screen.windows("^Dunst$").isEmpty
        }
        try run.screen.keepPicture("notice")
        _ = try run.screen.window(job.title("xterm"))
        // Ctrl-C would end the bus too, which then leaves its socket.
        try job.delete()
        _ = try terminal.exitStatus()
        _ = try job.exitStatus()
      }
    }

    /// A job that runs costs one question.
    @Test func attachAsksOnce() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        try job.waitUntil(.attachable)
        let calls = try run.countQstat()
        let terminal = try run.terminal(calls.environment + ["qconnect", job.id])
        _ = try run.screen.window(job.title("xterm"))
        try terminal.pressControlC()
        _ = try terminal.exitStatus()
        #expect(calls.count == 1)
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// Of several that wait one asks for all; and not more often than it may, in five minutes of a
    /// clock that runs ten times as fast.
    @Test func oneAsksForAll() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let calls = try run.countQstat()
        let jobs = try (0..<3).map { _ in try run.submit(running: "xterm") }
        let fast = ["faketime", "-f", "+0 x10"]
        let waiting = try jobs.map { job in
          try run.start(
            calls.environment + fast + ["qconnect", job.id], on: .login, as: run.alice,
            environment: ["DISPLAY": ClusterScreen.display])
        }
        for one in waiting { try eventually("it waits") { one.error.contains("is queued") } }
        let first = calls.count
        #expect(first == 3)
        // Five minutes by their clock.
        let end = Instant.after(30_000)
        try eventually("five minutes have passed", within: 60) { Instant.now >= end }
        let asked = calls.count - first
        #expect((4...30).contains(asked), "\(asked)")
        #expect(waiting.allSatisfy { !$0.hasEnded })
        for job in jobs { try job.delete() }
        for one in waiting {
          let status = try one.exitStatus()
          #expect(status == 69, "\(one.error)")
        }
      }
    }
  }
}
