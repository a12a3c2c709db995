/// The first line of the node's end: nothing that a login shell's start-up files print can be
/// mistaken for it, as it ends with a number that was made for this one connection.
public enum AttachHello {
  /// Both ends must speak the same.
  public static let version = "1"

  /// The line, with a line break before it: what was printed before may have none.
  public static func text(nonce: String) -> String { "\n\(word) \(version) \(nonce)\n" }

  /// A nonce is 32 hexadecimal digits: no shell changes it.
  public static func isNonce(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  public static func nonce(from numbers: (UInt64, UInt64)) -> String {
    [numbers.0, numbers.1].map { number in
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  fileprivate static let word = "qgui-attach"
}

/// Finds the hello in what comes from the node, however it is cut into pieces.
public struct HelloScanner: Sendable {
  public enum Finding: Equatable, Sendable {
    case searching
    /// What follows it.
    case found(rest: [UInt8])
    /// The other end speaks another version.
    case otherVersion
    /// More text than any start-up file prints.
    case flooded
  }

  /// In bytes.
  public static let mostText = 1 << 20
  /// A longer line is none of ours.
  private static let longestLine = 128

  private let expected: [UInt8]
  private let nonce: [UInt8]
  private var line: [UInt8] = []
  private var seen = 0

  public init(nonce: String) {
    self.nonce = Array(" \(nonce)".utf8)
    expected = Array("\(AttachHello.word) \(AttachHello.version) \(nonce)".utf8)
  }

  /// To be fed until it has found something.
  public mutating func feed(_ bytes: some Collection<UInt8>) -> Finding {
    seen += bytes.count
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\n") else {
        if line.count < Self.longestLine { line.append(byte) }
        continue
      }
      if line == expected { return .found(rest: Array(rest)) }
      if line.starts(with: AttachHello.word.utf8), line.suffix(nonce.count) == nonce[...] {
        return .otherVersion
      }
      line.removeAll(keepingCapacity: true)
    }
    return seen > Self.mostText ? .flooded : .searching
  }
}
