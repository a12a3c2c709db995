import Glibc
import QGui
import SystemPackage

/// What `/proc` tells of processes (proc(5)).
public enum ProcFS {
  /// The whole text of a file; nil when it cannot be read.
  public static func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  static func bytes(_ path: String) -> [UInt8]? {
    // A pipe where a file should be holds nobody up.
    guard
      let file = try? FileDescriptor.open(
        path, .readOnly, options: [.nonBlocking, .closeOnExec])
    else { return nil }
    defer { try? file.close() }
    return file.readToEnd()
  }

  /// Nil for a process that is gone.
  public static func statistics(_ pid: Int32) -> ProcessStatistics? {
    text("/proc/\(pid)/stat").flatMap(ProcessStatistics.init(text:))
  }

  /// Real, effective and saved user, whatever the process keeps from others.
  static func users(_ pid: Int32) -> [uid_t] {
    let line = text("/proc/\(pid)/status")?.split(separator: "\n").first { $0.hasPrefix("Uid:") }
    let numbers = line?.split(whereSeparator: \.isWhitespace).dropFirst().prefix(3) ?? []
    return numbers.compactMap { uid_t($0) }
  }

  /// The file that a process executes.
  public static func file(_ pid: Int32) -> String? { target("/proc/\(pid)/exe") }

  private static func target(_ link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The environment of a process at its start; empty where it cannot be read.
  public static func environment(_ pid: Int32) -> [String: String] {
    StartEnvironment.variables(bytes("/proc/\(pid)/environ") ?? [])
  }

  /// What the links to a process's open files say; none where this user may not look.
  static func openFiles(_ pid: Int32) -> [String] {
    let directory = "/proc/\(pid)/fd"
    return Directory.names(directory).compactMap { target("\(directory)/\($0)") }
  }

  /// The command lines of this user's processes (proc_pid_cmdline(5)).
  public static var ownCommandLines: [[String]] {
    allProcesses.filter { owner($0) == geteuid() }.compactMap { pid in
      bytes("/proc/\(pid)/cmdline").map { line in
        line.split(separator: 0, omittingEmptySubsequences: false).dropLast()
          .map { String(decoding: $0, as: UTF8.self) }
      }
    }
  }

  /// These processes and all below them.
  static func trees(of roots: [Int32]) -> [ProcessIdentity] {
    let all = allProcesses.compactMap { pid in statistics(pid).map { (pid: pid, statistics: $0) } }
    let children = Dictionary(grouping: all) { $0.statistics.parent ?? 0 }
    var found = all.filter { roots.contains($0.pid) }
    var next = 0
    while next < found.count {
      found += children[found[next].pid] ?? []
      next += 1
    }
    return found.compactMap { process in
      process.statistics.startTime.map { ProcessIdentity(pid: process.pid, startTime: $0) }
    }
  }

  /// By number.
  static var allProcesses: [Int32] {
    Directory.names("/proc").compactMap { Int32($0) }
  }

  /// The other processes of this user that `isWanted` by the environment of their start
  /// (proc_pid_environ(5)).
  static func ownProcesses(_ isWanted: ([UInt8]) -> Bool) -> [ProcessIdentity] {
    let user = geteuid()
    return allProcesses.filter { pid in
      guard pid != getpid(), owner(pid) == user, let environment = bytes("/proc/\(pid)/environ")
      else { return false }
      return isWanted(environment)
    }.compactMap(ProcessIdentity.of)
  }

  /// The effective user of a process; root for one that keeps itself from its user's others.
  private static func owner(_ pid: Int32) -> uid_t? {
    var status = stat()
    return stat("/proc/\(pid)", &status) == 0 ? status.st_uid : nil
  }
}
