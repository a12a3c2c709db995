import Cgroups
import FoundationEssentials
import Glibc
import Linux
import QGui
import SystemPackage

/// One user's dead sessions on this node. Root looks at them as that user, as all that is read
/// there is the user's own.
struct UserSessions {
  private let account: Account

  init(_ account: Account) { self.account = account }

  /// Removes what a job has left, and the files of an X server that its user started in it by hand.
  ///
  /// - Returns: false when that was not possible by the deadline.
  func remove(_ name: String, until deadline: Instant) -> Bool {
    let display = JobID(directoryName: name).flatMap { DisplayNumber($0.number) }
    return AsUser.run(account, until: deadline) { _ in
      for dead in dead.find({ $0 == name }) { dead.remove() }
      if let display { XDisplay.removeDead(display) }
    } != nil
  }

  /// - Returns: nil when that was not possible by the deadline.
  func sweep(dryRun: Bool, until deadline: Instant) -> [SweepFinding]? {
    guard account.uid != geteuid() else { return sweepOwn(dryRun: dryRun) }
    let answer = AsUser.run(account, until: deadline) { descriptor in
      let findings = sweepOwn(dryRun: dryRun)
      _ = try? descriptor.writeAll(JSONEncoder().encode(findings))
    }
    return answer.flatMap { try? JSONDecoder().decode([SweepFinding].self, from: Data($0.utf8)) }
  }

  private func sweepOwn(dryRun: Bool) -> [SweepFinding] {
    dead.find().map { dead in
      let remains = dead.remains
      if dryRun { dead.release() } else { dead.remove() }
      return SweepFinding(
        .session, dead.name, user: account.name, remains: remains,
        outcome: dryRun ? .found : dead.isThere ? .stayed : .removed)
    }
  }

  private var dead: DeadSessions {
    let host = Machine.hostName
    let home = account.home
    return DeadSessions(
      DeadSessions.Means(
        host: host, xpra: nil, environment: [:],
        endedRecord: {
          StateFiles.endedRecord(environment: [:], home: home, jobDirectoryName: $0, host: host)
        },
        group: MemoryGroup.init(recordText:)))
  }
}
