import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// Jobs of daemons that call `qgui-node` before and after them.
  @Suite(
    .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"))
  struct HookTests {
    private static let limit = MemorySize(bytes: 100 << 20)

    /// From its first command on, whatever its user tries.
    @Test(arguments: Mom.System.allCases)
    func jobIsContained(_ system: Mom.System) throws {
      try Node.run { node in
        let mom = try Mom(on: node, system)
        let bobs = try mom.start("20.server", of: node.bob, "mem=100mb,nodes=1", "exec sleep 995")
        try eventually("bob's job runs") { !bobs.processesInGroup.isEmpty }
        let alices = try mom.start(
          "19.server", of: node.alice, "mem=100mb,nodes=1",
          "exec \(node.commands)/try-everything \(bobs.group)")
        let ended = try alices.end()
        let wanted: [String: Int32] = ["prologue": 0, "job": 0, "epilogue": 0]
        #expect(ended.filter { $0.key != "begin" } == wanted, "\(alices.process.error)")
        let place = alices.group.replacing("/sys/fs/cgroup/memory", with: "")
        #expect(
          alices.output == """
            group /sys/fs/cgroup/memory\(place)
            limit \(Self.limit.bytes)
            eater ended by SIGKILL

            """)
        #expect(bobs.processesInGroup.count == 1)
        bobs.delete()
        _ = try bobs.end()
      }
    }

    /// Both daemons call hooks with the job's umask, which qsub -W umask= sets.
    @Test(arguments: ["000", "027", "777"], Mom.System.allCases)
    func umaskOfAJobDecidesNothing(_ umask: String, _ system: Mom.System) throws {
      try Node.run { node in
        let mom = try Mom(on: node, system)
        let job = try mom.start(
          "23.server", of: node.alice, "mem=90mb,nodes=1", Self.limiting,
          options: ["--umask", umask])
        _ = try job.end()
        #expect(job.output == "94371840 20971520\n", "\(job.process.error)")
      }
    }

    /// What qgui-run does: a group with a limit of its own, inside the job's.
    private static let limiting = """
      umask 077
      place=/sys/fs/cgroup/memory$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
      mkdir $place/own && echo 20m > $place/own/memory.limit_in_bytes &&
      sh -c 'echo $$ > '$place/own/cgroup.procs &&
      echo $(cat $place/memory.limit_in_bytes $place/own/memory.limit_in_bytes)
      rmdir $place/own
      """

    /// A site's own prologue calls ours, in a shell of its own.
    @Test func aPrologueOfTheSitesMayCallOurs() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let folder = node.commands + "/mom_priv"
        try Tool.run("/bin/mv", ["\(folder)/prologue", "\(folder)/ours"])
        try FileTree.write(
          "\(folder)/prologue", "#!/bin/sh\n( \(folder)/ours \"$@\"; true )\nexit 0\n", mode: 0o755)
        let job = try mom.start("22.server", of: node.alice, "mem=90mb,nodes=1", Self.limiting)
        _ = try job.end()
        #expect(job.output == "94371840 20971520\n", "\(job.process.error)")
      }
    }

    /// What a group was made with by an older version, or another's hand, keeps nobody out.
    @Test func aClosedCommonGroupIsOpened() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        mkdir("\(mom.group.directory)/qgui", 0o700)
        let job = try mom.start("24.server", of: node.bob, "mem=90mb,nodes=1", Self.limiting)
        _ = try job.end()
        #expect(job.output == "94371840 20971520\n", "\(job.process.error)")
      }
    }

    /// The shell is a child of the job's session leader, which copies the terminal.
    @Test(arguments: Mom.System.allCases)
    func interactiveShellIsContained(_ system: Mom.System) throws {
      try Node.run { node in
        let mom = try Mom(on: node, system)
        let job = try mom.start(
          "25.server", of: node.alice, "mem=120mb,nodes=1",
          Self.limiting + "\nsetsid sleep 991 &\nuntil test -e go; do sleep 0.1; done",
          options: ["--interactive"])
        try eventually("the job says its limits; it says \(job.output)") {
          job.output == "125829120 20971520\n"
        }
        try eventually("what leaves the session is in the group") {
          ProcessTable.of(node.alice).filter { job.processesInGroup.contains($0.identity.pid) }
            .contains { $0.name == "sleep" }
        }
        try FileTree.write(node.alice.home + "/go", "")
        _ = try job.end()
      }
    }

    /// Tasks are contained where a hook meets them, and end with their job everywhere.
    @Test(arguments: Mom.System.allCases)
    func tasksEndWithTheirJob(_ system: Mom.System) throws {
      try Node.run { node in
        let mom = try Mom(on: node, system)
        let bobs = try node.start(
          ["/usr/bin/sleep", "988"], as: node.bob, environment: ["PBS_JOBID": "26.server"])
        let job = try mom.start(
          "26.server", of: node.alice, "mem=100mb,nodes=1", "until test -e go; do sleep 0.1; done",
          task: "setsid sleep 990 &\nexec sleep 989")
        try eventually("the job runs") { !job.processesInGroup.isEmpty }
        job.startTask()
        func tasks() -> [ProcessEntry] {
          ProcessTable.of(node.alice).filter { ["989", "990"].contains($0.arguments.last) }
        }
        try eventually("the task runs") { tasks().count == 2 }
        let inGroup = tasks().filter { job.processesInGroup.contains($0.identity.pid) }
        #expect(inGroup.count == (system == .openpbs ? 2 : 0))
        try FileTree.write(node.alice.home + "/go", "")
        _ = try job.end()
        #expect(tasks().isEmpty)
        // Not everything with the job's id is the job's.
        #expect(!bobs.hasEnded)
        bobs.stop()
      }
    }

    /// pbs_mom waits for precancel with all other jobs of the node.
    @Test func precancelIsShort() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start(
          "442612.server", of: node.alice, "mem=400mb,nodes=1",
          """
          exec \(node.setting.programs)/qgui-run --grace 60 sh -c '
          trap "" TERM
          echo ready
          while :; do sleep 0.1; done'
          """)
        try eventually("the program runs") { job.output == "ready\n" }
        job.delete()
        _ = try job.end()
        let line = job.process.output.split(separator: "\n").first {
          $0.hasPrefix("epilogue.precancel")
        }
        let milliseconds = line?.split(separator: " ").last.flatMap { Int($0) }
        #expect((milliseconds ?? .max) < 3_000, "\(job.process.output)")
      }
    }

    /// Whatever ends a job, nothing of it is there after its epilogue: `Node.run` proves it.
    enum End: CaseIterable, Sendable {
      case exit, qdel, shellKilled, groupKilled
    }

    @Test(arguments: End.allCases)
    func nothingIsLeft(_ end: End) throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start(
          "442611.server", of: node.alice, "mem=400mb,nodes=1",
          """
          setsid sleep 996 &
          setsid \(node.setting.programs)/qgui-run xev > xev.log &
          until test -e boom; do sleep 0.1; done
          \(node.commands)/fork-bomb 200 &
          until test -e go; do sleep 0.1; done
          """)
        let record = "/tmp/qgui-\(node.alice.id)/442611/record"
        try eventually("the display is up; the job says \(job.output)") {
          SessionRecord.read(record)?.state == .attachable
        }
        try FileTree.write(node.alice.home + "/boom", "")
        try eventually("the bomb has gone off") { job.processesInGroup.count > 100 }
        switch end {
        case .exit: try FileTree.write(node.alice.home + "/go", "")
        case .qdel: job.delete()
        case .shellKilled: job.shell?.send(SIGKILL)
        case .groupKilled:
          for pid in job.processesInGroup { kill(pid, SIGSTOP) }
          for pid in job.processesInGroup { kill(pid, SIGKILL) }
        }
        let ended = try job.end()
        #expect(ended["epilogue"] == 0, "\(job.process.output)\(job.process.error)")
        print("\(end): \(job.process.output.split(separator: "\n").last ?? "")")
      }
    }

    /// Deep trees, many groups, endless files: the end of `run` proves that nothing is left.
    @Test func nobodyHides() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start(
          "442611.server", of: node.alice, "mem=400mb,nodes=1", "exec \(node.commands)/hide 600")
        try eventually("it has hidden; it says \(job.output)") { job.output.hasPrefix("ready") }
        job.delete()
        let ended = try job.end(within: 60)
        #expect(ended["epilogue"] == 0, "\(job.process.output)\(job.process.error)")
      }
    }

    /// Subjobs share a lock, and the next one's prologue has its bound.
    @Test func whoStopsTheEpilogueDelaysNoPrologue() throws {
      try Node.run { node in
        let group = try node.makeGroup(delegatedTo: nil)
        let call = [node.alice.name, "users"]
        try hook("prologue", ["8[1].server"] + call, [:], in: group, node)
        let stopper = try node.start(["/usr/bin/python3", "-c", Self.stopping], as: node.alice)
        try eventually("it has begun") { stopper.output == "ready\n" }
        try hook("epilogue", ["8[1].server"] + call, [:], in: group, node)
        try hook("prologue", ["8[2].server"] + call, [:], in: group, node)
        try eventually("the second has its group") { group.jobs == ["8_2"] }
        stopper.stop()
        try hook("epilogue", ["8[2].server"] + call, [:], in: group, node)
        #expect(group.jobs == [])
      }
    }

    /// All other processes of the same user.
    private static let stopping = """
      import os, signal
      print('ready', flush=True)
      while True:
          try: os.kill(-1, signal.SIGSTOP)
          except OSError: pass
      """

    /// A program in a display ends as people expect when its job is deleted: Torque's precancel. It is
    /// one process, as each process of a program gets SIGTERM.
    @Test func qdelEndsTheSessionInOrder() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start(
          "442611.server", of: node.alice, "mem=400mb,nodes=1",
          """
          exec \(node.setting.programs)/qgui-run python3 -c '
          import signal, sys
          def save(*_): print("saved", flush=True); sys.exit(0)
          signal.signal(signal.SIGTERM, save)
          print("ready", flush=True)
          signal.pause()'
          """)
        try eventually("the program runs") { job.output == "ready\n" }
        job.delete()
        let ended = try job.end()
        #expect(
          job.output
            == "ready\nsaved\nqgui-run: the job was deleted or requeued (SIGTERM from the batch system)\n"
        )
        #expect(ended["epilogue.precancel"] == 0)
        #expect(ended["job"] == 0)
      }
    }
  }
}
