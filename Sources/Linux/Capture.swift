import CLinux
import Glibc
import QGui
import SystemPackage

/// What a short command printed.
public struct Captured: Sendable {
  public let status: Int32
  public let output: String
  public let error: String
  /// It printed no more than is read of a command.
  public let isWhole: Bool
}

extension Captured {
  /// Runs `command` to its end; nil when it has not ended by the deadline: it is killed then.
  public static func run(_ command: Command, until deadline: Instant) throws -> Captured? {
    RunningCapture.finish([try RunningCapture(command)], until: deadline)[0]
  }

  /// Runs commands beside each other; nil for each that could not be started or has not ended by the
  /// deadline.
  public static func run(_ commands: [Command], until deadline: Instant) -> [Captured?] {
    let started = commands.map { try? RunningCapture($0) }
    var results = RunningCapture.finish(started.compactMap { $0 }, until: deadline)[...]
    return started.map { $0 == nil ? nil : results.removeFirst() }
  }
}

/// A command that runs, and what it has printed so far.
private final class RunningCapture {
  /// More output than this, in bytes, is cut off: a list of 100,000 jobs is a third of it.
  private static let most = 1 << 25

  private let pid: Int32
  /// Readable when it has ended (pidfd_open(2)).
  private let life: FileDescriptor
  private var pipes: [FileDescriptor]
  private var open: Set<FileDescriptor>
  private var bytes: [[UInt8]] = [[], []]

  init(_ command: Command) throws {
    let (output, error, null) = (try Pipe(), try Pipe(), try File.null)
    defer { for theirs in [output.writing, error.writing, null] { try? theirs.close() } }
    pipes = [output.reading, error.reading]
    open = Set(pipes)
    do {
      pid = try Spawn.start(
        command, descriptors: .init(input: null, output: output.writing, error: error.writing))
      life = FileDescriptor(rawValue: clinux_pidfd_open(pid))
    } catch {
      for pipe in pipes { try? pipe.close() }
      throw error
    }
  }

  static func finish(_ running: [RunningCapture], until deadline: Instant) -> [Captured?] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while Instant.now < deadline {
      let waiting = running.filter { !$0.open.isEmpty }
      let wanted = waiting.flatMap { $0.open + [$0.life] }
      guard !wanted.isEmpty, let ready = try? Poll.wait(reading: wanted, until: deadline) else {
        break
      }
      for one in waiting { one.read(ready, &buffer) }
    }
    return running.map { $0.end(until: deadline) }
  }

  /// Once it has ended, what it wrote is there; whoever else holds the pipe is not waited for.
  private func read(_ ready: Set<FileDescriptor>, _ buffer: inout [UInt8]) {
    if ready.contains(life), open.isDisjoint(with: ready) { open = [] }
    for (index, pipe) in pipes.enumerated() where open.contains(pipe) && ready.contains(pipe) {
      let count = (try? buffer.withUnsafeMutableBytes { try pipe.read(into: $0) }) ?? 0
      if count == 0 { open.remove(pipe) }
      if bytes[index].count < Self.most { bytes[index] += buffer[..<count] }
    }
  }

  private func end(until deadline: Instant) -> Captured? {
    defer { for descriptor in pipes + [life] { try? descriptor.close() } }
    guard open.isEmpty, let ended = wait(until: deadline) else {
      Children.signal(pid, SIGKILL)
      _ = wait(until: .after(1000))
      return nil
    }
    let texts = bytes.map { String(decoding: $0, as: UTF8.self) }
    return Captured(
      status: ended.status, output: texts[0], error: texts[1],
      isWhole: bytes.allSatisfy { $0.count < Self.most })
  }

  private func wait(until deadline: Instant) -> EndedChild? {
    if let ended = Children.reap(pid) { return ended }
    _ = try? Poll.wait(reading: [life], until: deadline)
    return Children.reap(pid)
  }
}

/// pipe2(2), close-on-exec.
public struct Pipe {
  public let reading: FileDescriptor
  public let writing: FileDescriptor

  public init() throws {
    var pair: [Int32] = [-1, -1]
    try check("pipe") { clinux_pipe(&pair) }
    reading = FileDescriptor(rawValue: pair[0])
    writing = FileDescriptor(rawValue: pair[1])
  }
}
