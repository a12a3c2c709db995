import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// Which sessions are there, and which of them qconnect takes.
  @Suite struct ListTests {
    @Test func runningAndQueued() throws {
      try ClusterRun.run { run in
        let calls = try run.countQstat()
        let xterm = try run.submit(running: "xterm", options: ["-N", "windows"])
        let tmux = try run.submit(running: "tmux", options: ["-N", "int_tmux"])
        // No session.
        let batch = try run.submit("#!/bin/bash\nexec sleep 900\n", options: ["-N", "batch"])
        let node = try xterm.waitUntil(.attachable)
        try tmux.waitUntil(.attachable)
        try run.drainNodes()
        let queued = try run.submit(running: "xterm", options: ["-N", "int_later"])

        let list = try run.answer(calls.environment + ["qconnect", "-l"])
        #expect(list.status == 0, "\(list.error)")
        // The list, and one question about the jobs that run.
        #expect(calls.count == 2)
        let lines = list.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 4, "\(list.output)")
        #expect(lines.contains { $0.hasPrefix("\(xterm.id) ") && $0.contains(" \(node) ") })
        #expect(lines.contains { $0.hasPrefix("\(tmux.id) ") && $0.contains("int_tmux") })
        #expect(lines.contains { $0.hasPrefix("\(queued.id) ") && $0.contains(" queued") })
        #expect(!list.output.contains(batch.id))

        let json = try run.answer(["qconnect", "-l", "--json"])
        for words in [
          #""job" : "\#(xterm.id)""#, #""display" : \#(xterm.id)"#, #""kind" : "terminal""#,
          #""clients" : 0"#, #""answered" : true"#, #""memory_limit" : "#,
        ] {
          #expect(json.output.contains(words), "\(words) in \(json.output)")
        }
        for job in [xterm, tmux, batch, queued] { try job.delete() }
        for job in [xterm, tmux, batch] { _ = try job.exitStatus() }
      }
    }

    @Test(arguments: [(80, "xterm"), (40, "xterm"), (80, "dumb")])
    func narrowTerminal(_ columns: Int, _ type: String) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm", options: ["-N", "int_averylongname"])
        try job.waitUntil(.attachable)
        let script = "stty cols \(columns) && TERM=\(type) NO_COLOR=1 qconnect -l"
        let terminal = try run.terminal(["sh", "-c", script])
        let status = try terminal.exitStatus()
        #expect(status == 0)
        let lines = terminal.text.split(whereSeparator: \.isNewline)
        #expect(lines.count == 2, "\(terminal.text)")
        #expect(lines.allSatisfy { $0.count <= columns && !$0.contains("\u{1B}") })
        #expect(lines.contains { $0.hasPrefix(job.id) }, "\(terminal.text)")
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// One question for all of them.
    @Test func fiftyJobs() throws {
      try ClusterRun.run { run in
        try run.drainNodes()
        let jobs = try (1...50).map {
          try run.submit(running: "xterm", options: ["-N", "int_\($0)"])
        }
        let calls = try run.countQstat()
        let list = try run.answer(calls.environment + ["qconnect", "-l"])
        #expect(calls.count == 1)
        #expect(list.output.split(separator: "\n").count == 51)
        for job in jobs { #expect(list.output.contains("\(job.id) ")) }
      }
    }

    /// A node that does not answer costs 2 s and a field.
    @Test func silentNode() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm", options: ["-N", "int_xterm"])
        let node = try job.waitUntil(.attachable)
        let daemon = try run.sshServer(on: node)
        daemon.identity.send(SIGSTOP)
        run.atEnd { daemon.identity.send(SIGCONT) }
        let began = Instant.now
        let list = try run.answer(["qconnect", "-l"])
        #expect(Instant.now.milliseconds - began.milliseconds < 6_000)
        #expect(list.output.contains("no answer"), "\(list.output)")
        #expect(list.error.contains("\(node) did not answer"), "\(list.error)")
        // A second one is not submitted for want of an answer.
        let another = try run.answer(["qconnect", "-g", "xclock"])
        #expect(another.status == 75, "\(another.error)")
        #expect(list.output.contains(job.id))
        daemon.identity.send(SIGCONT)
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    // MARK: without a job

    @Test func theOnlyOne() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        try job.waitUntil(.attachable)
        let terminal = try run.terminal(["qconnect"])
        _ = try run.screen.window(job.title("xterm"))
        try terminal.pressControlC()
        let status = try terminal.exitStatus()
        #expect(status == 0)
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    @Test func oneOfSeveral() throws {
      try ClusterRun.run { run in
        let jobs = try (0..<2).map { _ in try run.submit(running: "xterm") }
        for job in jobs { try job.waitUntil(.attachable) }
        let terminal = try run.terminal(["qconnect"])
        try terminal.waitUntil(shows: "which one?")
        try terminal.type("nonsense\n")
        try eventually("it asks again") {
          terminal.text.matches(of: /which one\?/).count == 2
        }
        try terminal.type("\(jobs[1].id)\n")
        _ = try run.screen.window(jobs[1].title("xterm"))
        try terminal.pressControlC()
        _ = try terminal.exitStatus()
        let answer = try run.answer(["qconnect"])
        #expect(answer.status == 64, "\(answer.error)")
        #expect(answer.error.contains(jobs[0].id) && answer.error.contains(jobs[1].id))
        for job in jobs { try job.delete() }
        for job in jobs { _ = try job.exitStatus() }
      }
    }

    @Test func none() throws {
      try ClusterRun.run { run in
        let answer = try run.answer(["qconnect"])
        #expect(answer.status == 69)
        #expect(answer.error.contains("no session of yours"))
        let terminal = try run.terminal(["qconnect"])
        try terminal.waitUntil(shows: "a job with a tmux session is submitted")
        try terminal.waitUntil(shows: "submitted job ")
        let job = try run.job(submittedBy: terminal)
        #expect(try job.attribute("JobName") == "int_tmux")
        let node = try job.waitUntil(.attachable)
        try terminal.waitUntil(shows: "alice@\(node)")
        try terminal.type("exit\n")
        _ = try terminal.exitStatus()
        _ = try job.exitStatus()
      }
    }
  }
}
