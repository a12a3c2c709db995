/// What a session needs of the distribution.
public struct PackageCheck: Sendable {
  public enum Installer: String, Sendable {
    case apt, dnf
  }

  /// The names of one thing: of its command, if it is one, and of its package.
  public struct Wanted: Sendable {
    public let name: String
    public let command: String?
    public let debian: String
    public let redHat: String
    /// The oldest that will do.
    let oldest: (major: UInt64, minor: UInt64)?

    public func package(_ installer: Installer) -> String { installer == .apt ? debian : redHat }
  }

  public static let wanted = [
    Wanted(name: "xpra", command: "xpra", debian: "xpra", redHat: "xpra", oldest: (3, 1)),
    Wanted(
      name: "Xvfb", command: "Xvfb", debian: "xvfb", redHat: "xorg-x11-server-Xvfb", oldest: nil),
    // xpra depends on it, and Debian only recommends it.
    Wanted(
      name: "PIL", command: nil, debian: "python3-pil", redHat: "python3-pillow", oldest: nil),
    // For the notices; what takes its place without it is gone too soon to be read.
    Wanted(
      name: "xmessage", command: "xmessage", debian: "x11-utils", redHat: "xorg-x11-apps",
      oldest: nil),
  ]

  /// The file that shows it; nil where there is none.
  public var file: String?
  /// The package's, where a package manager knows it.
  public var version: String?
  public var installer: Installer

  public init(file: String?, version: String?, installer: Installer) {
    self.file = file
    self.version = version
    self.installer = installer
  }

  public func result(_ wanted: Wanted) -> CheckResult {
    let name = wanted.name.lowercasedASCII
    let install = "\(installer.rawValue) install \(wanted.package(installer))"
    guard let file else {
      return CheckResult(name, .wrong, "\(wanted.name) is not installed", remedy: install)
    }
    guard let version else {
      return CheckResult(name, .ok, "\(wanted.name) is \(file), of no known version")
    }
    if let oldest = wanted.oldest,
      PackageVersion.isAtLeast(version, oldest.major, oldest.minor) == false
    {
      return CheckResult(
        name, .wrong,
        "\(wanted.name) \(version) is too old, it takes \(oldest.major).\(oldest.minor)",
        remedy: install)
    }
    return CheckResult(name, .ok, "\(wanted.name) \(version)")
  }
}
