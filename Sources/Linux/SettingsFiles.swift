import Glibc
import QGui
import SystemPackage

/// The settings' files, read. One that is not there says nothing.
public enum SettingsFiles {
  /// In bytes.
  private static let largest = 64 << 10

  /// Its `problems` are an administrator's to mend; until then nothing may be started.
  public static func system() -> SettingsFile {
    read(SettingsPlaces.system, isSystem: true)
  }

  public static func user(environment: [String: String], home: String) -> SettingsFile {
    read(SettingsPlaces.user(environment: environment, home: home), isSystem: false)
  }

  private static func read(_ path: String, isSystem: Bool) -> SettingsFile {
    do {
      return SettingsFile(name: path, isSystem: isSystem, bytes: try bytes(of: path))
    } catch {
      if isMissing(error, isSystem) { return SettingsFile(name: path, isSystem: isSystem) }
      let problem =
        (error as? Unfit)?.rawValue ?? "cannot be read (\(error)): make it readable, or remove it"
      return SettingsFile(name: path, isSystem: isSystem, problem: problem)
    }
  }

  /// No file of settings.
  private enum Unfit: String, Error {
    case irregular = "is not a regular file: put one there, or remove it"
    case large = "is larger than 64 KB: remove what is not needed"
  }

  /// Accounts without a home have /dev/null for one.
  private static func isMissing(_ error: any Error, _ isSystem: Bool) -> Bool {
    let errno = error as? Errno
    return errno == .noSuchFileOrDirectory || errno == .notDirectory && !isSystem
  }

  /// A pipe would hold us up, a device may never end.
  private static func bytes(of path: String) throws -> ArraySlice<UInt8> {
    let file = try FileDescriptor.open(
      path, .readOnly, options: [.nonBlocking, .closeOnExec, .init(rawValue: O_NOCTTY)])
    return try file.closeAfter {
      var status = stat()
      guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw Unfit.irregular
      }
      var buffer = [UInt8](repeating: 0, count: largest + 1)
      var count = 0
      while count < buffer.count {
        let part = try buffer.withUnsafeMutableBytes {
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
        }
        if part == 0 { break }
        count += part
      }
      guard count <= largest else { throw Unfit.large }
      return buffer[..<count]
    }
  }
}
