import Glibc
import QGui
import SystemPackage

/// A node's files as `qgui-node check` looks at them: nothing is written, nothing trusted.
public struct NodeFiles: Sendable {
  /// The top of the tree; another than `/` for tests.
  private let root: String

  /// In bytes; configuration is smaller.
  private static let largest = 1 << 20
  private static let mostLinks = 40

  public init(root: String = "/") { self.root = root == "/" ? "" : root }

  /// A path of the node as this process has to name it.
  public func real(_ path: String) -> String { root + path }

  /// What is at a path itself, a link not followed.
  public func entry(_ path: String) -> FileFact {
    var status = Glibc.stat()
    guard lstat(real(path), &status) == 0 else {
      return currentErrno() == EACCES ? .hidden : .missing
    }
    return .there(FileStatus(status))
  }

  public func exists(_ path: String) -> Bool { walk(path).end.status != nil }

  /// Everything on the way to a path, and what is there.
  public func walk(_ path: String) -> PathWalk {
    var steps: [PathWalk.Step] = []
    var left = Self.names(path)
    var place: [Substring] = []
    var links = 0
    while let name = left.popLast() {
      if name == ".." {
        _ = place.popLast()
        continue
      }
      let step = "/" + (place + [name]).joined(separator: "/")
      let fact = entry(step)
      steps.append(.init(step, fact))
      guard let status = fact.status else { break }
      if status.kind == .link {
        links += 1
        guard links <= Self.mostLinks, let target = target(step) else {
          steps.append(.init(step, .missing))
          break
        }
        if target.hasPrefix("/") { place = [] }
        left += Self.names(target)
      } else {
        place.append(name)
      }
    }
    return PathWalk(path: path, steps: steps)
  }

  /// The last first.
  private static func names(_ path: String) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }.reversed()
  }

  private func target(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(real(path), &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The names in a directory; nil where this user may not look.
  public func names(_ path: String) -> [String]? {
    if access(real(path), R_OK | X_OK) != 0, currentErrno() == EACCES { return nil }
    return Directory.names(real(path)).sorted()
  }

  /// The text of a small regular file.
  public func text(_ path: String) -> TextFact {
    // Links are followed inside the tree only.
    let way = walk(path)
    guard let place = way.steps.last?.path, way.end != .missing else { return .missing }
    do {
      let file = try FileDescriptor.open(
        real(place), .readOnly,
        options: [.nonBlocking, .closeOnExec, .noFollow, .init(rawValue: O_NOCTTY)])
      return try file.closeAfter { try Self.text(of: file) }
    } catch {
      switch error as? Errno {
      case .permissionDenied: return .hidden
      case .noSuchFileOrDirectory, .notDirectory: return .missing
      default: return .unusable
      }
    }
  }

  private static func text(of file: FileDescriptor) throws -> TextFact {
    var status = Glibc.stat()
    guard fstat(file.rawValue, &status) == 0, FileStatus(status).kind == .file else {
      return .unusable
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= largest {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return .text(String(decoding: bytes, as: UTF8.self)) }
      bytes += buffer[..<count]
    }
    return .unusable
  }

  /// Seconds since 1970 of the last change.
  func changed(_ path: String) -> Int64? {
    var status = Glibc.stat()
    return stat(real(path), &status) == 0 ? Int64(status.st_mtim.tv_sec) : nil
  }
}

extension FileStatus {
  init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .other
      }
    self.init(kind, owner: status.st_uid, mode: status.st_mode & 0o7777)
  }
}
