import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// qconnect where something on the way to the session is in its way.
  @Suite struct NodeAnswerTests {
    @Test func dryRunStartsNothing() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        // It needs no screen.
        let answer = try run.cluster.capture(
          ["qconnect", "--dry-run", job.id], on: .login, as: run.alice)
        #expect(answer.status == 0)
        #expect(answer.error == "")
        let lines = answer.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("/usr/bin/ssh -T ") == true)
        #expect(lines.first?.contains("-- \(node) 'exec qgui-run --serve ") == true)
        #expect(lines.last?.contains(" /usr/bin/xpra attach socket:///tmp/qconnect-") == true)
        #expect(run.cluster.processes(of: run.alice, on: .login).isEmpty)
        // xpra, still starting, has children that come and go: only a log-in would be new.
        let onNode = run.cluster.processes(of: run.alice, on: node).map(\.description)
        #expect(onNode.contains { $0.contains("xterm") })
        #expect(!onNode.contains { $0.contains("sshd") || $0.contains("--serve") })
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    @Test func batchServerThatIsDown() throws {
      try ClusterRun.run { run in
        try run.cluster.run(["scontrol", "shutdown", "slurmctld"], on: .login)
        run.atEnd {
          try run.cluster.launch(["slurmctld"], on: .login)
          try eventually("the batch server is back") {
            try run.cluster.capture(["squeue"], on: .login).status == 0
          }
        }
        try eventually("the batch server is down") {
          !run.cluster.processes(on: .login).contains { $0.name == "slurmctld" }
        }
        let answer = try run.answer(["qconnect", "442600"])
        #expect(answer.status == 75)
        #expect(answer.error.hasPrefix("qconnect: the batch server does not answer: try again"))
      }
    }

    @Test func nodeThatRefusesTheLogIn() throws {
      try ClusterRun.run { run in
        let (job, node) = try sleepingJob(run)
        try run.setLogInRule("account required pam_deny.so")
        let answer = try run.answer(["qconnect", job.id])
        #expect(answer.status == 75)
        #expect(answer.error.contains("qconnect: \(node) closed the connection"))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    @Test func nodeWhereNobodyListens() throws {
      try ClusterRun.run { run in
        let (job, node) = try sleepingJob(run)
        let sshd = try #require(
          run.cluster.processes(on: node).first { $0.arguments[0].contains("[listener]") })
        run.atEnd {
          try run.cluster.launch(["/usr/sbin/sshd", "-E", "/var/log/sshd.log"], on: node)
        }
        sshd.identity.send(SIGTERM)
        try eventually("sshd ends") { !sshd.identity.isAlive }
        let answer = try run.answer(["qconnect", job.id])
        #expect(answer.status == 69)
        #expect(answer.error.hasPrefix("qconnect: \(node) cannot be reached: try again later"))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
      }
    }

    /// The log-in becomes part of the job, and ends with it.
    @Test func nodeThatAdoptsTheLogIn() throws {
      try ClusterRun.run { run in
        let job = try run.submit(running: "xterm")
        try job.waitUntil(.attachable)
        try run.setLogInRule("account required pam_slurm_adopt.so action_adopt_failure=deny")
        let terminal = try run.qconnect(job)
        let window = try run.screen.window(job.title("xterm"))
        try run.screen.close(window)
        let status = try terminal.exitStatus()
        #expect(status == 0)
        #expect(terminal.text.contains("qconnect: xterm ended"), "\(terminal.text)")
        let jobStatus = try job.exitStatus()
        #expect(jobStatus == 0)
      }
    }

    private func sleepingJob(_ run: ClusterRun) throws -> (ClusterJob, Cluster.Host) {
      let job = try run.submit("#!/bin/bash\nexec sleep 1000\n")
      try job.waitUntil(state: "RUNNING")
      return (job, try #require(Cluster.Host(rawValue: job.attribute("BatchHost"))))
    }
  }
}
