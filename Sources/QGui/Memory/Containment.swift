/// What limits PROGRAM's memory: the decision, from what was found on the node.
public enum Containment: Equatable, Sendable {
  /// A group of our own, made inside `parent`. `jobLimit`: the batch system's limit, where it
  /// covers the display too and PROGRAM's is that less a reserve.
  case group(parent: CgroupLocation, limit: MemorySize, jobLimit: MemorySize?)
  /// A scope of the user's own systemd.
  case userScope(limit: MemorySize)
  /// The batch system's own limit, for PROGRAM and display together.
  case batchGroup(CgroupLocation, limit: MemorySize)
  case none(Missing)

  /// Why nothing limits PROGRAM.
  public enum Missing: Equatable, Sendable {
    /// Nobody said how much.
    case request
    /// No group can be made here.
    case delegation
    case switchedOff
  }

  /// The word of the user, or of the administrator: `--containment`, `containment =`.
  public enum Wish: String, CaseIterable, Sendable {
    case required, preferred, off
  }

  /// What was found on the node.
  public struct Found: Sendable {
    /// Where qgui-run is itself.
    public var location: CgroupLocation?
    /// A group in which this user may make others.
    public var delegated: CgroupLocation?
    /// The smallest limit above qgui-run.
    public var outerLimit: MemorySize?
    /// The user has a systemd of their own that can limit memory.
    public var userSystemd: Bool

    public init(
      location: CgroupLocation?, delegated: CgroupLocation?, outerLimit: MemorySize?,
      userSystemd: Bool
    ) {
      self.location = location
      self.delegated = delegated
      self.outerLimit = outerLimit
      self.userSystemd = userSystemd
    }
  }

  /// - Parameter reserve: what to keep for the display, at most a quarter.
  public static func decide(
    _ wish: Wish, _ found: Found, request: MemorySize?, reserve: MemorySize
  ) -> Containment {
    guard wish != .off else { return .none(.switchedOff) }
    let inner = found.outerLimit.map { DisplayReserve.limit(within: $0, keeping: reserve) }
    let wanted = [request, inner].compactMap { $0 }.min()
    if let parent = found.delegated, let limit = wanted {
      return .group(
        parent: parent, limit: limit, jobLimit: limit == inner ? found.outerLimit : nil)
    }
    // A scope would take PROGRAM out of the batch system's group.
    if found.userSystemd, found.outerLimit == nil, let limit = wanted {
      return .userScope(limit: limit)
    }
    if let location = found.location, let limit = found.outerLimit {
      return .batchGroup(location, limit: limit)
    }
    return .none(wanted == nil ? .request : .delegation)
  }

  public var limit: MemorySize? {
    switch self {
    case .group(_, let limit, _), .userScope(let limit), .batchGroup(_, let limit): limit
    case .none: nil
    }
  }

  /// How the record names it.
  public var name: String {
    switch self {
    case .group(let parent, _, _): "group \(parent.version.rawValue)"
    case .userScope: "user scope"
    case .batchGroup: "batch system"
    case .none: "none"
    }
  }
}

extension Containment.Missing {
  /// The warning, or under `--containment required` the refusal: what is missing, what to do. Nil
  /// where it is as the user wants it.
  public var sentence: String? {
    switch self {
    case .request: "nothing says how much memory: ask for mem= in the job, or use --mem"
    case .delegation:
      "no memory cgroup can be made here: ask the administrator for one (see qgui's README)"
    case .switchedOff: nil
    }
  }
}

/// What is kept for the display where one limit covers it and PROGRAM.
public enum DisplayReserve {
  /// xpra and Xvfb take 300 MB with one client.
  public static let builtIn = MemorySize(bytes: 400 << 20)

  /// PROGRAM's limit inside a limit for both: a quarter at most is kept, so that a small job is
  /// still a job.
  public static func limit(within job: MemorySize, keeping reserve: MemorySize) -> MemorySize {
    MemorySize(bytes: job.bytes - min(reserve.bytes, job.bytes / 4))
  }
}
