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
    /// The last item: what follows is no frame.
    case failure(Failure)
  }

  public enum Failure: Error, Equatable, Sendable {
    case unknownKind(UInt8)
    case tooLong(UInt32)
  }

  private var header: [UInt8] = []
  private var kind = AttachFrame.Kind.data
  private var left = 0
  private var status: [UInt8] = []
  private var failure: Failure?

  public init() {}

  /// The frames before a failure count: the last words of a node's end may come with what a shell
  /// prints after it. A stream that is no longer understood cannot be taken up again.
  public mutating func feed(_ bytes: ArraySlice<UInt8>) -> [Item] {
    var rest = bytes
    var items: [Item] = []
    do throws(Failure) {
      while !rest.isEmpty {
        if let item = try next(&rest) { items.append(item) }
      }
    } catch {
      failure = error
      items.append(.failure(error))
    }
    return items
  }

  private mutating func next(_ rest: inout ArraySlice<UInt8>) throws(Failure) -> Item? {
    if let failure { throw failure }
    if left == 0 {
      return try takeHeader(&rest) && left == 0 && kind == .status ? .status([]) : nil
    }
    let part = rest.prefix(left)
    rest = rest.dropFirst(part.count)
    left -= part.count
    return take(part)
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
