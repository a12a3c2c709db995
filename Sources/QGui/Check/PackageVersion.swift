/// Which versions of packages are installed, as the package managers say it.
public enum PackageVersion {
  /// For `dpkg-query --show --showformat`: a line for each package, installed or not.
  public static let dpkgFormat = "${Package} ${Version} ${db:Status-Status}\\n"
  /// For `rpm --query --queryformat`.
  public static let rpmFormat = "%{NAME} %{VERSION} installed\\n"

  /// From lines of these formats: upstream's version of each installed package.
  public static func installed(_ text: String) -> [String: String] {
    var result: [String: String] = [:]
    for words in text.split(separator: "\n").map({ $0.split(separator: " ") })
    where words.count == 3 && words[2] == "installed" {
      result[String(words[0])] = upstream(words[1])
    }
    return result
  }

  /// Without Debian's epoch and revision (deb-version(7)).
  static func upstream(_ version: Substring) -> String {
    let rest = version.firstIndex(of: ":").map { version[version.index(after: $0)...] } ?? version
    return String(rest.lastIndex(of: "-").map { rest[..<$0] } ?? rest)
  }

  /// Whether it is at least `major.minor`; nil for what is no version.
  static func isAtLeast(_ version: String, _ major: UInt64, _ minor: UInt64) -> Bool? {
    let parts = version.split(separator: ".").prefix(2).map { part in
      UInt64(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard let first = parts.first ?? nil else { return nil }
    let second = parts.count > 1 ? parts[1] ?? 0 : 0
    return (first, second) >= (major, minor)
  }
}
