import Glibc
import QGui
import TestSupport
import Testing

extension OneCluster {
  /// What other users of the cluster can do with a job's session: nothing.
  @Suite struct TwoUsersJobTests {
    private static let connect = """
      import socket, sys
      socket.socket(socket.AF_UNIX).connect(sys.argv[1])
      """

    @Test func othersAreKeptOut() throws {
      try ClusterRun.run { run in
        try run.bob.write("connect", Self.connect)
        let job = try run.submit(running: "xterm")
        let node = try job.waitUntil(.attachable)
        let refusal = try run.answer(["qconnect", job.id], as: run.bob)
        #expect(refusal.status == 77)
        #expect(refusal.error.contains("job \(job.id) belongs to alice"))

        let files = SessionFiles(directory: "/tmp/qgui-\(run.alice.id)/\(job.id)")
        let common = try #require(job.record?[.commonSocket])
        for path in [files.directory, files.socket, files.authority, files.record, common] {
          #expect(try byBob(["ls", path], run, node).contains("Permission denied"))
        }
        for socket in [files.socket, common] {
          #expect(try byBob(["python3", "connect", socket], run, node).contains("Permission"))
        }
        let display = try byBob(["xdpyinfo", "-display", ":\(job.id)"], run, node)
        #expect(display.contains("unable to open display"))
        try job.delete()
        try job.waitUntil(state: "CANCELLED")
        #expect(job.endedRecord(on: node)?.end == .told(SIGTERM))
      }
    }

    /// What a command on the node says to bob, who logs in there.
    private func byBob(_ words: [String], _ run: ClusterRun, _ node: Cluster.Host) throws -> String
    {
      let said = try run.cluster.capture(["ssh", "\(node)"] + words, on: .login, as: run.bob)
      return said.output + said.error
    }
  }
}
