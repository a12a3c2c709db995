import Glibc
import QGui
import SystemPackage

/// This machine's systemd, where it is the first process.
public enum Systemd {
  /// sd_booted(3).
  public static var isRunning: Bool { access("/run/systemd/system", F_OK) == 0 }

  /// Makes a scope around `process`, as `JobScope` says.
  ///
  /// - Throws: `Failure` with what busctl(1) said.
  public static func startScope(
    _ unit: String, around process: ProcessIdentity, description: String, limit: MemorySize?,
    until deadline: Instant
  ) throws {
    var failure = ""
    for staysAfterKill in [true, false] {
      let arguments = JobScope.startArguments(
        unit: unit, description: description, pid: process.pid, limit: limit,
        staysAfterKill: staysAfterKill)
      let said = try busctl(arguments, until: deadline)
      if said.status == 0 { return }
      failure = said.error.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      guard failure.contains("OOMPolicy") else { break }
    }
    throw Failure(description: "start \(unit): \(failure.printable(limit: 200))")
  }

  /// Forgets a scope whose processes have ended; one that is gone already is no failure.
  public static func stopScope(_ unit: String, until deadline: Instant) {
    _ = try? busctl(JobScope.stopArguments(unit: unit), until: deadline)
  }

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private static func busctl(_ arguments: [String], until deadline: Instant) throws -> Captured {
    let command = Command(
      path: "/usr/bin/busctl", arguments: arguments,
      environment: ["PATH": Tools.path, "LC_ALL": "C.UTF-8"])
    guard let said = try Captured.run(command, until: deadline) else {
      throw Failure(description: "systemd does not answer")
    }
    return said
  }
}
