import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What ends with a session by its mark, and what does not.
  @Suite struct MarkTests {
    /// `qsub -V` in the session hands its mark on, and the new job may run on the same node.
    @Test(arguments: [SIGTERM, SIGKILL])
    func anotherJobWithTheMarkGoesOn(_ signal: Int32) throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        let mark = try #require(try session.waitUntil(.programStarted)[.mark])
        func start(_ job: String) throws -> RunningProcess {
          try node.start(
            ["/usr/bin/sleep", "986"], as: node.alice,
            environment: [SessionEnvironment.programMark: mark, "PBS_JOBID": job])
        }
        let own = try start("442611.server")
        let other = try start("442612.server")
        let marked = ["PBS_JOBID=442611.server", "PBS_JOBID=442612.server"]
        try eventually("both run") {
          let seen = ProcessTable.of(node.alice).compactMap {
            File.read("/proc/\($0.pid)/environ").map { $0.split(separator: "\0").map(String.init) }
          }
          return marked.allSatisfy { word in seen.contains { $0.contains(word) } }
        }
        session.send(signal)
        _ = try session.exitStatus()
        try eventually("what is the session's has ended") { own.hasEnded }
        try eventually("the session is gone") { session.endedRecord != nil }
        #expect(!other.hasEnded)
        other.stop()
      }
    }
  }
}
