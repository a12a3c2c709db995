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

  /// Why qgui-run sets no limit for PROGRAM.
  public enum Missing: Equatable, Sendable {
    /// Neither the user nor the job says how much.
    case request
    /// No group can be made here for a limit of this size.
    case delegation(MemorySize)
    /// The job is in a group that its user may not look into: what holds there is not known.
    case hidden(CgroupLocation)
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
    /// The limit above qgui-run cannot be read.
    public var isHidden: Bool

    public init(
      location: CgroupLocation?, delegated: CgroupLocation?, outerLimit: MemorySize?,
      userSystemd: Bool, isHidden: Bool = false
    ) {
      self.isHidden = isHidden
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
    if found.userSystemd, found.outerLimit == nil, !found.isHidden, let limit = wanted {
      return .userScope(limit: limit)
    }
    if let location = found.location, let limit = found.outerLimit {
      return .batchGroup(location, limit: limit)
    }
    if found.isHidden, let location = found.location { return .none(.hidden(location)) }
    return .none(wanted.map { .delegation($0) } ?? .request)
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
  /// What was found out about the request of a job.
  public enum Request: Equatable, Sendable {
    /// There is no job, or the batch system says that it asks for no memory.
    case noJob, none
    /// The batch system did not say it.
    case unknown
  }

  /// The warning: what was found, what to do. Nil where it is as the user wants it.
  ///
  /// - Parameters:
  ///   - program: safe to print.
  ///   - ofProcess: the batch system's limit for each process.
  public func sentence(
    program: String, request: Request, ofProcess: MemorySize?
  ) -> String? {
    switch self {
    case .request: Self.withoutLimit(program, request)
    case .delegation where ofProcess != nil:
      "each process of \(program) may use \(ofProcess?.approximate ?? ""), and qgui-run cannot limit them"
        + " together: \(Self.noGroup)"
    case .delegation(let limit):
      "cannot limit \(program) to \(limit.approximate): \(Self.noGroup)"
    case .hidden(let location):
      "cannot read the memory limit of the job (\(location.directory.printable(limit: 60))):"
        + " ask the administrator to run qgui-node check on this node"
    case .switchedOff: nil
    }
  }

  /// Under `containment = required`, instead of the warning.
  public func refusal(program: String, request: Request) -> String? {
    let (found, advice): (String, String)
    switch self {
    case .request where request == .noJob:
      (found, advice) = ("no limit is set", "use --mem=4gb, for example")
    case .request where request == .none:
      (found, advice) = ("the job asks for no memory", "ask for mem= in the job, or use --mem")
    case .request:
      (found, advice) = ("qgui-run cannot find out what the job asks for", "use --mem")
    case .delegation:
      (found, advice) = (
        "no memory cgroup can be made here", "ask the administrator (qgui-node check)"
      )
    case .hidden:
      (found, advice) = (
        "the job's memory limit cannot be read", "ask the administrator (qgui-node check)"
      )
    case .switchedOff: return nil
    }
    return "cannot start \(program): a memory limit is required here, and \(found): \(advice)"
  }

  private static let noGroup =
    "no memory cgroup can be made here: ask the administrator (qgui-node check)"

  private static func withoutLimit(
    _ program: String, _ request: Request
  ) -> String {
    switch request {
    case .noJob: return "no memory limit is set for \(program): use --mem, such as --mem=4gb"
    case .none:
      return
        "the job asks for no memory, so no limit is set for \(program): ask for mem= in the job,"
        + " or use --mem"
    case .unknown:
      return "cannot find out how much memory the job asks for, so no limit is set for \(program):"
        + " use --mem"
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
