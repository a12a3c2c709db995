/// A module of PAM's as sshd would load it: a line whose module is missing fails (pam.d(5)).
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

  /// The files that a line may mean, in the order in which they are looked for.
  public static func paths(_ file: String) -> [String] {
    file.hasPrefix("/") ? [file] : folders.map { "\($0)/\(file)" }
  }

  /// Nil where nothing is wrong with it.
  func fault(_ name: String, _ module: String) -> CheckResult? {
    switch self {
    case .loads, .untried: nil
    case .missing:
      CheckResult(
        name, .wrong, "\(module) is not installed, and its line fails for every user",
        remedy: "put it into \(Self.folders[0]), or take its line out of /etc/pam.d")
    case .fails(let why):
      CheckResult(
        name, .wrong, "\(module) cannot be loaded, and its line fails for every user: \(why)",
        remedy: "build it for this node")
    }
  }
}
