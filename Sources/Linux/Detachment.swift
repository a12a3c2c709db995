import Glibc
import QGui
import SystemPackage

/// Leaving the session, the directory and the descriptors that a process was started with.
public enum Detachment {
  /// setsid(2), `/`, `/dev/null` for the standard descriptors, and no other but `kept`.
  public static func detach(keeping kept: [FileDescriptor]) throws {
    setsid()
    chdir("/")
    let null = try File.null
    for standard in 0...2 { dup2(null.rawValue, Int32(standard)) }
    let keep = Set(kept.map(\.rawValue)).union([0, 1, 2])
    for name in Directory.names("/proc/self/fd") {
      if let descriptor = Int32(name), !keep.contains(descriptor) { close(descriptor) }
    }
  }
}
