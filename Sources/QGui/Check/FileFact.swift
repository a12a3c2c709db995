/// What was seen at a path.
public enum FileFact: Equatable, Sendable {
  case missing
  /// This user may not look.
  case hidden
  case there(FileStatus)

  public var status: FileStatus? {
    guard case .there(let status) = self else { return nil }
    return status
  }
}

public struct FileStatus: Equatable, Sendable {
  public enum Kind: Sendable {
    case file, directory, link, other
  }

  public let kind: Kind
  public let owner: UInt32
  /// The permission bits, with set-user-id, set-group-id and sticky.
  public let mode: UInt32

  public init(_ kind: Kind, owner: UInt32, mode: UInt32) {
    self.kind = kind
    self.owner = owner
    self.mode = mode
  }

  /// Nobody but root can change it; a link itself has no mode.
  public var isRootsAlone: Bool { owner == 0 && (kind == .link || mode & 0o022 == 0) }

  public var modeText: String { String(mode, radix: 8) }
}

/// What a small file says.
public enum TextFact: Equatable, Sendable {
  case missing, hidden
  /// No regular file, or one too large to be honest.
  case unusable
  case text(String)

  public var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }
}
