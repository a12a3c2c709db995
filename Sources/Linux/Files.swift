import Glibc
import SystemPackage

extension FileDescriptor {
  /// Everything up to the end of the file; nil after an error.
  func readToEnd() -> [UInt8]? {
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

  /// Makes a file that was not there, 0600, with `bytes`.
  public static func create(_ path: String, _ bytes: some Sequence<UInt8>) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
      permissions: [.ownerRead, .ownerWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
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

  /// The last line with words in it, for messages; at most 200 characters.
  public static func lastLine(_ path: String) -> String? {
    read(path)?.split(whereSeparator: \.isNewline).last { $0.split(separator: " ").count > 1 }
      .map { String($0.prefix(200)) }
  }

  public static var null: FileDescriptor {
    get throws {
      try FileDescriptor.open("/dev/null", .readWrite, options: .closeOnExec)
    }
  }
}

public enum Directory {
  /// The names in a directory, without `.` and `..`; none when it cannot be read.
  public static func names(_ path: String) -> [String] {
    opendir(path).map { entries($0) } ?? []
  }

  /// The names of the directories in an open one, of a file system that tells them apart.
  public static func subdirectories(of directory: Int32) -> [String] {
    let own = dup(directory)
    guard own >= 0, let stream = fdopendir(own) else {
      close(own)
      return []
    }
    rewinddir(stream)
    return entries(stream) { $0 == DT_DIR }
  }

  private static func entries(
    _ stream: OpaquePointer, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [String] {
    defer { closedir(stream) }
    var result: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != "..", isWanted(Int(entry.pointee.d_type)) { result.append(name) }
    }
    return result
  }
}
