import Glibc
import Linux
import QGui
import SystemPackage

/// The memory group of a whole job: made by root, limited, and given to the job's user just so far
/// that they can make groups of their own inside it.
public struct JobGroup {
  public let location: CgroupLocation

  public init(location: CgroupLocation) { self.location = location }

  private var group: MemoryGroup { MemoryGroup(location: location) }

  /// On version 2 processes are in leaves only: the job's shell is in this one.
  private var leaf: CgroupLocation { location.version == .v2 ? location.child("main") : location }

  /// The most groups that a user can make below it, and how deep, on version 2. Version 1 knows
  /// no such bound.
  private static let most = "256"
  private static let deepest = "8"

  public var exists: Bool { access(location.directory, F_OK) == 0 }

  /// Whether nobody is in it.
  public var isEmpty: Bool { GroupTree(location).isEmpty }

  /// Makes the group, or completes the one that systemd has made, moves the job's shell in and
  /// limits it; nil for no limit of its own.
  public func make(shell: ProcessIdentity?, limit: MemorySize?) throws {
    let parent = location.parent
    if let parent, parent.path.hasSuffix("/\(JobGroupPlace.common)") { try makeCommon(parent) }
    try makeDirectory(location)
    try makeDirectory(leaf)
    if let shell { try take(shell) }
    if location.version == .v2 {
      try emptyIntoLeaf(parent)
      try handDownMemory()
      try? write(Self.most, "cgroup.max.descendants", location)
      try? write(Self.deepest, "cgroup.max.depth", location)
    }
    if let limit { try group.setLimit(limit) }
  }

  /// Moves a process of the job in, with all its threads. Libcgroup moves one thread on version 1,
  /// and on version 2 nobody into a group that the controller is not handed down to yet.
  ///
  /// A user may have removed the leaf, or made the tree threaded: that must not keep the job's next
  /// process outside.
  ///
  /// - Throws: `SystemError` where the process is in another group afterwards.
  public func take(_ process: ProcessIdentity) throws {
    guard process.isAlive else {
      throw SystemError("move process \(process.pid)", .noSuchProcess)
    }
    try move(process)
    guard holds(process) else {
      throw SystemError("move process \(process.pid) to \(location.directory)", .invalidArgument)
    }
  }

  /// Whether a process is in it, or in a group inside it.
  public func holds(_ process: ProcessIdentity) -> Bool {
    let place = CgroupLocation.of(process.pid)
    return place.map { $0 == location || $0.isBelow(location) } ?? false
  }

  private func move(_ process: ProcessIdentity) throws {
    do {
      try write("\(process.pid)", "cgroup.procs", leaf)
    } catch  where location.version == .v2 {
      let fresh = location.child("task-\(process.pid)")
      do {
        try makeDirectory(fresh)
        try write("\(process.pid)", "cgroup.procs", fresh)
      } catch {
        try write("\(process.pid)", "cgroup.procs", location)
      }
    }
  }

  /// What a user needs to make groups inside and to move processes between them, and nothing that
  /// would raise the limit or lead out (cgroups of the kernel, "Delegation").
  public func delegate(to user: Account) throws {
    let files =
      location.version == .v1
      ? ["tasks", "cgroup.procs"] : ["cgroup.procs", "cgroup.threads", "cgroup.subtree_control"]
    for path in [location.directory] + files.map({ "\(location.directory)/\($0)" }) {
      guard lchown(path, user.uid, user.gid) == 0 else {
        throw SystemError("give \(path) to \(user.name)", Errno(rawValue: errno))
      }
    }
  }

  /// Removes the group and all below it that nobody is in: whether it is gone.
  public func remove() -> Bool { GroupTree(location).remove() }

  /// Of all jobs' groups. One that was made with another umask would keep users from their own.
  private func makeCommon(_ place: CgroupLocation) throws {
    try makeDirectory(place)
    guard chmod(place.directory, 0o755) == 0 else {
      throw SystemError("open \(place.directory) to users", Errno(rawValue: errno))
    }
  }

  private func makeDirectory(_ place: CgroupLocation) throws {
    guard mkdir(place.directory, 0o755) == 0 || errno == EEXIST else {
      throw SystemError("make \(place.directory)", Errno(rawValue: errno))
    }
  }

  /// A group of the batch system's, with the shell and its hooks in it, cannot hand the controller
  /// down before the last of them has left it.
  private func emptyIntoLeaf(_ parent: CgroupLocation?) throws {
    guard let parent, parent.path != "/" else { return }
    for process in MemoryGroup(location: parent).processes {
      try? write("\(process.pid)", "cgroup.procs", leaf)
    }
  }

  /// From the root of the hierarchy down to this group.
  private func handDownMemory() throws {
    let chain = Array(sequence(first: location) { $0.parent }).reversed()
    for place in chain where !MemoryGroup(location: place).handsDownMemory {
      try write("+memory", "cgroup.subtree_control", place)
    }
  }

  private func write(_ text: String, _ file: String, _ place: CgroupLocation) throws {
    let path = "\(place.directory)/\(file)"
    do { try File.overwrite(path, text) } catch let errno as Errno {
      throw SystemError("write \(path)", errno)
    }
  }
}
