import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// A job that runs again has a session again, and an attached qconnect follows it; a job that goes on
  /// keeps the one that it has. All of it on one node.
  @Suite struct RequeueTests {
    /// By whom.
    enum Cause: String, Sendable {
      case qrerun, momWithR, momWithQ

      static let possible: [Cause] =
        Cluster.isOpenPBS ? [.qrerun, .momWithR] : [.qrerun, .momWithR, .momWithQ]
    }

    @Test(arguments: Cause.possible)
    func theWindowComesBack(_ cause: Cause) throws {
      try ClusterRun.live { run in
        let (job, terminal) = try runAgain(cause, run)
        try eventually("qconnect follows; it shows: \(terminal.text)", within: 30, every: 200) {
          if terminal.hasEnded { throw Failed("qconnect has ended: \(terminal.text)") }
          return try !run.screen.windows(job.title("xterm")).isEmpty
            && run.cluster.processes(of: run.alice, on: .node01).contains {
              $0.arguments.contains { $0.hasPrefix("--serve") }
            }
        }
        try job.delete()
        _ = try terminal.exitStatus()
        try job.waitUntilEnded()
      }
    }

    /// An attached job, in its second run. OpenPBS's mom may report the end of the first run twice after
    /// `-r`, and loses the second one with it: no program can mend that, so another job is tried.
    private func runAgain(_ cause: Cause, _ run: ClusterRun) throws -> (ClusterJob, ClusterTerminal)
    {
      for _ in 0..<3 {
        let job = try run.submitBash(
          "exec qgui-run xterm", run.one(on: .node01, memory: "1gb") + ["-r", "y"])
        try job.waitUntilAttachable()
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        let mark = try #require(job.record?[.mark])
        switch cause {
        case .qrerun: try job.command("qrerun", asRoot: true)
        case .momWithR: try run.restartMom(of: .node01, "-r")
        case .momWithQ: try run.restartMom(of: .node01, "-q")
        }
        let runsAgain: ()? = try? eventually("it has another session", within: 30, every: 100) {
          guard let record = job.record else { return false }
          return record[.mark] != mark && record.state == .attachable
        }
        if runsAgain != nil { return (job, terminal) }
        guard run.system == .openpbs, cause == .momWithR else { break }
        try job.command("qdel", "-W", "force", asRoot: true)
        if !terminal.hasEnded { try terminal.pressControlC() }
        _ = try terminal.exitStatus()
      }
      throw Failed("the job does not run again")
    }

    /// The mom crashes and takes its jobs over again.
    @Test func theSessionLivesOn() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash("exec qgui-run xterm", run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        let program = try run.process("xterm", on: .node01)
        try run.restartMom(of: .node01, "-p")
        try run.waitForNodes()
        #expect(try job.letter() == "R")
        #expect(program.identity.isAlive)
        #expect(!terminal.hasEnded)
        try job.delete()
        _ = try terminal.exitStatus()
        #expect(terminal.text.contains("the job was deleted"), "\(terminal.text)")
        try job.waitUntilEnded()
      }
    }

    /// A node is gone with its job: qconnect asks the server, and does not say that the program goes on.
    @Test func theNodeCrashes() throws {
      try ClusterRun.live { run in
        let job = try run.submitBash(
          "exec qgui-run xterm", run.one(on: .node02, memory: "1gb") + ["-r", "y"])
        try job.waitUntilAttachable()
        let terminal = try run.qconnect(job)
        _ = try run.screen.window(job.title("xterm"))
        try run.crash(.node02)
        try eventually("the connection is lost", within: 90, every: 200) {
          terminal.hasEnded || terminal.text.contains("lost") || terminal.text.contains("answer")
        }
        #expect(!terminal.text.contains("goes on"), "\(terminal.text)")
        try run.boot(.node02)
        try run.cluster.run(["qdel"] + run.forceful + [job.id], on: .login)
        _ = try? terminal.exitStatus(within: 60)
        if !terminal.hasEnded { try terminal.pressControlC() }
      }
    }
  }
}

extension ClusterRun {
  var forceful: [String] { system == .openpbs ? ["-W", "force"] : ["-p"] }

  /// Until the server reaches the moms again.
  func waitForNodes() throws {
    try eventually("the nodes are up", within: 60, every: 300) {
      let said = try cluster.run(["pbsnodes", "-a"], on: .login)
      return said.split(separator: "\n").count {
        $0.contains(" state = free") || $0.contains(" state = job-")
      } == 2
    }
  }
}
