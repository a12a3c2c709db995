/// The words of a command line and of an environment are bytes, which need not be UTF-8. As text such a
/// word has a character of a private plane for each byte that is not ASCII, and so becomes the same
/// bytes again (as PEP 383 does it for Python).
extension String {
  public init(systemBytes bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self), !text.hasStandIns {
      self = text
    } else {
      self.init(UnicodeScalarView(bytes.map(Unicode.Scalar.init(systemByte:))))
    }
  }

  /// What `init(systemBytes:)` was given.
  public var systemBytes: [UInt8] {
    guard hasStandIns else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      scalar.systemByte.map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  private var hasStandIns: Bool { unicodeScalars.contains { $0.systemByte != nil } }
}

extension Unicode.Scalar {
  /// U+10FE80...U+10FEFF stand for the bytes 0x80...0xFF.
  private static let plane: UInt32 = 0x10FE00

  fileprivate init(systemByte byte: UInt8) {
    self = byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(Self.plane + UInt32(byte))!
  }

  /// The byte that it stands for.
  var systemByte: UInt8? {
    (Self.plane + 0x80...Self.plane + 0xFF).contains(value) ? UInt8(value - Self.plane) : nil
  }
}
