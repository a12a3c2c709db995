import Glibc
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What other users of the node can do with a session: nothing.
  @Suite struct TwoUsersTests {
    @Test func othersAreKeptOut() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        let record = try session.waitUntil(.attachable)
        let common = try #require(record[.commonSocket])
        for socket in [session.files.socket, common] {
          let alice = try connecting(to: socket, as: node.alice, node)
          #expect(alice == "connected\n")
          let bob = try connecting(to: socket, as: node.bob, node)
          #expect(bob.contains("Permission denied"))
        }
        for path in [session.files.directory, session.files.authority, session.files.record] {
          let result = try node.capture(["/bin/cat", path], as: node.bob)
          #expect(result.error.contains("Permission denied"))
        }
        let display = try #require(record.display)
        let alice = try opening(display, session.files, as: node.alice, node)
        #expect(alice == 0)
        let bob = try opening(display, session.files, as: node.bob, node)
        #expect(bob == 1)
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }

    private func connecting(to socket: String, as user: TestUser, _ node: Node) throws -> String {
      let script = """
        import socket, sys
        socket.socket(socket.AF_UNIX).connect(sys.argv[1])
        print('connected')
        """
      let result = try node.capture(["/usr/bin/python3", "-c", script, socket], as: user)
      return result.output + result.error
    }

    private func opening(
      _ display: DisplayNumber, _ files: SessionFiles, as user: TestUser, _ node: Node
    ) throws -> Int32 {
      try node.capture(
        ["/usr/bin/xdpyinfo"], as: user,
        environment: ["DISPLAY": "\(display)", "XAUTHORITY": files.authority]
      ).status
    }

    @Test(.enabled(if: TestMachine.has("ss"), "needs ss of iproute2"))
    func noPortIsOpen() throws {
      try Node.run { node in
        let session = try node.start(Job(["xev"], of: node.alice))
        try session.waitUntil(.attachable)
        let listening = try Tool.run(
          "/usr/bin/ss", ["--tcp", "--udp", "--listening", "--numeric", "--processes"])
        let own = ProcessTable.of(node.alice)
        #expect(own.count >= 5)
        for process in own { #expect(!listening.contains("pid=\(process.pid),"), "\(process)") }
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }

    /// Each with the same job number: they have nothing in common.
    @Test func eachHasAnOwnSession() throws {
      try Node.run { node in
        let first = try node.start(Job(["xev"], of: node.alice))
        let firstRecord = try first.waitUntil(.attachable)
        let second = try node.start(Job(["xev"], of: node.bob))
        let secondRecord = try second.waitUntil(.attachable)
        #expect(firstRecord.display != secondRecord.display)
        first.send(SIGTERM)
        let status = try first.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
        #expect(second.record?.state == .attachable)
        second.send(SIGTERM)
        let secondStatus = try second.exitStatus()
        #expect(secondStatus == ExitStatus.ofSignal(SIGTERM))
      }
    }
  }
}
