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
        #expect(job.endedRecord(on: node)?.end == .deleted(SIGTERM))
      }
    }

    /// Neither by ps nor by a socket, of a session with windows and a terminal and of one that waits.
    @Test func nothingIsToldToOthers() throws {
      try ClusterRun.run { run in
        let before = try listeners(run)
        let job = try run.submit(running: "tmux")
        let node = try job.waitUntil(.attachable)
        let terminal = try run.qconnect(job)
        try terminal.waitUntil(shows: "alice@\(node)")
        try run.drainNodes()
        let queued = try run.submit(running: "xterm")
        let waiting = try run.qconnect(queued)
        try waiting.waitUntil(shows: "is queued")

        let authority = SessionFiles(directory: "/tmp/qgui-\(run.alice.id)/\(job.id)").authority
        let cookies = try run.cluster.run(["xauth", "-f", authority, "list"], on: node)
        let cookie = try #require(cookies.split(whereSeparator: \.isWhitespace).last)
        #expect(cookie.count == 32)
        for host in Cluster.Host.allCases {
          let words = try run.cluster.run(
            ["sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"], on: host, as: run.bob)
          #expect(words.contains("qconnect") || host != .login)
          #expect(!words.contains(cookie))
        }
        #expect(try listeners(run) == before)
        let directories = try run.cluster.run(["sh", "-c", "ls -d /tmp/qconnect*"], on: .login)
          .split(separator: "\n").map(String.init)
        // That of the one which is attached is gone by now.
        #expect(!directories.isEmpty)
        for directory in directories {
          let said = try run.cluster.capture(["ls", directory], on: .login, as: run.bob)
          #expect(said.error.contains("Permission denied"), "\(directory): \(said.output)")
        }
        try waiting.pressControlC()
        _ = try waiting.exitStatus()
        try queued.delete()
        try terminal.type("exit\n")
        _ = try terminal.exitStatus()
        _ = try job.exitStatus()
      }
    }

    /// Every open port.
    private func listeners(_ run: ClusterRun) throws -> [String] {
      try Cluster.Host.allCases.map { try run.cluster.run(["ss", "-Hltn"], on: $0) }
    }

    /// What a command on the node says to bob, who logs in there.
    private func byBob(_ words: [String], _ run: ClusterRun, _ node: Cluster.Host) throws -> String
    {
      let said = try run.cluster.capture(["ssh", "\(node)"] + words, on: .login, as: run.bob)
      return said.output + said.error
    }
  }
}
