import Glibc
import Linux
import QGui

/// A look at everything on this node that is dead and still there.
struct Sweep {
  private let dryRun: Bool

  /// Milliseconds for one user, whose home may hang, and for one job.
  private static let patience: UInt64 = 5_000

  init(dryRun: Bool) { self.dryRun = dryRun }

  func run() throws -> [SweepFinding] {
    // The jobs first: their sessions end with them.
    let jobs = geteuid() == 0 ? try jobFindings() : []
    return jobs + users.flatMap(sessionFindings)
  }

  private func jobFindings() throws -> [SweepFinding] {
    let records = try JobRecords()
    return records.names.compactMap(records.read).compactMap { record in
      DeadJob(record, records).sweep(dryRun: dryRun, until: .after(Self.patience))
    }
  }

  /// Root sweeps for everybody.
  private var users: [Account] {
    guard geteuid() == 0 else { return [Account(uid: geteuid())].compactMap { $0 } }
    return SessionDirectory.users.compactMap(Account.init(uid:))
  }

  private func sessionFindings(_ account: Account) -> [SweepFinding] {
    let found = UserSessions(account).sweep(dryRun: dryRun, until: .after(Self.patience))
    return found ?? [
      SweepFinding(
        .session, "(any)", user: account.name, remains: ["no answer within 5 s"], outcome: .stayed)
    ]
  }
}
