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
        #expect(ended == ["prologue": 0, "job": 0, "epilogue": 0], "\(alices.process.error)")
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
        #expect(group.jobs == ["8_2"])
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

    /// A program in a display ends as people expect when its job is deleted: Torque's precancel.
    @Test func qdelEndsTheSessionInOrder() throws {
      try Node.run { node in
        let mom = try Mom(on: node, .torque)
        let job = try mom.start(
          "442611.server", of: node.alice, "mem=400mb,nodes=1",
          """
          exec \(node.setting.programs)/qgui-run sh -c '
          trap "echo saved; exit" TERM
          echo ready
          while :; do sleep 0.1; done'
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
