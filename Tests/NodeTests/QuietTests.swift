import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// What a session is when nobody does anything: five processes, two of which are ours and
  /// sleep; and a third where the program has a terminal of its own.
  @Suite struct QuietTests {
    /// A measurement over a given time, not a wait.
    private static let seconds: UInt32 = 30

    @Test func nothingWakesUpAndNothingElseRuns() throws {
      try Node.run { node in
        var job = Job(["xev"], of: node.alice)
        job.group =
          try TestMachine.hasMemoryController ? node.makeGroup(delegatedTo: node.alice) : nil
        job.options = ["--mem=1gb", "--pty"]
        let session = try node.start(job)
        let record = try session.waitUntil(.attachable)
        let fields: [SessionRecord.Field] = [.runner, .keeper, .xvfb, .xpra, .main]
        let relay = try session.relay()
        let expected = Set(fields.compactMap { record.process($0)?.pid } + [relay.pid])
        #expect(expected.count == 6)
        try eventually("only these are left: \(ProcessTable.of(node.alice))") {
          Set(ProcessTable.of(node.alice).map(\.pid)) == expected
        }
        let ours = [record.process(.runner), record.process(.keeper), relay]
        let before = ours.map(wakeUps)
        sleep(Self.seconds)
        let after = ours.map(wakeUps)
        #expect(before == after)
        #expect(before.allSatisfy { $0 != nil })
        let now = ProcessTable.of(node.alice)
        #expect(Set(now.map(\.pid)) == expected, "\(now)")
        session.send(SIGTERM)
        let status = try session.exitStatus()
        #expect(status == ExitStatus.ofSignal(SIGTERM))
      }
    }

    private func wakeUps(_ process: ProcessIdentity?) -> Substring? {
      process.flatMap { File.read("/proc/\($0.pid)/status") }?.split(separator: "\n")
        .first { $0.hasPrefix("voluntary_ctxt_switches:") }
    }
  }
}
