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
    guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else {
      return nil
    }
    defer { try? file.close() }
    return file.readToEnd()
  }

  /// In clock ticks since boot.
  public static func startTime(_ pid: Int32) -> UInt64? {
    statistics(pid).flatMap { $0.count > 19 ? UInt64($0[19]) : nil }
  }

  static func isZombie(_ pid: Int32) -> Bool { statistics(pid)?.first == "Z" }

  /// Whether it is on its way out: its descriptors may be closed before it is a zombie.
  static func isEnding(_ pid: Int32) -> Bool {
    guard let fields = statistics(pid), fields.count > 6, let flags = UInt64(fields[6]) else {
      return true
    }
    let exiting: UInt64 = 4  // PF_EXITING of the kernel's sched.h
    return flags & exiting != 0
  }

  /// The fields after the name, from `state` on. A name may hold anything but its end is the
  /// last bracket.
  private static func statistics(_ pid: Int32) -> [Substring]? {
    guard let line = text("/proc/\(pid)/stat"), let bracket = line.lastIndex(of: ")") else {
      return nil
    }
    return line[line.index(after: bracket)...].split(separator: " ")
  }

  /// All processes, by number.
  static var allProcesses: [Int32] {
    Directory.names("/proc").compactMap { Int32($0) }
  }

  /// The processes of this user whose environment, at their start, had `entry`.
  public static func processes(withEnvironment entry: String) -> [ProcessIdentity] {
    let wanted = Array(entry.utf8)[...]
    let user = geteuid()
    return allProcesses.filter { pid in
      guard pid != getpid(), owner(pid) == user, let environment = bytes("/proc/\(pid)/environ")
      else { return false }
      return environment.split(separator: 0).contains(wanted)
    }.compactMap(ProcessIdentity.of)
  }

  private static func owner(_ pid: Int32) -> uid_t? {
    var status = stat()
    return stat("/proc/\(pid)", &status) == 0 ? status.st_uid : nil
  }
}
