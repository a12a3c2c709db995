import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// `qgui-node sweep`: the dead, and only the dead.
  @Suite struct SweepTests {
    /// 20 users, each with a live session and ten dead ones.
    @Test func twoHundredDeadAndTwentyLive() throws {
      try Node.run { node in
        let crowd = try Crowd(20)
        node.atEnd(crowd.remove)
        let live = try start(crowd, on: node, from: 1000)
        let dead = try start(crowd, on: node, from: 2000)
        for session in dead { try session.killAsACgroupDoes() }
        for (index, session) in dead.enumerated() {
          for number in 1...9 { try session.copyDead(as: UInt64(3000 + 10 * index + number)) }
        }
        for session in live { try session.waitUntil(.attachable) }
        let processes = live.flatMap(\.processes)

        let found = try sweep(node, ["--dry-run", "--json"])
        #expect(found.matches(of: /"outcome" : "found"/).count == 200)
        #expect(dead.allSatisfy { FileTree.exists($0.files.record) })

        let began = Instant.now
        let removed = try sweep(node, [])
        print("swept 200 dead sessions in \(Instant.now.milliseconds - began.milliseconds) ms")
        #expect(removed.split(separator: "\n").count { $0.hasPrefix("removed session ") } == 200)
        for session in live { #expect(session.record?.state == .attachable) }
        #expect(processes.count == 20 * 5)
        #expect(processes.allSatisfy { $0.isAlive })
        let directories = crowd.users.flatMap { Directory.names("/tmp/qgui-\($0.id)") }
        #expect(directories == (0..<20).map { "\(1000 + $0)" })
        #expect(try sweep(node, ["--json"]).filter { !$0.isWhitespace } == "[]")

        for session in live { session.send(SIGTERM) }
        for session in live { _ = try session.exitStatus(within: 60) }
        try eventually("nothing of the crowd is left") { crowd.leftovers.isEmpty }
      }
    }

    /// What a dead session has left running is ended; what merely looks alike is not.
    @Test func provedByRecordAndNothingElse() throws {
      try Node.run { node in
        let session = try node.start(
          Job(["sh", "-c", "setsid sleep 997 & sleep 998"], of: node.alice, id: "2000"))
        try session.waitUntil(.programStarted)
        try eventually("the daemon runs") { daemon(of: node.alice, "997") != nil }
        let alike = try node.start(["/usr/bin/sleep", "997"], as: node.alice)
        let other = try node.start(
          ["/usr/bin/Xvfb", ":3001", "-nolisten", "tcp", "-noreset"], as: node.alice)
        try eventually("the other X server is up") {
          FileTree.exists(DisplayNumber(3001)!.socketPath)
        }
        try session.killAsACgroupDoes()
        // The number of its server is another process's now.
        try session.copyDead(as: 3002) { record in
          record[.xvfb] = ProcessIdentity(pid: other.pid, startTime: 1).text
          record[.mark] = "another"
        }

        // No name of a session's: whatever is in there is not ours.
        let foreign = "/tmp/qgui-\(node.alice.id)/photos"
        mkdir(foreign, 0o700)
        node.alice.own(foreign)
        node.atEnd { FileTree.remove(foreign) }

        let removed = try sweep(node, [])
        #expect(removed.split(separator: "\n").count == 2, "\(removed)")
        #expect(FileTree.exists(foreign))
        FileTree.remove("/tmp/qgui-\(node.alice.id)")
        #expect(removed.contains("removed session 2000 of qgui-alice"))
        #expect(removed.contains("removed session 3002 of qgui-alice"))
        try eventually("its daemon has ended") {
          ProcessTable.of(node.alice).filter { $0.arguments.last == "997" }.map(\.pid)
            == [alike.pid]
        }
        #expect(!alike.hasEnded)
        #expect(!other.hasEnded)
        #expect(FileTree.exists(DisplayNumber(3001)!.socketPath))
        alike.send(SIGTERM)
        other.send(SIGTERM)
        _ = try alike.exitStatus()
        _ = try other.exitStatus()
      }
    }

    /// A session of each user, with numbers one after the other.
    private func start(_ crowd: Crowd, on node: Node, from number: Int) throws -> [RunningSession] {
      try crowd.users.enumerated().map { index, user in
        try node.start(Job(["xev"], of: user, id: "\(number + index)"))
      }
    }

    private func daemon(of user: TestUser, _ word: String) -> ProcessEntry? {
      ProcessTable.of(user).first { $0.arguments == ["sleep", word] }
    }

    private func sweep(_ node: Node, _ options: [String]) throws -> String {
      try Tool.run(node.qguiNode, ["sweep"] + options)
    }
  }
}
