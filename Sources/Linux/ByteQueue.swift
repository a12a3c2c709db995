import Glibc
import SystemPackage

/// Bytes on their way to a non-blocking descriptor. Whoever fills it stops reading its source
/// while `isFull`: so a slow side slows the other one, and memory stays bounded.
public struct ByteQueue {
  /// In bytes.
  public static let enough = 256 * 1024

  private var bytes: [UInt8] = []
  private var written = 0

  public init() {}

  public var isEmpty: Bool { written == bytes.count }
  public var isFull: Bool { bytes.count - written >= Self.enough }

  public mutating func append(_ more: some Sequence<UInt8>) {
    bytes += more
  }

  /// Writes as much as there is room for. False: the other side is gone.
  public mutating func flush(to descriptor: FileDescriptor) -> Bool {
    while !isEmpty {
      let count = bytes[written...].withUnsafeBytes {
        write(descriptor.rawValue, $0.baseAddress, $0.count)
      }
      if count > 0 {
        written += count
      } else {
        let errno = Errno(rawValue: currentErrno())
        if errno == .interrupted { continue }
        if errno == .wouldBlock { break }
        return false
      }
    }
    dropWritten()
    return true
  }

  /// Moving the rest to the front costs time: only when it is the smaller part.
  private mutating func dropWritten() {
    guard written * 2 >= bytes.count else { return }
    bytes.removeFirst(written)
    written = 0
  }
}

/// What a non-blocking read gave.
public enum Received {
  case bytes(ArraySlice<UInt8>)
  case nothing
  /// The end of the file, or an error.
  case end
}

/// A buffer to read into, of 64 KiB, kept from read to read.
public struct ReadBuffer {
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  public init() {}

  public mutating func read(_ descriptor: FileDescriptor) -> Received {
    let count = buffer.withUnsafeMutableBytes {
      Glibc.read(descriptor.rawValue, $0.baseAddress, $0.count)
    }
    if count > 0 { return .bytes(buffer[..<count]) }
    if count == 0 { return .end }
    let errno = Errno(rawValue: currentErrno())
    return errno == .wouldBlock || errno == .interrupted ? .nothing : .end
  }
}
