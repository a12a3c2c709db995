import CLinux
import Glibc
import QGui
import SystemPackage

/// The qconnects of a user on this host that wait for a job: who asks the batch server asks for all
/// of them, and they read the answer.
///
/// A directory of the user's own has a file for each, locked as long as it waits, and the last
/// answer. Where there can be no such directory each asks for itself.
public final class WaitingRoom {
  private let directory: String?
  private let job: JobID
  private var seat: FileDescriptor?

  public init(job: JobID, environment: [String: String]) {
    self.job = job
    directory = Self.directory(environment)
    guard let directory else { return }
    seat = Self.sit("\(directory)/\(Self.prefix)\(job.directoryName)-\(getpid())", job)
  }

  private static let prefix = "job-"

  /// Nobody asks for this one any more.
  public func leave() {
    guard let seat, let directory else { return }
    unlink("\(directory)/\(Self.prefix)\(job.directoryName)-\(getpid())")
    try? seat.close()
    self.seat = nil
    // Not with somebody's file in it; whoever comes makes it anew.
    if jobs.isEmpty {
      unlink("\(directory)/answer")
      unlink("\(directory)/lock")
      rmdir(directory)
    }
  }

  /// An answer that is no older than `age` milliseconds, by `ask` where there is none yet.
  ///
  /// - Returns: nil when somebody else is asking now.
  public func answer(noOlderThan age: UInt64, ask: ([JobID]) throws -> SharedAnswer) rethrows
    -> SharedAnswer?
  {
    guard let directory, let lock = Self.open("\(directory)/lock") else { return try ask([job]) }
    defer { try? lock.close() }
    guard clinux_try_lock(lock.rawValue) == 0 else { return nil }
    if let answer = read("\(directory)/answer", noOlderThan: age) { return answer }
    let all = jobs.contains(job) ? jobs : jobs + [job]
    let answer = try ask(all)
    let text = answer.text(about: all, now: Instant.now.milliseconds)
    try? File.replace("\(directory)/answer", text)
    return answer
  }

  // MARK: files

  /// Those of the others, and our own.
  private var jobs: [JobID] {
    guard let directory else { return [] }
    let files = Directory.names(directory).filter { $0.hasPrefix(Self.prefix) }.sorted()
    let waiting = files.compactMap { name -> JobID? in
      let path = "\(directory)/\(name)"
      guard Self.isHeld(path) else {
        // Somebody may be about to take it.
        if Self.isOld(path) { unlink(path) }
        return nil
      }
      return File.readSmall(path).flatMap { try? JobID(String($0.prefix { $0 != "\n" })) }
    }
    return waiting.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func isHeld(_ path: String) -> Bool {
    guard let file = open(path, creates: false) else { return false }
    defer { try? file.close() }
    return clinux_try_lock(file.rawValue) != 0
  }

  /// In seconds.
  private static let longestSitting: UInt64 = 60

  private static func isOld(_ path: String) -> Bool { (File.age(path) ?? 0) > longestSitting }

  private static func sit(_ path: String, _ job: JobID) -> FileDescriptor? {
    guard let file = open(path) else { return nil }
    guard clinux_try_lock(file.rawValue) == 0 else {
      try? file.close()
      return nil
    }
    _ = try? file.writeAll("\(job)\n".utf8)
    return file
  }

  private static func open(_ path: String, creates: Bool = true) -> FileDescriptor? {
    try? FileDescriptor.open(
      path, .readWrite,
      options: creates ? [.create, .noFollow, .closeOnExec] : [.noFollow, .closeOnExec],
      permissions: [.ownerRead, .ownerWrite])
  }

  private func read(_ path: String, noOlderThan age: UInt64) -> SharedAnswer? {
    File.readSmall(path, most: 1 << 22).flatMap {
      SharedAnswer(text: $0, about: job, now: Instant.now.milliseconds, noOlderThan: age)
    }
  }

  /// Below the directory that the log-in has made, else in /tmp; never one of somebody else's.
  private static func directory(_ environment: [String: String]) -> String? {
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let places = (runtime.map { [$0 + "/qconnect"] } ?? []) + ["/tmp/qconnect-\(geteuid())"]
    return places.first { path in
      mkdir(path, 0o700)
      return PrivateDirectory.isPrivateAndOurs(path)
    }
  }
}
