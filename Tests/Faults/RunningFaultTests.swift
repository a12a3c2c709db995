import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension AllFaults {
  /// What a running session suddenly has no more of: it ends in order all the same.
  @Suite(.onOneNode) struct RunningFaultTests {
    @Test(arguments: [SIGTERM, SIGKILL]) func roomInTmp(_ signal: Int32) throws {
      try Node.run { node in
        let fill = "cat /dev/zero > /tmp/full 2>/dev/null; touch full; exec sleep 1000"
        let session = try Self.start(["sh", "-c", fill], node) {
          $0.preparation = node.ownTmp("1m")
        }
        try eventually("/tmp is full") { FileTree.exists(node.alice.home + "/full") }
        let descriptor = open("/proc/\(session.pid)/root/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        let tmp = "/proc/self/fd/\(descriptor)"
        #expect(Directory.names(tmp + "/.X11-unix") == ["X442611"])
        session.send(signal)
        #expect(try session.exitStatus(within: 15) == ExitStatus.ofSignal(signal))
        try eventually("nothing is left in its /tmp", within: Node.promised) {
          Directory.names(tmp + "/.X11-unix").isEmpty
            && !Directory.names(tmp).contains { $0.hasPrefix("qgui-") }
        }
        let reason = signal == SIGKILL ? EndReason.killed : .deleted(signal)
        try eventually("its end is written down") { session.endedRecord?.end == reason }
      }
    }

    /// The keeper cannot even remove the session's directory: the runner does.
    @Test(arguments: [3, 6]) func descriptorsOfTheKeeper(_ most: Int) throws {
      try Node.run { node in
        let session = try Self.start(["xev"], node)
        try session.waitUntil(.programStarted)
        let keeper = try session.process(.keeper).pid
        let limited = try node.capture(
          ["/usr/bin/prlimit", "--pid", "\(keeper)", "--nofile=\(most)"], as: node.alice)
        #expect(limited.status == 0, "\(limited.error)")
        session.send(SIGTERM)
        #expect(try session.exitStatus(within: 15) == ExitStatus.ofSignal(SIGTERM))
        #expect(session.endedRecord?.end == .deleted(SIGTERM))
      }
    }

    private static func start(
      _ program: [String], _ node: Node, _ change: (inout Job) -> Void = { _ in }
    ) throws -> RunningSession {
      var job = Job.uncontained(program, on: node)
      change(&job)
      return try node.start(job)
    }
  }
}
