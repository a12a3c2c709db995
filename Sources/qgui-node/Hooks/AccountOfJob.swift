import Linux
import QGui

extension Account {
  /// The user of a job, as a hook says it.
  static func ofJob(_ call: HookCall) throws(HookFailure) -> Account {
    guard let account = Account(call.user) else {
      throw HookFailure("job \(call.job.key): there is no user \(call.user)")
    }
    guard account.uid != 0 else {
      throw HookFailure("job \(call.job.key): root's jobs are left alone")
    }
    return account
  }
}
