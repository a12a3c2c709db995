/// What holds, of the options, the user's file, the system's and the built-in.
public struct Settings: Equatable, Sendable {
  public private(set) var containment = Containment.Wish.preferred
  /// What is kept of the job's limit for the display, at most a quarter of it.
  public private(set) var displayReserve = DisplayReserve.builtIn
  /// The limit where nobody asked for one.
  public private(set) var defaultMemory: MemorySize?
  public private(set) var largestMemory: MemorySize?
  /// Seconds between a signal that ends the job and SIGKILL.
  public private(set) var grace: UInt16 = 5
  /// `NAME=VALUE`; of a name that is there twice the later counts.
  public private(set) var xpra: [String] = []
  public private(set) var walltimeWarnings = WarningTimes.builtIn
  /// What is called with each warning, for work to be saved: a program's name or path.
  public private(set) var onWarning: String?
  /// Its members may always log in to a node.
  public private(set) var adminGroup: AccountName?
  /// Who may log in when nobody can say whether they have a job.
  public private(set) var accessUnknown = NodeAccess.WhenUnknown.refuse
  /// What a job of `qconnect -g` asks for.
  public private(set) var jobCores: JobCores?
  public private(set) var jobMemory: MemorySize?
  public private(set) var jobWalltime: WallTime?
  public private(set) var jobQueue: QueueName?
  public private(set) var jobSyntax = JobSyntax.nodes
  public private(set) var jobOptions: [JobDirective] = []
  /// What makes a node's short name one that this machine finds.
  public private(set) var hostSuffix: HostSuffix?
  /// The file that has `largestMemory`, for messages.
  public private(set) var largestMemoryFile: String?

  /// The built-in.
  public init() {}
}

extension Settings {
  /// - Returns: with the settings what to tell a user whose values do not count, as the
  ///   administrator has fixed others.
  public static func resolve(
    options: SettingsValues = SettingsValues(), user: SettingsFile? = nil, system: SettingsFile
  ) -> (settings: Settings, notice: String?) {
    var values = SettingsValues(Settings())
    var overruled = Overruled()
    for key in SettingsKey.all {
      key.add(system.values, &values)
      if system.fixed.contains(key.name) {
        overruled.compare(key, values, options: options, user: user)
      } else {
        if let user { key.add(user.values, &values) }
        key.add(options, &values)
      }
    }
    var settings = Settings()
    settings.take(values)
    if let largest = values.largestMemory {
      settings.largestMemoryFile =
        system.values.largestMemory == largest ? system.name : user?.name
    }
    return (settings, overruled.sentence(system: system))
  }

  private mutating func take(_ values: SettingsValues) {
    containment = values.containment ?? containment
    displayReserve = values.displayReserve ?? displayReserve
    defaultMemory = values.defaultMemory
    largestMemory = values.largestMemory
    grace = values.grace ?? grace
    xpra = values.xpra
    walltimeWarnings = values.walltimeWarnings ?? walltimeWarnings
    onWarning = values.onWarning
    adminGroup = values.adminGroup
    accessUnknown = values.accessUnknown ?? accessUnknown
    jobCores = values.jobCores
    jobMemory = values.jobMemory
    jobWalltime = values.jobWalltime
    jobQueue = values.jobQueue
    jobSyntax = values.jobSyntax ?? jobSyntax
    jobOptions = values.jobOptions
    hostSuffix = values.hostSuffix
  }
}

/// The fixed keys of which a user says otherwise, for one line about all of them.
private struct Overruled {
  private var fixed: [String] = []
  private var sources: [String] = []

  mutating func compare(
    _ key: SettingsKey, _ values: SettingsValues, options: SettingsValues, user: SettingsFile?
  ) {
    let texts = key.texts(values)
    let isOption = !key.texts(options).allSatisfy(texts.contains)
    let inFile = user.flatMap { key.texts($0.values).allSatisfy(texts.contains) ? nil : $0.name }
    guard isOption || inFile != nil else { return }
    let value = texts.joined(separator: ", ").printable(limit: 100)
    fixed.append(texts.isEmpty ? "no \(key.name)" : "\(key.name) = \(value)")
    if isOption { sources.append(key.option) }
    if let file = inFile?.printable(limit: 200), !sources.contains(file) { sources.append(file) }
  }

  func sentence(system: SettingsFile) -> String? {
    guard !fixed.isEmpty else { return nil }
    return "\(system.name.printable(limit: 200)) fixes \(fixed.joined(separator: "; ")):"
      + " what \(sources.joined(separator: ", ")) says otherwise does not count"
  }
}
