import CLinux
import Glibc
import QGui
import SystemPackage

/// What a short command printed.
public struct Captured: Sendable {
  public let status: Int32
  public let output: String
  public let error: String
}

extension Captured {
  /// More output than this, in bytes, is cut off: no honest answer is that long.
  static let most = 1 << 22

  /// Runs `command` to its end; nil when it has not ended by the deadline: it is killed then.
  public static func run(_ command: Command, until deadline: Instant) throws -> Captured? {
    let output = try Pipe()
    let error = try Pipe()
    let null = try File.null
    let pid = try Spawn.start(
      command,
      descriptors: .init(input: null, output: output.writing, error: error.writing))
    try null.close()
    try output.writing.close()
    try error.writing.close()
    defer {
      try? output.reading.close()
      try? error.reading.close()
    }
    guard let texts = try readAll([output.reading, error.reading], until: deadline),
      let ended = waitFor(pid, until: deadline)
    else {
      Children.signal(pid, SIGKILL)
      _ = waitFor(pid, until: .after(1000))
      return nil
    }
    return Captured(status: ended.status, output: texts[0], error: texts[1])
  }

  private static func readAll(_ pipes: [FileDescriptor], until deadline: Instant) throws
    -> [String]?
  {
    var bytes = [[UInt8]](repeating: [], count: pipes.count)
    var open = Set(pipes)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !open.isEmpty {
      let ready = try Poll.wait(reading: Array(open), until: deadline)
      if ready.isEmpty || Instant.now >= deadline { return nil }
      for (index, pipe) in pipes.enumerated() where ready.contains(pipe) {
        let count = try buffer.withUnsafeMutableBytes { try pipe.read(into: $0) }
        if count == 0 { open.remove(pipe) }
        if bytes[index].count < most { bytes[index] += buffer[..<count] }
      }
    }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func waitFor(_ pid: Int32, until deadline: Instant) -> EndedChild? {
    if let ended = Children.reap(pid) { return ended }
    let descriptor = clinux_pidfd_open(pid)
    defer { if descriptor >= 0 { close(descriptor) } }
    _ = try? Poll.wait(reading: [FileDescriptor(rawValue: descriptor)], until: deadline)
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
