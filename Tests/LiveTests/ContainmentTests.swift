import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneLive {
  /// Every process of a job is in the job's memory group from the first one on, with the job's limit,
  /// and is gone when the job is: also one that has made a session of its own.
  @Suite struct ContainmentTests {
    private static let megabytes = 250
    private static let strays = "setsid sleep 996 &\nexec sleep 995"

    /// The ways in which root learns of a job.
    static let hooks: [ClusterRun.Hooks] = Cluster.isOpenPBS ? [.scripts, .hook] : [.scripts]

    @Test(arguments: hooks)
    func batchJob(_ hooks: ClusterRun.Hooks) throws {
      try ClusterRun.live(hooks) { run in
        // The mom's umask decides nothing.
        let job = try run.submitBash(
          "grep memory: /proc/self/cgroup\n\(Self.strays)", run.one(on: .node01, memory: "250mb"))
        try expectContained(run, job, on: .node01)
        try end(run, job)
        #expect(job.output.contains("qgui/\(job.id)\n"), "\(job.output)")
      }
    }

    /// The user can use the group: a program gets one of its own inside.
    @Test(arguments: hooks)
    func programInItsOwnGroup(_ hooks: ClusterRun.Hooks) throws {
      try ClusterRun.live(hooks) { run in
        let job = try run.submitBash(
          "exec qgui-run --containment required xev", run.one(on: .node01, memory: "1gb"))
        try job.waitUntilAttachable()
        let program = try run.process("xev", on: .node01)
        let group = try #require(ProcessMemoryGroup.of(program, on: .node01))
        #expect(group.path.contains("qgui/\(job.id)/"), "\(group)")
        #expect(group.limit < 1 << 30 && group.limit >= 600 << 20, "\(group)")
        let xpra = try #require(job.record?.process(.xpra))
        let server = try #require(
          run.cluster.processes(on: .node01).first {
            $0.identity.pid == xpra.pid || $0.name == "Xvfb"
          })
        let around = try #require(ProcessMemoryGroup.of(server, on: .node01))
        #expect(around.limit == 1 << 30, "\(around)")
        try end(run, job)
        #expect(!job.error.contains("not limited"), "\(job.error)")
      }
    }

    @Test(arguments: hooks)
    func interactiveJob(_ hooks: ClusterRun.Hooks) throws {
      try ClusterRun.live(hooks) { run in
        let terminal = try run.terminal(
          ["qsub", "-I"] + run.one(on: .node01, memory: "\(Self.megabytes)mb"))
        let job = try run.interactiveJob(on: terminal)
        try terminal.type("setsid sleep 996 &\nexec sleep 995\n")
        try expectContained(run, job, on: .node01)
        try end(run, job)
        // Root's own words are no business of a user's terminal.
        #expect(!terminal.text.contains("qgui-node"), "\(terminal.text)")
      }
    }

    @Test(arguments: hooks)
    func jobWithoutAShell(_ hooks: ClusterRun.Hooks) throws {
      try ClusterRun.live(hooks) { run in
        let options = run.one(on: .node01, memory: "\(Self.megabytes)mb")
        let program = ["/bin/sh", "-c", "setsid sleep 996 & exec sleep 995"]
        if run.system == .openpbs {
          let said = try run.cluster.run(
            ["qsub"] + options + ["--"] + program, on: .login, as: run.alice)
          let job = try run.job(named: said)
          try expectContained(run, job, on: .node01)
          try end(run, job)
        } else {
          try run.alice.write("program", "#!/bin/sh\n\(Self.strays)\n", mode: 0o755)
          let terminal = try run.terminal(
            ["qsub", "-I", "-x"] + options + ["\(run.alice.home)/program"])
          let job = try run.interactiveJob(on: terminal)
          try expectContained(run, job, on: .node01)
          try end(run, job)
        }
      }
    }

    @Test func arraySubjobs() throws {
      try ClusterRun.live { run in
        let array = try run.submitBash(
          Self.strays, run.one(on: .node01, memory: "\(Self.megabytes)mb") + run.arrayOfTwo)
        let strays = try eventually("both subjobs run") {
          let all = run.cluster.processes(of: run.alice, on: .node01).filter {
            $0.arguments == ["sleep", "996"]
          }
          return all.count == 2 ? all : nil
        }
        let groups = strays.compactMap { ProcessMemoryGroup.of($0, on: .node01) }
        #expect(Set(groups.map(\.path)).count == 2, "\(groups)")
        for group in groups {
          #expect(group.path.contains("qgui/\(array.number)_"), "\(group)")
          #expect(group.limit == UInt64(Self.megabytes) << 20)
        }
        try run.cluster.run(["qdel", array.id], on: .login, as: run.alice)
        try expectGone(run, on: [.node01])
      }
    }

    /// TM tasks: contained on each host by OpenPBS's launch event. Torque starts them without any script
    /// of the site's: they end with the job.
    @Test func tasksOnBothHosts() throws {
      try ClusterRun.live { run in
        try run.alice.write("task", "#!/bin/sh\n\(Self.strays)\n", mode: 0o755)
        let job = try run.submitBash("pbsdsh \(run.alice.home)/task", run.both(megabytes: 250))
        for node in Cluster.Host.nodes {
          if run.system == .openpbs {
            try expectContained(run, job, on: node)
          } else {
            _ = try run.process("sleep 996", on: node)
          }
        }
        try end(run, job, on: Cluster.Host.nodes)
      }
    }

    /// A process of the job's own, started on the second host over ssh.
    @Test func secondHostOfAJob() throws {
      try ClusterRun.live { run in
        try run.installAccess()
        let job = try run.submitBash(
          "ssh node02 'setsid sleep 996 > /dev/null 2>&1 & exec sleep 995'",
          run.both(megabytes: 250))
        try expectContained(run, job, on: .node02)
        try end(run, job, on: Cluster.Host.nodes)
      }
    }

    @Test(.enabled(if: Cluster.isOpenPBS, "pbs_cgroups is OpenPBS's"))
    func besidePBSCgroups() throws {
      try ClusterRun.live { run in
        try run.enablePBSCgroups()
        try run.installAccess()
        let job = try run.submitBash(
          "ssh node02 'exec sleep 994' &\n\(Self.strays)", run.both(megabytes: 250))
        try expectContained(
          run, job, on: .node01, inside: "/pbs_jobs.service/jobid/\(job.id).login/")
        let adopted = try run.process("sleep 994", on: .node02)
        let group = try #require(ProcessMemoryGroup.of(adopted, on: .node02))
        #expect(group.path.hasPrefix("/pbs_jobs.service/jobid/\(job.id).login"), "\(group)")
        #expect(group.limit == 250 << 20, "\(group)")
        try end(run, job, on: Cluster.Host.nodes)
      }
    }

    // MARK: looking

    /// The job's two sleeps, and every shell above them.
    private func expectContained(
      _ run: ClusterRun, _ job: ClusterJob, on node: Cluster.Host, inside place: String = "/",
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      for words in ["sleep 995", "sleep 996"] { _ = try run.process(words, on: node) }
      for process in run.cluster.processes(of: run.alice, on: node)
      where !process.name.hasPrefix("sshd") && !process.arguments[0].hasPrefix("sshd") {
        guard let group = ProcessMemoryGroup.of(process, on: node) else { continue }
        #expect(
          group.path.hasPrefix(place) && group.path.contains("qgui")
            && group.path.contains(job.id),
          "\(process) is in \(group)", sourceLocation: sourceLocation)
        #expect(
          group.limit == UInt64(Self.megabytes) << 20 || group.limit == 1 << 30,
          "\(process) is in \(group)", sourceLocation: sourceLocation)
      }
    }

    private func end(_ run: ClusterRun, _ job: ClusterJob, on nodes: [Cluster.Host] = [.node01])
      throws
    {
      try job.delete()
      try job.waitUntilEnded()
      try expectGone(run, on: nodes)
    }

    private func expectGone(_ run: ClusterRun, on nodes: [Cluster.Host]) throws {
      try eventually("nothing of alice's is on the nodes", within: 20, every: 100) {
        nodes.allSatisfy { run.cluster.processes(of: run.alice, on: $0).isEmpty }
      }
    }
  }
}
