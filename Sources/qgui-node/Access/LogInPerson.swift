import Linux
import QGui

/// Who logs in, and what the site says of them.
struct LogInPerson {
  let name: AccountName
  let account: Account
  let settings: Settings

  /// - Throws: `LogInError` where PAM does not say it, `LogInRefusal` for nobody.
  init(_ moment: LogIn.Moment) throws {
    name = try LogIn(moment, environment: Machine.environment).user
    guard let account = Account(name) else {
      throw LogInRefusal("there is no user \(name) on \(Machine.hostName)")
    }
    self.account = account
    // A bad line in the site's file costs that line: what is built in refuses.
    settings = Settings.resolve(system: SettingsFiles.system()).settings
  }

  var isAdministrator: Bool {
    account.uid == 0 || settings.adminGroup.map(account.isMember) ?? false
  }
}
