import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// A connection that is lost is made again, without a word from the user.
  @Suite struct ComingBackTests {
    private func attached(
      _ body: (ClusterRun, ClusterJob, Cluster.Host, ClusterTerminal) throws -> Void
    ) throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try body(run, job, node, terminal)
        _ = try run.screen.window(job.title("xterm"))
        try terminal.pressControlC()
        let status = try terminal.exitStatus()
        #expect(status == 0, "\(terminal.text)")
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    @Test func sshIsKilled() throws {
      try attached { run, job, _, terminal in
        var files: [Int] = []
        for _ in 0..<3 {
          let qconnect = try #require(
            run.cluster.processes(of: run.alice, on: .login).first { $0.name == "qconnect" })
          files.append(Directory.names("/proc/\(qconnect.pid)/fd").count)
          let ssh = try #require(
            run.cluster.processes(of: run.alice, on: .login).first { $0.name == "ssh" })
          ssh.identity.send(SIGKILL)
          try eventually("the window is gone") {
            try run.screen.windows(job.title("xterm")).isEmpty
          }
          _ = try run.screen.window(job.title("xterm"))
        }
        // It may be at it for days.
        #expect(Set(files).count == 1, "\(files)")
        #expect(terminal.text.contains("trying again"), "\(terminal.text)")
      }
    }

    @Test func sshdIsRestarted() throws {
      try attached { run, job, node, _ in
        try run.stopSSHServer(on: node)
        try eventually("the window is gone") {
          try run.screen.windows(job.title("xterm")).isEmpty
        }
        try run.startSSHServer(on: node)
      }
    }

    @Test func linkIsDownForHalfAMinute() throws {
      try attached { run, job, node, _ in
        let window = try run.screen.window(job.title("xterm"))
        try run.setLink(.down, of: node)
        let unreachable = try run.answer(["ssh", "-o", "ConnectTimeout=1", "\(node)", "true"])
        #expect(unreachable.status == 255)
        let end = Instant.after(30_000)
        try eventually("half a minute has passed", within: 60) { Instant.now >= end }
        try run.setLink(.up, of: node)
        try eventually("what is typed arrives", within: 120) {
          if run.alice.read("typed") == "hello\n" { return true }
          let window = try run.screen.windows(job.title("xterm")).first ?? window
          try? run.screen.type("echo hello > ~/typed\n", into: window)
          return false
        }
      }
    }

    /// Who has attached from somewhere else meanwhile keeps the windows.
    @Test func somebodyElseHasCome() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let first = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        let ssh = try #require(
          run.cluster.processes(of: run.alice, on: .login).first { $0.name == "ssh" })
        let end = try #require(
          run.cluster.processes(of: run.alice, on: node).first {
            $0.arguments.contains("--serve")
          })
        // A line that has died without a word.
        ssh.identity.send(SIGSTOP)
        let second = try run.qconnect(job)
        try eventually("the second one is on the node") {
          run.cluster.processes(of: run.alice, on: node).contains {
            $0.arguments.contains("--serve") && $0.identity != end.identity
          }
        }
        ssh.identity.send(SIGKILL)
        let status = try first.exitStatus()
        #expect(status == 75, "\(first.text)")
        #expect(first.text.contains("another client has"), "\(first.text)")
        #expect(!second.hasEnded)
        try second.pressControlC()
        _ = try second.exitStatus()
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// Scripts want to know.
    @Test func once() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job, options: ["--once"])
        _ = try run.screen.window(job.title("xterm"))
        let ssh = try #require(
          run.cluster.processes(of: run.alice, on: .login).first { $0.name == "ssh" })
        ssh.identity.send(SIGKILL)
        let status = try terminal.exitStatus()
        #expect(status == 255)
        try job.delete()
        _ = try job.exitStatus()
      }
    }

    /// The job moves to the other node, and the windows with it.
    @Test func requeuedJob() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm", options: ["-r", "y"])
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try run.drainNode(node)
        try run.cluster.run(["scontrol", "requeue", job.id], on: .login)
        try terminal.waitUntil(shows: "job \(job.id) is queued")
        // Slurm lets it wait for two minutes.
        try job.waitUntil(state: "PENDING")
        try run.cluster.run(
          ["scontrol", "update", "jobid=\(job.id)", "starttime=now"], on: .login)
        try eventually("it runs on the other node", within: 180) {
          guard let other = job.node, other != node, let record = job.record else { return false }
          return record.state == .attachable
        }
        try eventually("its window is there", within: 120) {
          try !run.screen.windows(job.title("xterm")).isEmpty
        }
        try terminal.pressControlC()
        _ = try terminal.exitStatus()
        try job.delete()
        _ = try job.exitStatus()
      }
    }
  }
}
