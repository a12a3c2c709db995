/// A module of PAM's as sshd would load it: pam(8) passes over none that is missing, and refuses.
public enum PAMModule: Equatable, Sendable {
  case loads
  case missing
  /// The loader's words (dlopen(3)), or which user can change the file.
  case fails(String)
  /// It was not tried.
  case untried

  /// Where a module without a folder is looked for: Debian's place, then libpam's own.
  public static let folders = [
    "/lib/x86_64-linux-gnu/security", "/lib/aarch64-linux-gnu/security", "/lib64/security",
    "/lib/security", "/usr/lib64/security", "/usr/lib/security",
  ]

  /// Nil where nothing is wrong with it.
  func fault(_ name: String, _ module: String) -> CheckResult? {
    switch self {
    case .loads, .untried: nil
    case .missing:
      CheckResult(
        name, .wrong, "\(module) is not installed, so that no user can log in",
        remedy: "put it into \(Self.folders[0]), or take its line out of /etc/pam.d")
    case .fails(let why):
      CheckResult(
        name, .wrong, "\(module) cannot be loaded, so that no user can log in: \(why)",
        remedy: "build it for this node")
    }
  }
}
