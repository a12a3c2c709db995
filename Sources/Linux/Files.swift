import Glibc
import SystemPackage

extension FileDescriptor {
  /// Everything up to the end of the file; nil after an error.
  public func readToEnd() -> [UInt8]? {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      guard let count = try? buffer.withUnsafeMutableBytes({ try read(into: $0) }) else {
        return nil
      }
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }
}

/// Small files, as a whole.
public enum File {
  public static func read(_ path: String) -> String? { ProcFS.text(path) }

  /// The text of a user's file: a regular one, no link, of at most `most` bytes; nil for any other.
  public static func readSmall(_ path: String, most: Int = 65_536) -> String? {
    guard
      let file = try? FileDescriptor.open(
        path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    else { return nil }
    defer { try? file.close() }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= most
    else { return nil }
    return file.readToEnd().map { String(decoding: $0.prefix(most), as: UTF8.self) }
  }

  /// Makes a file that was not there, 0600, with `bytes`.
  public static func create(_ path: String, _ bytes: some Sequence<UInt8>) throws {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
        permissions: [.ownerRead, .ownerWrite])
      try file.closeAfter { _ = try file.writeAll(bytes) }
    } catch let errno as Errno {
      throw SystemError("write \(path)", errno)
    }
  }

  /// Replaces a file in one step: whoever reads it sees the old text or the new one.
  public static func replace(_ path: String, _ text: String) throws {
    let beside = path + ".new"
    unlink(beside)
    do {
      try create(beside, text.utf8)
      try check("rename \(beside)") { rename(beside, path) }
    } catch {
      unlink(beside)
      throw error
    }
  }

  /// Writes to a file that is there, such as one of /proc.
  public static func overwrite(_ path: String, _ text: String) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: .closeOnExec)
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
  }

  /// For logs: made if it is not there, added to if it is.
  public static func openLog(_ path: String) throws -> FileDescriptor {
    try FileDescriptor.open(
      path, .writeOnly, options: [.create, .append, .closeOnExec, .noFollow],
      permissions: [.ownerRead, .ownerWrite])
  }

  /// Seconds since it was last written; nil where there is none. One of the future is of a clock that
  /// was set back since: old, or nobody would take it for old before its time comes.
  static func age(_ path: String) -> UInt64? {
    var status = stat()
    return lstat(path, &status) == 0 ? UInt64(abs(time(nil) - status.st_mtim.tv_sec)) : nil
  }

  /// In bytes.
  private static let longestPart = 65_536

  /// The last part of a log, which may be of any length, and be written to all the time.
  public static func lastPart(_ path: String) -> String? {
    guard
      let file = try? FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
    else { return nil }
    defer { try? file.close() }
    // A shorter one is read from its beginning.
    _ = try? file.seek(offset: -Int64(longestPart), from: .end)
    let bytes = [UInt8](unsafeUninitializedCapacity: longestPart) { buffer, count in
      count = (try? file.read(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The last line with words in it, for messages; at most 200 characters.
  public static func lastLine(_ path: String) -> String? {
    lastPart(path)?.split(whereSeparator: \.isNewline).last { $0.split(separator: " ").count > 1 }
      .map { String($0.prefix(200)) }
  }

  public static var null: FileDescriptor {
    get throws {
      try FileDescriptor.open("/dev/null", .readWrite, options: .closeOnExec)
    }
  }
}

public enum Directory {
  public enum Kind {
    case directories, others
  }

  /// A name as the kernel has it, and takes it: bytes up to a NUL, which need not be text.
  public typealias Name = [CChar]

  /// The names in a directory, without `.` and `..`, for whoever looks for names that are text; none
  /// when it cannot be read.
  public static func names(_ path: String) -> [String] {
    let names = opendir(path).map { entries($0) { _, _ in true } } ?? []
    return names.map { name in
      String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The names in an open directory of what are directories themselves, or are not.
  public static func names(in directory: Int32, _ kind: Kind) -> [Name] {
    // A descriptor of its own: closing the stream closes it.
    let own = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { return [] }
    guard let stream = fdopendir(own) else {
      close(own)
      return []
    }
    return entries(stream) { name, type in
      (kind == .directories) == isDirectory(name, type, in: directory)
    }
  }

  /// Some file systems do not say what an entry is.
  private static func isDirectory(_ name: Name, _ type: Int, in directory: Int32) -> Bool {
    guard type == DT_UNKNOWN else { return type == DT_DIR }
    var status = stat()
    return fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func entries(
    _ stream: OpaquePointer, where isWanted: (Name, Int) -> Bool
  ) -> [Name] {
    defer { closedir(stream) }
    var result: [Name] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) {
          Name(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
        }
      }
      if name != Name(".".utf8CString), name != Name("..".utf8CString),
        isWanted(name, Int(entry.pointee.d_type))
      {
        result.append(name)
      }
    }
    return result
  }
}
