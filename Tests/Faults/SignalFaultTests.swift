import Glibc
import Linux
import QGui
import TestSupport
import Testing

extension AllFaults {
  /// A signal from a seeded generator hits a process of a session at some moment: the session's end
  /// is in order all the same.
  @Suite struct SignalFaultTests {
    /// `SEED` is the first run's, each other has the next number; `RUNS` says how many.
    private static let seed = number("SEED") ?? 1
    private static let runs = number("RUNS") ?? 25
    /// So many sessions at a time.
    private static let lanes: UInt64 = 2

    @Test func anySignalAtAnyMomentForAnybody() async throws {
      let begin = Instant.now.milliseconds
      let figures = try await withThrowingTaskGroup(of: FaultFigures.self) { group in
        for lane in 0..<Self.lanes { group.addTask { try Self.run(lane) } }
        return try await group.reduce(into: FaultFigures()) { $0.add($1) }
      }
      let seconds = (Instant.now.milliseconds - begin) / 1_000
      print("SEED=\(Self.seed) RUNS=\(Self.runs): \(seconds) s\n\(figures.text)")
    }

    private static func run(_ lane: UInt64) throws -> FaultFigures {
      try NodeSetting.withOwnNode("fault\(lane)") {
        var figures = FaultFigures()
        for number in stride(from: lane, to: runs, by: Int(lanes)) {
          let fault = SignalFault(seed: seed + number)
          let (outcome, failed) = try run(fault)
          figures.add(fault, outcome, failed: failed)
        }
        return figures
      }
    }

    private static func run(_ fault: SignalFault) throws -> (FaultOutcome, failed: Bool) {
      var wrong: [String] = []
      var outcome = FaultOutcome()
      try Node.run { node in
        do {
          let run = try FaultRun(fault, on: node)
          wrong = try run.perform()
          outcome = run.outcome
        } catch {
          wrong = ["\(error)"]
        }
      }
      if !wrong.isEmpty {
        let again = "make faults SEED=\(fault.seed) RUNS=1"
        Issue.record("\(again): \(fault):\n\(wrong.joined(separator: "\n"))")
      }
      return (outcome, !wrong.isEmpty)
    }

    private static func number(_ name: String) -> UInt64? {
      Machine.environment[name].flatMap { UInt64($0) }
    }
  }
}
