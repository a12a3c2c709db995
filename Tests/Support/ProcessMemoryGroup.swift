import Glibc
import Linux
import QGui

/// The memory group of a process on a host, version 1, seen from outside.
public struct ProcessMemoryGroup: Equatable, Sendable, CustomStringConvertible {
  /// As the host names it: `/qgui/7`.
  public let path: String
  /// The lowest limit from the group upwards, in bytes.
  public let limit: UInt64

  public var description: String { "\(path), limit \(limit)" }

  /// Nil for a process that is gone.
  public static func of(_ process: ProcessEntry, on host: Cluster.Host) -> ProcessMemoryGroup? {
    let lines = (File.read("/proc/\(process.pid)/cgroup") ?? "").split(separator: "\n")
    let memory = lines.lazy.map { $0.split(separator: ":", maxSplits: 2) }
      .first { $0.count == 3 && $0[1] == "memory" }
    guard let outside = memory?[2], let mount = TestMachine.memoryMount,
      let name = outside.firstRange(of: "/\(host)")
    else { return nil }
    let statistics = File.read("\(mount)\(outside)/memory.stat") ?? ""
    let line = statistics.split(separator: "\n").first {
      $0.hasPrefix("hierarchical_memory_limit ")
    }
    guard let limit = line?.split(separator: " ").last.flatMap({ UInt64($0) }) else { return nil }
    let path = String(outside[name.upperBound...])
    return ProcessMemoryGroup(path: path.isEmpty ? "/" : path, limit: limit)
  }
}
