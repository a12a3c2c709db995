import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension AllFaults {
  /// A batch system's limits around the whole job, for the program and its display together.
  @Suite(.onOneNode) struct GroupFaultTests {
    /// For qgui-run alone; for an Xvfb; for an Xvfb without xpra. In megabytes.
    @Test(
      .enabled(if: TestMachine.hasMemoryController, "needs the memory controller, version 1"),
      arguments: [4, 24, 96])
    func memory(_ megabytes: UInt64) throws {
      try Node.run { node in
        let limit = MemorySize(bytes: megabytes << 20)
        var job = Job.uncontained(["xev"], on: node)
        job.group = try node.makeGroup(limit: limit, delegatedTo: nil)
        let session = try node.start(job)
        let status = try session.exitStatus()
        if status == ExitStatus.ofSignal(SIGKILL) {
          // The runner and the keeper were killed at once.
          #expect(try node.cleanUpByTheNext() == [])
          return
        }
        #expect(status == ExitStatus.failed)
        #expect(session.error.contains("(killed, as where the job has too little memory)\n"))
      }
    }

    /// So many there may be: from the first fork to an Xvfb that cannot start its keymap's compiler.
    @Test(
      .enabled(if: FileTree.exists("\(place)/tasks"), "needs the pids controller, version 1"),
      arguments: [1, 2, 3, 4])
    func processes(_ most: Int) throws {
      try Node.run { node in
        let group = "\(Self.place)/qgui-test-\(getpid())"
        node.atEnd {
          try eventually("\(group) can be removed") { rmdir(group) == 0 }
        }
        var job = Job.uncontained(["true"], on: node)
        job.preparation =
          "mkdir \(group); echo \(most) > \(group)/pids.max; echo $$ > \(group)/cgroup.procs"
        let session = try node.start(job)
        #expect(try session.exitStatus() == ExitStatus.failed)
        let words = most < 3 ? "Resource temporarily unavailable" : "Xvfb did not start"
        #expect(session.error.contains(words), "\(session.error)")
        #expect(session.error.split(separator: "\n").count == 1, "\(session.error)")
      }
    }

    private static let place = "/sys/fs/cgroup/pids"
  }
}
