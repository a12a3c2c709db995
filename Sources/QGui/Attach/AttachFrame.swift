/// What the node's end sends after its hello: frames of one byte for the type, four bytes for the
/// payload's length in bytes, big-endian, and the payload.
public enum AttachFrame {
  public enum Kind: UInt8, Sendable {
    /// The text of an `AttachStatus`.
    case status = 1
    /// Bytes of xpra's.
    case data = 2
  }

  /// In bytes.
  public static let longestPayload = 1 << 20
  public static let headerLength = 5

  /// - Precondition: the payload is not longer than `longestPayload`.
  public static func encoded(_ kind: Kind, _ payload: some Collection<UInt8>) -> [UInt8] {
    precondition(payload.count <= longestPayload)
    let length = UInt32(payload.count)
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
    return [kind.rawValue] + bytes + payload
  }
}

/// Takes frames apart, however they are cut into pieces.
public struct AttachFrameDecoder: Sendable {
  public enum Item: Equatable, Sendable {
    /// A whole status.
    case status([UInt8])
    /// Bytes of a data frame, as many as are there.
    case data(ArraySlice<UInt8>)
  }

  public enum Failure: Error, Equatable, Sendable {
    case unknownKind(UInt8)
    case tooLong(UInt32)
  }

  private var header: [UInt8] = []
  private var kind = AttachFrame.Kind.data
  private var left = 0
  private var status: [UInt8] = []

  public init() {}

  /// A stream that is no longer understood cannot be taken up again after a failure.
  public mutating func feed(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [Item] {
    var rest = bytes
    var items: [Item] = []
    while !rest.isEmpty {
      if left == 0 {
        guard try takeHeader(&rest) else { break }
        if left == 0, kind == .status { items.append(.status([])) }
      } else {
        let part = rest.prefix(left)
        rest = rest.dropFirst(part.count)
        left -= part.count
        if let item = take(part) { items.append(item) }
      }
    }
    return items
  }

  /// True when it is complete.
  private mutating func takeHeader(_ rest: inout ArraySlice<UInt8>) throws(Failure) -> Bool {
    let part = rest.prefix(AttachFrame.headerLength - header.count)
    rest = rest.dropFirst(part.count)
    header += part
    guard let first = header.first else { return false }
    guard let kind = AttachFrame.Kind(rawValue: first) else { throw .unknownKind(first) }
    guard header.count == AttachFrame.headerLength else { return false }
    let length = header.dropFirst().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard length <= AttachFrame.longestPayload else { throw .tooLong(length) }
    self.kind = kind
    left = Int(length)
    header.removeAll(keepingCapacity: true)
    return true
  }

  private mutating func take(_ part: ArraySlice<UInt8>) -> Item? {
    if kind == .data { return .data(part) }
    status += part
    guard left == 0 else { return nil }
    defer { status = [] }
    return .status(status)
  }
}
