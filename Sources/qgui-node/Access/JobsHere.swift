import Linux
import QGui

/// The jobs of a user that run on this node, by root's own records: from their prologue until their
/// first process has ended, or their epilogue.
struct JobsHere {
  private let records: JobRecords?

  /// None where the records cannot be trusted.
  init() { records = try? JobRecords() }

  func of(_ account: Account) -> [(record: JobRecord, age: UInt64)] {
    guard let records else { return [] }
    return records.names.compactMap(records.read)
      .filter { $0.uid == account.uid && Self.runs($0) }
      .map { ($0, records.age($0.name)) }
  }

  private static func runs(_ record: JobRecord) -> Bool {
    // Where no first process is known, the group is there until the epilogue.
    record.shell?.isAlive ?? record.jobGroup.map(\.exists) ?? true
  }
}
