/// Readers that are fuzzed together, and what must hold of all that they read.
struct FuzzTarget: Sendable {
  let name: String
  /// What to begin with, beside the transcripts in Tests/Fixtures.
  let seeds: [[UInt8]]
  /// Ends the process where something does not hold.
  let run: @Sendable (FuzzInput) -> Void

  init(_ name: String, seeds: [String], run: @escaping @Sendable (FuzzInput) -> Void) {
    self.init(name, bytes: seeds.map { Array($0.utf8) }, run: run)
  }

  init(_ name: String, bytes: [[UInt8]], run: @escaping @Sendable (FuzzInput) -> Void) {
    self.name = name
    seeds = bytes
    self.run = run
  }

  static let all = [
    QstatTarget.target, JobListTarget.target, JobTarget.target, NumberTarget.target,
    RecordTarget.target, SettingsTarget.target, KernelTarget.target, NodeAnswerTarget.target,
    SubmitTarget.target, ConfigTarget.target,
  ]
}
