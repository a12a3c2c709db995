import Glibc
import Linux
import QGui

/// A memory cgroup, version 1, as a batch system makes one around a job: delegated to the job's
/// user, or not.
public struct MemoryTestGroup: Sendable {
  public let directory: String

  static func make(_ name: String, limit: MemorySize?, delegatedTo user: TestUser?) throws
    -> MemoryTestGroup
  {
    guard let mount = TestMachine.memoryMount else { throw Failed("no memory controller") }
    let group = MemoryTestGroup(directory: "\(mount)/\(name)")
    guard mkdir(group.directory, 0o755) == 0 else {
      throw Failed("cannot make \(group.directory): errno \(errno)")
    }
    if let limit {
      try File.overwrite("\(group.directory)/memory.limit_in_bytes", "\(limit.bytes)")
    }
    // What root gives away, and no more: the user owns the groups inside, not this one's limit.
    for path in user == nil ? [] : ["", "/tasks", "/cgroup.procs"] {
      user?.own(group.directory + path)
    }
    return group
  }

  public var groups: [String] {
    Directory.names(directory).filter { FileTree.exists("\(directory)/\($0)/tasks") }
  }

  /// The names of the jobs' groups that a prologue has made in it.
  public var jobs: [String] {
    Directory.names("\(directory)/qgui").filter {
      FileTree.exists("\(directory)/qgui/\($0)/tasks")
    }.sorted()
  }

  public func text(_ file: String) -> String {
    (File.read("\(directory)/\(file)") ?? "").split(separator: "\n").joined(separator: "\n")
  }

  /// After the processes in it have ended.
  func remove() throws {
    try eventually("\(directory) can be removed") {
      DirectoryTree(directory).walk(leave: { unlinkat($0, $1, AT_REMOVEDIR) })
      return rmdir(directory) == 0 || errno == ENOENT
    }
  }
}
