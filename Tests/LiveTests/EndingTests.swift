import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// However a job ends, its reason is the true one, the batch system has the right exit status, and
  /// nothing is left.
  @Suite struct EndingTests {
    enum Ending: String, CaseIterable, Sendable {
      case normal, qdel, force, walltime, runnerKilled, keeperKilled, everythingKilled, signal

      static let possible = allCases.filter { $0 != .force || Cluster.isOpenPBS }

      /// What qconnect --why must say.
      var reason: String {
        switch self {
        case .normal: "sh ended with status 3"
        case .qdel, .signal: "the job was deleted"
        case .force, .runnerKilled, .everythingKilled: "the job was killed"
        case .walltime: "the job reached its walltime of 00:00:05"
        case .keeperKilled: "failed: its keeper was killed"
        }
      }

      var status: Int32 {
        switch self {
        case .normal: 3
        case .qdel, .signal: 256 + SIGTERM
        case .force, .everythingKilled: 256 + SIGKILL
        case .walltime: Cluster.isOpenPBS ? -29 : -11
        case .runnerKilled: ExitStatus.ofSignal(SIGKILL)
        case .keeperKilled: 125
        }
      }

      var script: String {
        self == .normal
          ? "exec qgui-run sh -c 'until [ -e end ]; do sleep 0.1; done; exit 3'"
          : "exec qgui-run xev"
      }
    }

    @Test(arguments: Ending.possible)
    func reasonStatusAndNothingLeft(_ ending: Ending) throws {
      try ClusterRun.live { run in
        let options = run.one(
          on: .node01, memory: "1gb", walltime: ending == .walltime ? "00:00:05" : "00:10:00")
        let job = try run.submitBash(ending.script, options)
        try job.waitUntilAttachable()
        try end(job, ending, run)
        let status = try job.batchStatus()
        #expect(status == ending.status)
        #expect(run.leftovers(within: ClusterRun.promised) == nil)
        let why = try job.why()
        #expect(why.contains(ending.reason), "\(why)")
        // The same in the job's own output, unless qgui-run was killed: the batch system does it too, when
        // the job's shell has died of a signal that was not its own.
        let dies: [Ending] = [.force, .runnerKilled, .everythingKilled, .signal]
        #expect(dies.contains(ending) || job.error.contains(ending.reason), "\(job.error)")
      }
    }

    private func end(_ job: ClusterJob, _ ending: Ending, _ run: ClusterRun) throws {
      switch ending {
      case .normal: try run.alice.write("end", "")
      case .qdel: try job.delete()
      case .force: try job.command("qdel", "-W", "force")
      case .walltime: break
      case .signal: try job.command("qsig", "-s", "SIGTERM")
      case .runnerKilled: try kill(.runner, of: job, run)
      case .keeperKilled: try kill(.keeper, of: job, run)
      case .everythingKilled:
        for process in run.cluster.processes(of: run.alice, on: .node01) {
          process.identity.send(SIGKILL)
        }
      }
    }

    /// The record has the pid as the node counts: outside it is another.
    private func kill(_ field: SessionRecord.Field, of job: ClusterJob, _ run: ClusterRun) throws {
      let pid = try #require(job.record?.process(field)?.pid)
      try run.cluster.run(["kill", "-KILL", "\(pid)"], on: .node01)
    }

    /// What the batch system itself ends a job for: the limit is named, and no deletion.
    enum Limit: String, CaseIterable, Sendable {
      case cput, vmem

      static let possible = allCases.filter { $0 == .cput || Cluster.isTorque }

      var option: String { self == .cput ? "cput=00:00:03" : "vmem=1gb" }

      /// Torque's, which names the cause.
      var status: Int32 { self == .cput ? -12 : -10 }
    }

    @Test(arguments: Limit.possible)
    func limitOfTheBatchSystem(_ limit: Limit) throws {
      try ClusterRun.live { run in
        // The display counts too: neither it nor the program alone is above this vmem.
        let program =
          limit == .cput
          ? "sh -c 'while :; do :; done'"
          : "python3 -c 'import time; held = bytearray(600 << 20); time.sleep(900)'"
        let job = try run.submitBash(
          "exec qgui-run \(program)", run.one(on: .node01, memory: "1gb") + ["-l", limit.option])
        let status = try job.batchStatus()
        #expect(status == (run.system == .torque ? limit.status : status))
        let why = try job.why()
        #expect(why.contains(limit.rawValue), "\(why)")
        #expect(!why.contains("the job was deleted"), "\(why)")
      }
    }

    /// For an administrator the server has the moms discard the job: they call no epilogue then, and of
    /// the hook's events only execjob_end.
    @Test(
      .enabled(if: Cluster.isOpenPBS, "the option is OpenPBS's"), arguments: [1, 2], [true, false])
    func forcedDeletion(_ hosts: Int, byAnAdministrator: Bool) throws {
      try ClusterRun.live { run in
        let place = hosts == 1 ? run.one(on: .node01, memory: "200mb") : run.both(megabytes: 200)
        let job = try run.submitBash("setsid sleep 996 &\nexec sleep 995", place)
        _ = try run.process("sleep 996", on: .node01)
        try job.command("qdel", "-W", "force", asRoot: byAnAdministrator)
        #expect(run.leftovers(within: 2 * ClusterRun.promised) == nil)
      }
    }

    // MARK: who is told

    /// A program that is not in the job's session gets its SIGTERM too, and has time for it.
    @Test func aDetachedProgramIsTold() throws {
      try ClusterRun.live { run in
        try run.alice.write(
          "editor",
          "#!/bin/bash\ntrap 'echo saved > ~/saved; exit' TERM\ntouch ~/ready\nwhile :; do sleep 0.2; done\n",
          mode: 0o755)
        let job = try run.submitBash(
          "exec qgui-run sh -c 'setsid ./editor & exec xev'", run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        try eventually("the editor is ready") { run.alice.read("ready") != nil }
        try job.delete()
        try job.waitUntilEnded()
        #expect(run.alice.read("saved") == "saved\n")
      }
    }

    /// epilogue.precancel holds the mom: the next job on the node must not wait for it.
    @Test(.enabled(if: Cluster.isTorque, "precancel is Torque's"))
    func precancelHoldsTheMomForAMomentOnly() throws {
      try ClusterRun.live { run in
        let jobs = try (0..<3).map { _ in
          try run.submitBash(
            "exec qgui-run sh -c 'trap : TERM; while :; do sleep 1; done'",
            run.one(on: .node01, memory: "1gb"))
        }
        for job in jobs { try job.waitUntilAttachable() }
        let began = Instant.now
        for job in jobs { try job.delete() }
        let taken = Instant.now.milliseconds - began.milliseconds
        #expect(taken < 3 * 1500)
        for job in jobs {
          _ = try job.batchStatus()
          #expect(try job.why().contains("the job was deleted"))
        }
      }
    }

    // MARK: interactive jobs

    @Test func controlCInAnInteractiveJob() throws {
      try interactively { run, job, terminal in
        try terminal.pressControlC()
        try terminal.waitUntil(shows: "qgui-run: ", within: 20)
        #expect(!terminal.text.contains("status 2"), "\(terminal.text)")
        #expect(terminal.text.contains("Ctrl-C"), "\(terminal.text)")
        try terminal.type("exit\n")
        _ = try terminal.exitStatus()
      }
    }

    @Test func theTerminalOfAnInteractiveJobIsClosed() throws {
      try interactively { run, job, terminal in
        let qsub = try #require(
          run.cluster.processes(of: run.alice, on: .login).first {
            $0.arguments.starts(with: ["qsub", "-I"])
          })
        qsub.identity.send(SIGHUP)
        try job.waitUntilEnded()
        #expect(run.leftovers(within: ClusterRun.promised) == nil)
        let why = try job.why()
        #expect(
          why.contains("the job was killed") || why.contains("its terminal was closed"), "\(why)")
      }
    }

    private func interactively(_ body: (ClusterRun, ClusterJob, ClusterTerminal) throws -> Void)
      throws
    {
      try ClusterRun.live { run in
        let terminal = try run.terminal(["qsub", "-I"] + run.one(on: .node01, memory: "1gb"))
        let job = try run.interactiveJob(on: terminal)
        try terminal.type("qgui-run xmessage hello\n")
        try job.waitUntilAttachable()
        try body(run, job, terminal)
        try job.waitUntilEnded()
      }
    }
  }
}
