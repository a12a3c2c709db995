import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// The memory limit, by the kernel's memory controller.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
  struct MemoryTests {
    /// Takes and touches memory until the kernel ends it.
    static let greedy = "x = []\nwhile True: x.append(b'x' * (5 << 20))"

    /// The display lives on when the program is killed.
    static let greedyAndThenTheDisplay =
      #"python3 -c "$0"; status=$?; xdpyinfo > /dev/null && echo the display lives; exit $status"#

    static func greedyJob(_ node: Node, _ group: MemoryTestGroup) -> Job {
      var job = Job(["sh", "-c", greedyAndThenTheDisplay, greedy], of: node.alice)
      job.group = group
      return job
    }

    @Test func greedyProgramInItsOwnGroup() throws {
      try Node.run { node in
        var job = Self.greedyJob(node, try node.makeGroup(delegatedTo: node.alice))
        job.options = ["--mem=200mb"]
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(session.output == "the display lives\n")
        #expect(session.error.contains("sh reached its memory limit of 200 MB (peak 200 MB)"))
        #expect(session.error.contains("ask for mem=512mb"))
        #expect(session.endedRecord?[.containment] == "group v1")
      }
    }

    /// Where the batch system's limit covers the display too.
    @Test func greedyProgramBesideItsDisplay() throws {
      try Node.run { node in
        let group = try node.makeGroup(
          limit: MemorySize(bytes: 400 << 20), delegatedTo: node.alice)
        let session = try node.start(Self.greedyJob(node, group))
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(session.output == "the display lives\n")
        #expect(session.endedRecord?[.limit] == "\(300 << 20)")
        // Which limit is met first depends on how far xpra has come.
        let sentences = [
          "its memory limit of 300 MB (the job's 400 MB less 100 MB for the display",
          "the job's memory limit of 400 MB (together with the display",
        ]
        #expect(sentences.contains(where: session.error.contains), "\(session.error)")
        #expect(session.error.contains("ask for mem=768mb"))
      }
    }

    /// The display takes less than its share of a larger job.
    @Test func greedyProgramInALargerJob() throws {
      try Node.run { node in
        let group = try node.makeGroup(
          limit: MemorySize(bytes: 1000 << 20), delegatedTo: node.alice)
        let session = try node.start(Self.greedyJob(node, group))
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(session.output == "the display lives\n")
        #expect(
          session.error.contains(
            "its memory limit of 750 MB (the job's 1000 MB less 250 MB for the display; peak"))
      }
    }

    /// Where no group can be made, the batch system's own is watched from below.
    @Test func greedyProgramInTheBatchSystemsGroup() throws {
      try Node.run { node in
        let group = try node.makeGroup(limit: MemorySize(bytes: 500 << 20), delegatedTo: nil)
        let session = try node.start(Self.greedyJob(node, group))
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGKILL))
        #expect(session.output == "the display lives\n")
        #expect(session.error.contains("sh reached the job's memory limit of 500 MB"))
        #expect(session.error.contains("ask for mem=768mb"))
        #expect(session.endedRecord?[.containment] == "batch system")
      }
    }

    @Test func programThatLivesOnAfterAKill() throws {
      try Node.run { node in
        let script = #"python3 -c "$0"; until test -e go-on; do sleep 0.1; done"#
        var job = Job(["sh", "-c", script, Self.greedy], of: node.alice)
        job.group = try node.makeGroup(delegatedTo: node.alice)
        job.options = ["--mem=100mb"]
        let session = try node.start(job)
        try eventually("the user is told") {
          session.error.contains("a process of sh reached its memory limit of 100 MB")
        }
        try FileTree.write(node.alice.home + "/go-on", "")
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.endedRecord?.end == .exited(0))
      }
    }

    @Test func programIsInItsGroupFromTheFirstInstruction() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: node.alice)
        var job = Job(["cat", "/proc/self/cgroup"], of: node.alice)
        job.group = group
        job.options = ["--mem=200mb"]
        let session = try node.start(job)
        _ = try session.exitStatus()
        let name = try #require(group.directory.split(separator: "/").last)
        #expect(session.output.contains(":memory:/\(name)/qgui-442611\n"))
      }
    }

    @Test func limitIsSetAndOnlyTheProgramIsKilledFirst() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: node.alice)
        var job = Job(["xev"], of: node.alice)
        job.group = group
        job.options = ["--mem=200mb"]
        let session = try node.start(job)
        let record = try session.waitUntil(.attachable)
        #expect(group.text("qgui-442611/memory.limit_in_bytes") == "\(200 << 20)")
        #expect(group.text("qgui-442611/memory.memsw.limit_in_bytes") == "\(200 << 20)")
        #expect(record[.limit] == "\(200 << 20)")
        #expect(adjustment(record, .main) == "600")
        for field in [SessionRecord.Field.runner, .keeper, .xvfb, .xpra] {
          #expect(adjustment(record, field) == File.read("/proc/self/oom_score_adj"))
        }
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }

    private func adjustment(_ record: SessionRecord, _ field: SessionRecord.Field) -> String? {
      let text = record.process(field).flatMap { File.read("/proc/\($0.pid)/oom_score_adj") }
      return field == .main ? text.map { String($0.dropLast()) } : text
    }

    @Test func requiredButNotDelegated() throws {
      try Node.run { node in
        var job = Job(["xev"], of: node.alice)
        job.group = try node.makeGroup(delegatedTo: nil)
        job.options = ["--mem=200mb", "--containment=required"]
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("no memory cgroup can be made here: ask the administr"))
        #expect(node.xpraCalls(of: node.alice) == [])
      }
    }

    @Test(arguments: [
      (["--mem=200mb"], "cannot limit true to 200 MB: no memory cgroup can be made here"),
      ([], "cannot find out how much memory the job asks for, so no limit is set for true: use"),
      (["--containment=off"], nil),
    ])
    func warnsWithoutALimit(_ options: [String], _ words: String?) throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.group = try node.makeGroup(delegatedTo: nil)
        job.options = options
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        if let words {
          #expect(session.error.contains(words))
        } else {
          #expect(session.error == "qgui-run: true ended\n")
        }
      }
    }

    /// Where nobody said `--mem`, the job's own request counts.
    @Test(arguments: [
      ("    exec_host = node/0\n    Resource_List.mem = 300mb", "\(300 << 20)"),
      ("    exec_host = node/0-3\n    Resource_List.pmem = 100mb", "\(400 << 20)"),
      ("    exec_host = node/0", nil),
    ])
    func limitIsTheJobsRequest(_ attributes: String, _ limit: String?) throws {
      try Node.run { node in
        let answer =
          "Job Id: 442611.server\n    Job_Owner = qgui-alice@login\n    job_state = R\n\(attributes)\n"
        try node.write(command: "qstat", "test \"$*\" = '-f 442611' && printf '\(answer)'")
        var job = Job(["true"], of: node.alice)
        job.group = try node.makeGroup(delegatedTo: node.alice)
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.endedRecord?[.limit] == limit)
        let isSilent = session.error == "qgui-run: true ended\n"
        #expect(isSilent == (limit != nil), "\(session.error)")
      }
    }

    /// A batch server that does not answer holds up nobody for long.
    @Test func silentBatchServer() throws {
      try Node.run { node in
        try node.write(command: "qstat", "exec sleep 1000")
        let session = try node.start(Job(["true"], of: node.alice))
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.error.contains("cannot find out how much memory the job asks for"))
      }
    }

    @Test func warnsOfALimitedAddressSpace() throws {
      try Node.run { node in
        var job = Job(["true"], of: node.alice)
        job.script = #"ulimit -v 8388608; exec "$@""#
        let session = try node.start(job)
        let status = try session.exitStatus()
        #expect(status == 0)
        #expect(session.error.contains("address space is limited to 8 GB"))
        #expect(session.error.contains("take ulimit -v out of your shell's startup files"))
      }
    }

    /// Everything was killed at once but a program that nobody's death ends.
    @Test func nextSessionEndsWhatADeadOneLeft() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: node.alice)
        var job = Job(["sleep", "1000"], of: node.alice)
        job.group = group
        job.options = ["--mem=200mb"]
        let session = try node.start(job)
        let record = try session.waitUntil(.programStarted)
        let processes = [SessionRecord.Field.runner, .keeper].compactMap(record.process)
        for process in processes { process.send(SIGSTOP) }
        for process in processes { process.send(SIGKILL) }
        #expect(record.process(.main)?.isAlive == true)
        job.program = ["true"]
        let status = try node.start(job).exitStatus()
        #expect(status == 0)
        #expect(record.process(.main)?.isAlive == false)
      }
    }
  }
}
