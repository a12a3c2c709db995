import Glibc
import Linux
import QGui
import TestSupport
import Testing
import Transcripts

extension OneNode {
  /// What batch systems say to their hooks, and what they would never say: said to `qgui-node`.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
  struct HookCallTests {
    /// For a user who is here: a record, and a group where the batch system has none, from the
    /// prologue to the epilogue. Slurm, whose configuration is not here, may limit jobs itself.
    @Test func recordedCallsAreUnderstood() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        for call in Self.recorded(of: node.alice) {
          try hook("prologue", call.prologue, call.environment, in: group, node)
          #expect(group.jobs == (call.isSlurms ? [] : [call.job]), "\(call)")
          #expect(Directory.names(JobRecords.place) == [call.job])
          try hook("epilogue", call.epilogue, call.environment, in: group, node)
          #expect(group.jobs == [])
          #expect(Directory.names(JobRecords.place) == [])
        }
      }
    }

    /// As they were recorded: their users are not here.
    @Test func unknownUsersHaveNothing() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        for recorded in RecordedHook.torque {
          for verb in ["prologue", "epilogue"] {
            try hook(verb, recorded.arguments, recorded.environment, in: group, node)
          }
        }
        for event in RecordedEvent.all {
          try hook("prologue", event.who, [:], in: group, node)
          try hook("epilogue", event.epilogue, [:], in: group, node)
        }
        #expect(group.jobs == [])
      }
    }

    /// Nothing is made and nothing ended, and the job goes on.
    @Test(arguments: [
      "..", "../442611", "/etc/passwd", "7\n", "7\n8", "--help", "--mem=1gb", "-7", "", "*",
      "$(id)", "8[]", String(repeating: "9", count: 4096), String(repeating: "../", count: 1365),
    ])
    func hostileJobs(_ job: String) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        for verb in ["prologue", "epilogue"] {
          try hook(verb, [job, node.alice.name, "users"], [:], in: group, node)
          let slurm = ["SLURM_JOB_ID": job, "SLURM_JOB_USER": node.alice.name]
          try hook(verb, [], slurm, in: group, node)
        }
        #expect(group.jobs == [])
      }
    }

    @Test(arguments: [
      "root", "0", "../root", "alice\n", "-u", "", String(repeating: "a", count: 4096),
    ])
    func hostileUsers(_ user: String) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        for verb in ["prologue", "epilogue"] {
          try hook(verb, ["7.server", user, "users"], [:], in: group, node)
        }
        #expect(group.jobs == [])
      }
    }

    /// The job's name and account, to the last letter: a parser of command lines has words of its own.
    @Test(arguments: [
      "--generate-completion-script", "--generate-completion-script=bash",
      "--experimental-dump-help", "--help", "--mem=1gb",
    ])
    func wordsOfAJobAreNotOurs(_ word: String) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let who = ["7.server", node.alice.name, "users", word]
        try hook("prologue", who + ["mem=64mb", "batch", word, "script"], [:], in: group, node)
        #expect(group.jobs == ["7"])
        #expect(group.text("qgui/7/memory.limit_in_bytes") == "\(64 << 20)")
        let end = ["123", "mem=64mb", "cput=0", "batch", word, "0"]
        for verb in ["precancel", "epilogue"] { try hook(verb, who + end, [:], in: group, node) }
        #expect(group.jobs == [])
        #expect(Directory.names(JobRecords.place) == [])
      }
    }

    /// `mem=300` is 300 bytes: no shell would start.
    @Test(arguments: ["mem=300", "mem=1kb", "pmem=4095b"])
    func aRequestThatHoldsNoShellIsRaised(_ resources: String) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let who = ["33.server", node.alice.name, "users"]
        try hook(
          "prologue", who + ["job", resources, "batch", "", "script"], [:], in: group, node)
        #expect(group.text("qgui/33/memory.limit_in_bytes") == "\(16 << 20)")
        try hook("epilogue", who, [:], in: group, node)
        #expect(group.jobs == [])
      }
    }

    /// OpenPBS may call execjob_end of one run when the next has begun on the same node.
    @Test func theEndOfAnEarlierRunEndsNothing() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let who = ["31.server", node.alice.name, "users"]
        try hook("prologue", ["--run", "2"] + who, [:], in: group, node)
        let task = try node.start(
          ["/usr/bin/sleep", "987"], as: node.alice, environment: ["PBS_JOBID": "31.server"])
        try hook("epilogue", ["--run", "1"] + who, [:], in: group, node)
        #expect(group.jobs == ["31"])
        #expect(!task.hasEnded)
        try hook("epilogue", ["--run", "2"] + who, [:], in: group, node)
        #expect(group.jobs == [])
        #expect(try task.exitStatus() == ExitStatus.ofSignal(SIGKILL))
      }
    }

    /// An administrator may try the prologue while the job runs, which on Slurm has no shell of ours.
    @Test(arguments: [[], ["--run", "1"]])
    func aPrologueByHandEndsNothing(_ run: [String]) throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let who = ["34.server", node.alice.name, "users"]
        try hook("prologue", run + who, [:], in: group, node)
        let task = try node.start(
          ["/usr/bin/sleep", "985"], as: node.alice, environment: ["PBS_JOBID": "34.server"])
        for again in [[], run] { try hook("prologue", again + who, [:], in: group, node) }
        #expect(!task.hasEnded)
        #expect(group.jobs == ["34"])
        try hook("epilogue", run + who, [:], in: group, node)
        #expect(try task.exitStatus() == ExitStatus.ofSignal(SIGKILL))
      }
    }

    /// Where the epilogue of a run never came, its remains are ended before the next begins.
    @Test func aNewRunEndsTheRemainsOfTheLast() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let who = ["32.server", node.alice.name, "users"]
        try hook("prologue", ["--run=1"] + who, [:], in: group, node)
        let task = try node.start(
          ["/usr/bin/sleep", "986"], as: node.alice, environment: ["PBS_JOBID": "32.server"])
        try hook("prologue", ["--run=2"] + who, [:], in: group, node)
        #expect(try task.exitStatus() == ExitStatus.ofSignal(SIGKILL))
        #expect(JobRecord(text: File.read("\(JobRecords.place)/32") ?? "")?.run == 2)
        try hook("epilogue", ["--run=2"] + who, [:], in: group, node)
        #expect(group.jobs == [])
      }
    }

    private struct Call {
      let job: String
      var prologue: [String] = []
      var epilogue: [String] = []
      var environment: [String: String] = [:]

      var isSlurms: Bool { prologue.isEmpty }
    }

    private static func recorded(of user: TestUser) -> [Call] {
      func hers(_ arguments: [String]) -> [String] {
        [arguments[0], user.name, user.name] + arguments.dropFirst(3)
      }
      let torque = RecordedHook.torque
      let openPBS = RecordedEvent.all
      guard let first = torque.first, let last = torque.last,
        let begin = openPBS.first(where: { $0.name == "EXECJOB_PROLOGUE" }),
        let end = openPBS.first(where: { $0.name == "EXECJOB_EPILOGUE" })
      else { return [] }
      return [
        Call(
          job: "19", prologue: hers(first.arguments), epilogue: hers(last.arguments),
          environment: first.environment),
        Call(job: "49", prologue: hers(begin.who), epilogue: hers(end.epilogue)),
        Call(
          job: "442601",
          environment: slurmProlog.merging(
            ["SLURM_JOB_USER": user.name, "SLURM_JOB_UID": "\(user.id)"]) { _, own in own }),
      ]
    }
  }
}

/// Calls `qgui-node` as a batch system whose daemon is in `group`: it never says that it failed.
func hook(
  _ verb: String, _ arguments: [String], _ environment: [String: String],
  in group: MemoryTestGroup, _ node: Node, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let enter = "echo $$ > '\(group.directory)/cgroup.procs' && exec \"$@\""
  let said = try Tool.capture(
    Command(
      path: "/bin/sh", arguments: ["-c", enter, "hook", node.qguiNode, verb] + arguments,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { _, own in own }))
  #expect(said.status == 0, sourceLocation: sourceLocation)
  #expect(said.output == "", sourceLocation: sourceLocation)
}
