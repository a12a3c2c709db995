import Glibc
import Linux
import QGui
import SystemPackage

/// The memory cgroup of one PROGRAM.
public struct MemoryGroup: Sendable {
  public let location: CgroupLocation

  public init(location: CgroupLocation) { self.location = location }

  /// Makes the group, or takes over the one that a dead session of the same name left, and limits
  /// it.
  public func make(limit: MemorySize) throws {
    if mkdir(location.directory, 0o755) != 0, errno != EEXIST {
      throw SystemError("make \(location.directory)", Errno(rawValue: errno))
    }
    do {
      try setLimit(limit)
    } catch {
      remove(until: .now)
      throw error
    }
  }

  /// No swap beside it, or a greedy program would bring the node to a crawl before it is killed.
  func setLimit(_ limit: MemorySize) throws {
    switch location.version {
    case .v1:
      // A new group's memsw is unlimited, and must not be below the limit: the limit first.
      try Libcgroup.set("memory.limit_in_bytes", limit.bytes, of: location)
      if has("memory.memsw.limit_in_bytes") {
        try Libcgroup.set("memory.memsw.limit_in_bytes", limit.bytes, of: location)
      }
    case .v2:
      try Libcgroup.set("memory.max", limit.bytes, of: location)
      if has("memory.swap.max") { try Libcgroup.set("memory.swap.max", 0, of: location) }
    }
  }

  /// Moves this process, which must have one thread, into the group.
  public func enter() throws { try Libcgroup.attachThisProcess(to: location) }

  /// Removes the group once its last process has left; false when one has not by the deadline.
  ///
  /// By rmdir(2), which fails as long as a process is inside: libcgroup first opens the parent's
  /// `tasks` for writing, and batch systems give away the directory alone.
  @discardableResult
  public func remove(until deadline: Instant) -> Bool {
    while rmdir(location.directory) != 0, errno != ENOENT {
      if errno != EBUSY || Instant.now >= deadline { return false }
      usleep(10_000)
    }
    return true
  }

  /// Whether groups inside it have the memory controller, on version 2.
  var handsDownMemory: Bool {
    text("cgroup.subtree_control").split { $0 == " " || $0 == "\n" }.contains("memory")
  }

  func has(_ file: String) -> Bool { access("\(location.directory)/\(file)", F_OK) == 0 }

  func text(_ file: String) -> String { File.read("\(location.directory)/\(file)") ?? "" }
}

extension MemoryGroup: RemovableGroup {
  public var processes: [ProcessIdentity] {
    text("cgroup.procs").split(separator: "\n").compactMap { Int32($0) }
      .compactMap(ProcessIdentity.of)
  }
}

extension MemoryGroup {
  public init?(recordText: String) {
    guard let location = CgroupLocation(recordText: recordText) else { return nil }
    self.init(location: location)
  }
}
