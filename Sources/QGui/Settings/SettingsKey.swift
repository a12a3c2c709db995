/// A key of qgui.conf, with everything in which it differs from the others.
struct SettingsKey: Sendable {
  let name: String
  private(set) var mayRepeat = false
  /// Users' own files must not have it.
  private(set) var isSystemsAlone = false
  /// What says the same on a command line, where it is not `--` and the name.
  private(set) var letter: String?
  /// Reads a value of a file.
  let read: @Sendable (String, inout SettingsValues) throws(SettingsComplaint) -> Void
  /// Adds what a place says to what the places below it say.
  let add: @Sendable (SettingsValues, inout SettingsValues) -> Void
  /// As a file would have it, a text for each value; none where nothing is said.
  let texts: @Sendable (SettingsValues) -> [String]

  static let all = [
    SettingsKey("containment", \.containment, read: wish),
    SettingsKey("display-reserve", \.displayReserve, read: size),
    SettingsKey("default-memory", \.defaultMemory, read: size),
    // Nobody raises what an administrator allows, fixed or not.
    SettingsKey("largest-memory", \.largestMemory, read: size, joined: { min($0, $1) }),
    SettingsKey("grace", \.grace, read: Settings.grace),
    SettingsKey(
      name: "xpra", mayRepeat: true,
      read: { text, values throws(SettingsComplaint) in
        guard XpraOption.isWellFormed(text) else {
          throw SettingsComplaint(text, "is no setting of xpra: say name=value, such as speaker=on")
        }
        values.xpra.append(text)
      }, add: { $1.xpra += $0.xpra }, texts: { $0.xpra }),
    SettingsKey(
      "walltime-warnings", \.walltimeWarnings, read: asked(WarningTimes.init(option:))),
    SettingsKey("on-warning", \.onWarning, read: program),
    SettingsKey("job-cores", \.jobCores, letter: "-t", read: asked(JobCores.init(option:))),
    SettingsKey("job-memory", \.jobMemory, letter: "-m", read: size),
    SettingsKey("job-walltime", \.jobWalltime, letter: "-w", read: asked(WallTime.init(option:))),
    SettingsKey("job-queue", \.jobQueue, letter: "-q", read: asked(QueueName.init(option:))),
    SettingsKey("job-syntax", \.jobSyntax, read: syntax),
    SettingsKey(
      name: "job-option", mayRepeat: true, letter: "-o",
      read: { text, values throws(SettingsComplaint) in
        values.jobOptions.append(try asked(JobDirective.init(option:))(text))
      }, add: { $1.jobOptions += $0.jobOptions }, texts: { $0.jobOptions.map(\.description) }),
    SettingsKey("host-suffix", \.hostSuffix, read: suffix),
    SettingsKey("admin-group", \.adminGroup, isSystemsAlone: true, read: group),
    SettingsKey("access-unknown", \.accessUnknown, isSystemsAlone: true, read: access),
  ]

  /// What only the system's file has.
  static let fixed = "fixed"
}

extension SettingsKey {
  var option: String { letter ?? "--\(name)" }

  /// A key with one value.
  private init<Value: Sendable>(
    _ name: String, _ path: any WritableKeyPath<SettingsValues, Value?> & Sendable,
    isSystemsAlone: Bool = false, letter: String? = nil,
    read: @escaping @Sendable (String) throws(SettingsComplaint) -> Value,
    joined: @escaping @Sendable (_ below: Value, _ above: Value) -> Value = { _, above in above }
  ) {
    self.init(
      name: name, isSystemsAlone: isSystemsAlone, letter: letter,
      read: { text, values throws(SettingsComplaint) in values[keyPath: path] = try read(text) },
      add: { above, values in
        guard let value = above[keyPath: path] else { return }
        values[keyPath: path] = values[keyPath: path].map { joined($0, value) } ?? value
      },
      texts: { values in values[keyPath: path].map { ["\($0)"] } ?? [] })
  }

  private static func wish(_ text: String) throws(SettingsComplaint) -> Containment.Wish {
    guard let wish = Containment.Wish(rawValue: text) else {
      throw SettingsComplaint(text, "is no wish: say required, preferred or off")
    }
    return wish
  }

  private static func program(_ text: String) throws(SettingsComplaint) -> String {
    guard !text.isEmpty, !text.contains(where: \.isWhitespace) else {
      throw SettingsComplaint(text, "is no program: say a name or a path, without arguments")
    }
    return text
  }

  private static func group(_ text: String) throws(SettingsComplaint) -> AccountName {
    guard let group = AccountName(text) else {
      throw SettingsComplaint(text, "is no name of a group: say one, such as hpcadmin")
    }
    return group
  }

  private static func access(_ text: String) throws(SettingsComplaint) -> NodeAccess.WhenUnknown {
    guard let wish = NodeAccess.WhenUnknown(rawValue: text) else {
      throw SettingsComplaint(text, "is no answer: say refuse or admit")
    }
    return wish
  }

  private static func size(_ text: String) throws(SettingsComplaint) -> MemorySize {
    do throws(MemorySizeError) {
      return try MemorySize(option: text)
    } catch {
      throw SettingsComplaint(description: error.description)
    }
  }

  /// Reads what an option of `qconnect -g` may say too.
  private static func asked<Value>(
    _ read: @escaping @Sendable (String) throws(JobRequestError) -> Value
  ) -> @Sendable (String) throws(SettingsComplaint) -> Value {
    { text throws(SettingsComplaint) in
      do throws(JobRequestError) {
        return try read(text)
      } catch {
        throw SettingsComplaint(description: error.description)
      }
    }
  }

  private static func syntax(_ text: String) throws(SettingsComplaint) -> JobSyntax {
    guard let syntax = JobSyntax(rawValue: text) else {
      throw SettingsComplaint(text, "is not valid here: use nodes or select")
    }
    return syntax
  }

  private static func suffix(_ text: String) throws(SettingsComplaint) -> HostSuffix {
    guard let suffix = HostSuffix(text) else {
      throw SettingsComplaint(text, "is no domain: say one, such as .cluster.example")
    }
    return suffix
  }
}

extension Settings {
  /// Reads `grace`, of a file or an option.
  public static func grace(option text: String) throws(SettingsComplaint) -> UInt16 {
    guard let seconds = strictDecimal(text.utf8, upTo: UInt64(UInt16.max)) else {
      throw SettingsComplaint(text, "is no number of seconds: say 0 to \(UInt16.max)")
    }
    return UInt16(seconds)
  }
}

/// What is wrong with a value, and what to write.
public struct SettingsComplaint: Error, CustomStringConvertible {
  public let description: String

  init(description: String) { self.description = description }

  init(_ value: some StringProtocol, _ complaint: String) {
    description = "'\(value.printable(limit: 40))' \(complaint)"
  }
}
