/// Where a job's memory group is made: the decision, from what the prologue found.
public enum JobGroupPlace: Equatable, Sendable {
  /// systemd makes it, as a scope, and so knows of it.
  case scope(String)
  /// We make it.
  case group(CgroupLocation)
  case none(Reason)

  public enum Reason: Equatable, Sendable {
    case batchSystemLimits, noController, noShell
  }

  public struct Found: Sendable {
    /// Where the job's shell is; nil where there is none yet.
    public var shell: CgroupLocation?
    /// Where the batch system's daemon is, or the hook itself.
    public var daemon: CgroupLocation?
    public var systemd: Bool
    /// The group that the batch system has made for this job, where it can be told by the job's id.
    public var batchGroup: CgroupLocation?
    /// The batch system puts the job into a limited group of its own, later.
    public var batchSystemWillLimit: Bool

    public init(
      shell: CgroupLocation?, daemon: CgroupLocation?, systemd: Bool,
      batchGroup: CgroupLocation? = nil, batchSystemWillLimit: Bool
    ) {
      self.shell = shell
      self.daemon = daemon
      self.systemd = systemd
      self.batchGroup = batchGroup
      self.batchSystemWillLimit = batchSystemWillLimit
    }
  }

  /// Below it are the groups of jobs that have none of the batch system's.
  public static let common = "qgui"

  /// - Parameter name: the job's `directoryName`.
  public static func decide(_ name: String, _ found: Found) -> JobGroupPlace {
    // Beside the batch system's group, ours would be a way out of its limit.
    if found.batchSystemWillLimit { return .none(.batchSystemLimits) }
    guard let daemon = found.daemon else { return .none(.noController) }
    let outer = found.shell.flatMap { $0 == daemon ? nil : $0 } ?? found.batchGroup
    if let outer { return .group(outer.child("qgui-\(name)")) }
    if found.systemd, found.shell != nil { return .scope("qgui-\(name).scope") }
    switch daemon.version {
    case .v1: return .group(daemon.child(common).child(name))
    case .v2:
      // Nobody can enter it later: only root could move a process across the tree.
      guard found.shell != nil else { return .none(.noShell) }
      // A group with processes, such as the daemon's, cannot hand the controller down; the root
      // can.
      let root = CgroupLocation(version: .v2, mountPoint: daemon.mountPoint, path: "/")
      return .group(root.child(common).child(name))
    }
  }
}

extension JobGroupPlace.Reason: CustomStringConvertible {
  /// For the system's log.
  public var description: String {
    switch self {
    case .batchSystemLimits: "the batch system limits the job itself"
    case .noController: "this node has no memory controller: see qgui-node check"
    case .noShell: "the job has no shell yet that could be moved into a group"
    }
  }
}
