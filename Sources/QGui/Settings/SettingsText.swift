extension SettingsFile {
  /// Reads `key = value` lines, `#` comments and blank lines.
  public init(name: String, isSystem: Bool, bytes: some Collection<UInt8>) {
    var text = SettingsText(file: SettingsFile(name: name, isSystem: isSystem))
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      text.take(line)
    }
    self = text.file
  }
}

/// A file as far as it was read.
private struct SettingsText {
  private(set) var file: SettingsFile
  private var number = 0
  /// The line of each key.
  private var lines: [String: Int] = [:]

  init(file: SettingsFile) { self.file = file }

  mutating func take(_ line: some Collection<UInt8>) {
    number += 1
    do throws(SettingsComplaint) {
      try read(line)
    } catch {
      file.problems.append(SettingsProblem(file: file.name, line: number, text: error.description))
    }
  }

  private mutating func read(_ line: some Collection<UInt8>) throws(SettingsComplaint) {
    let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
    // A comment may be in any encoding.
    guard let first = line.first(where: { !blanks.contains($0) }), first != UInt8(ascii: "#") else {
      return
    }
    guard let line = String(validating: line, as: UTF8.self) else {
      throw SettingsComplaint(description: "bytes that are not UTF-8: write the line again")
    }
    guard let equals = line.unicodeScalars.firstIndex(of: "=") else {
      throw SettingsComplaint(
        line.trimmed, "is no setting: say key = value, or # before a comment")
    }
    let key = String(line[..<equals].trimmed)
    let value = String(line[line.unicodeScalars.index(after: equals)...].trimmed)
    try set(key, value)
  }

  private mutating func set(_ name: String, _ value: String) throws(SettingsComplaint) {
    let key = SettingsKey.all.first { $0.name == name }
    guard key != nil || name == SettingsKey.fixed else {
      throw SettingsComplaint(name, "is no key: say one of \(keys)")
    }
    if let line = lines[name], key?.mayRepeat != true {
      throw SettingsComplaint(
        description: "\(name) is on line \(line) already: keep one of the two")
    }
    lines[name] = number
    do throws(SettingsComplaint) {
      guard file.isSystem || key?.isSystemsAlone == false else {
        throw SettingsComplaint(
          description: "is for \(SettingsPlaces.system) alone: remove the line")
      }
      if let key { try key.read(value, &file.values) } else { try fix(value) }
    } catch {
      let hint = value.utf8.contains(UInt8(ascii: "#")) ? "; a comment needs its own line" : ""
      throw SettingsComplaint(description: "\(name) \(error.description)\(hint)")
    }
  }

  private mutating func fix(_ value: String) throws(SettingsComplaint) {
    let names = value.split { $0 == "," || $0.isWhitespace }
    guard !names.isEmpty else {
      throw SettingsComplaint(value, "names no key: say some of \(SettingsKey.usersNames)")
    }
    for name in names {
      guard SettingsKey.all.contains(where: { $0.name == name && !$0.isSystemsAlone }) else {
        throw SettingsComplaint(name, "is no key: say some of \(SettingsKey.usersNames)")
      }
      file.fixed.insert(String(name))
    }
  }

  private var keys: String {
    file.isSystem
      ? SettingsKey.names(SettingsKey.all) + ", \(SettingsKey.fixed)" : SettingsKey.usersNames
  }
}

extension SettingsKey {
  /// Those that users have too, and so those that can be fixed.
  fileprivate static var usersNames: String { names(all.filter { !$0.isSystemsAlone }) }

  fileprivate static func names(_ keys: [SettingsKey]) -> String {
    keys.map(\.name).joined(separator: ", ")
  }
}
