import Cgroups
import Glibc
import Linux
import QGui
import SystemPackage

/// What a job will do, tried: root makes a job's group with a process in it, and the job's user makes a
/// limited group inside it, and enters that.
struct ContainmentTrial {
  private let account: Account
  private let name = "check-\(getpid())"

  /// Milliseconds for each part.
  private static let patience: UInt64 = 5_000
  private static let limit = MemorySize(bytes: 64 << 20)

  /// Nil where only root could try it.
  static func result(as user: String) -> CheckResult? {
    guard geteuid() == 0 else { return nil }
    guard let account = AccountName(user).flatMap(Account.init), account.uid != 0 else {
      return CheckResult(
        key, .unknown, "there is no ordinary user \(user.printable(limit: 40))",
        remedy: "name another with --user")
    }
    return ContainmentTrial(account: account).result
  }

  private static let key = "containment-trial"

  private init(account: Account) { self.account = account }

  private var result: CheckResult {
    guard let own = CgroupLocation.own else {
      return CheckResult(
        Self.key, .unknown, "no job's group can be tried here: there is no memory controller")
    }
    guard own.version == .v1, !Systemd.isRunning else {
      return CheckResult(
        Self.key, .note, "a job's group was not tried: here it takes a first job",
        remedy: "see the system's log after it: journalctl -t qgui-node")
    }
    let place = own.child(JobGroupPlace.common).child(name)
    let why = failure(in: JobGroup(location: place))
    guard let why else {
      return CheckResult(
        Self.key, .ok, "a job of \(account.name) can limit its program: tried in \(place.path)")
    }
    return CheckResult(
      Self.key, .wrong, "a job of \(account.name) cannot limit its program: \(why)",
      remedy: "see cgroup/README.md")
  }

  /// In a child, which enters the group as a job's shell does.
  private func failure(in group: JobGroup) -> String? {
    let isFirst = group.location.parent.map { access($0.directory, F_OK) != 0 } ?? false
    let why = ChildAnswer.of(until: .after(2 * Self.patience)) { answer in
      if let why = Self.failure(in: group, account) { _ = try? answer.writeAll(why.utf8) }
    }
    _ = group.end(until: .after(Self.patience))
    guard group.remove() else { return "\(group.location.directory) cannot be removed" }
    if isFirst, let common = group.location.parent { rmdir(common.directory) }
    guard let why else { return "it does not end" }
    return why.isEmpty ? nil : why
  }

  private static func failure(in group: JobGroup, _ account: Account) -> String? {
    do {
      try group.make(shell: .current, limit: limit)
      try group.delegate(to: account)
    } catch {
      return "\(error)"
    }
    let said = AsUser.run(account, until: .after(patience)) { answer in
      let inner = MemoryGroup(location: group.location.child("qgui-check"))
      do {
        try inner.make(limit: limit)
        try inner.enter()
        guard CgroupLocation.own == inner.location else {
          throw SystemError("enter it", .permissionDenied)
        }
        _ = try? answer.writeAll("done".utf8)
      } catch {
        _ = try? answer.writeAll("\(error)".utf8)
      }
    }
    return said == "done" ? nil : said ?? "it does not end"
  }
}
