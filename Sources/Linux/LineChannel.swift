import CLinux
import Glibc
import SystemPackage

/// The lifeline between runner and keeper: each tells the other facts, a line in a message, and
/// each learns at once when the other is gone, for whatever reason.
public struct LineChannel {
  public enum Incoming: Equatable, Sendable {
    case line(String)
    case closed
  }

  /// A longer line is cut: socketpair(2) of SOCK_SEQPACKET keeps messages apart.
  static let longest = 8192

  public let descriptor: FileDescriptor

  public static func pair() throws -> (LineChannel, LineChannel) {
    var pair: [Int32] = [-1, -1]
    try check("socketpair") { clinux_seqpacket_pair(&pair) }
    return (
      LineChannel(descriptor: FileDescriptor(rawValue: pair[0])),
      LineChannel(descriptor: FileDescriptor(rawValue: pair[1]))
    )
  }

  /// Tells the other side; that it is gone shows when reading.
  public func send(_ line: String) {
    var bytes = Array(line.utf8.prefix(Self.longest))
    _ = Glibc.send(descriptor.rawValue, &bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// The next message. Call it when the descriptor is readable.
  public func receive() -> Incoming {
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    while true {
      let count = recv(descriptor.rawValue, &bytes, bytes.count, 0)
      if count > 0 { return .line(String(decoding: bytes[..<count], as: UTF8.self)) }
      if count == 0 || currentErrno() != EINTR { return .closed }
    }
  }

  public func close() { try? descriptor.close() }
}
