import CLinux
import Glibc
import QGui
import SystemPackage

/// The directory of one session, locked: who holds the lock owns the session, and nobody else
/// starts one of the same job here or removes its files.
public struct SessionDirectory {
  public let files: SessionFiles
  /// Kept open by whoever owns the session.
  public let lock: FileDescriptor
  private let base: String

  public var name: String { files.name }

  /// What stands in the way of a session.
  public enum Failure: Error {
    /// Its lock is held.
    case busy(SessionRecord?)
    case system(SystemError)
  }

  /// The directories `/tmp/qgui-UID…` of this user: more than one only after somebody else took
  /// the name.
  public static var bases: [String] {
    Directory.names("/tmp").filter { SessionFiles.user(ofBase: $0) == geteuid() }
      .sorted().map { "/tmp/" + $0 }.filter(PrivateDirectory.isPrivateAndOurs)
  }

  /// The users who have directories of sessions, `/tmp/qgui-UID…`, on this node: for root, who
  /// looks no further than at names and owners.
  public static var users: [UInt32] {
    let owners = Directory.names("/tmp").compactMap { name -> UInt32? in
      var status = stat()
      guard let user = SessionFiles.user(ofBase: name), lstat("/tmp/\(name)", &status) == 0,
        status.st_uid == user
      else { return nil }
      return user
    }
    return Set(owners).sorted()
  }

  /// The sessions of this user on this node, live or dead.
  public static var all: [SessionFiles] {
    bases.flatMap { base in
      Directory.names(base).map { SessionFiles(directory: "\(base)/\($0)") }
        .filter { PrivateDirectory.isPrivateAndOurs($0.directory) }
    }
  }

  /// Makes, or takes over, the directory of session `name` and locks it.
  public static func claim(_ name: String) throws(Failure) -> SessionDirectory {
    do {
      // The last holder may remove the directory between our making and our locking it.
      for _ in 0..<100 {
        let base = try makeBase()
        let path = "\(base)/\(name)"
        if mkdir(path, 0o700) != 0 {
          let errno = Errno(rawValue: currentErrno())
          if errno == .noSuchFileOrDirectory { continue }
          guard errno == .fileExists else { throw SystemError("make \(path)", errno) }
        }
        if let claimed = try lock(path, base: base) { return claimed }
      }
      throw SystemError("lock the directory of session \(name)", .resourceTemporarilyUnavailable)
    } catch let error as SystemError {
      throw .system(error)
    } catch {
      throw (error as? Failure) ?? .system(SystemError("\(error)", .ioError))
    }
  }

  /// Whether the keeper of a session of this name is ending it: somebody holds it, and its runner is
  /// gone.
  public static func isEnding(_ name: String) -> Bool {
    all.filter { $0.name == name }.contains { files in
      if let claimed = claim(existing: files) {
        claimed.unlock()
        return false
      }
      let record = SessionRecord.read(files.record)
      return record?.process(.runner)?.isAlive != true
    }
  }

  /// Takes over a session that is there, if nobody holds it.
  public static func claim(existing files: SessionFiles) -> SessionDirectory? {
    let base = String(files.directory[..<files.directory.lastIndex(of: "/")!])
    return (try? lock(files.directory, base: base)) ?? nil
  }

  /// Nil when the directory was removed meanwhile.
  private static func lock(_ path: String, base: String) throws -> SessionDirectory? {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        path, .readOnly, options: [.directory, .noFollow, .closeOnExec])
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch let errno as Errno {
      throw SystemError("open \(path)", errno)
    }
    let files = SessionFiles(directory: path)
    guard clinux_try_lock(descriptor.rawValue) == 0 else {
      try? descriptor.close()
      throw Failure.busy(SessionRecord.read(files.record))
    }
    guard isSame(path, descriptor), PrivateDirectory.isPrivateAndOurs(path) else {
      try? descriptor.close()
      return nil
    }
    return SessionDirectory(files: files, lock: descriptor, base: base)
  }

  /// Whether this very directory is still there.
  public var isThere: Bool { Self.isSame(files.directory, lock) }

  private static func isSame(_ path: String, _ descriptor: FileDescriptor) -> Bool {
    var named = stat()
    var opened = stat()
    return lstat(path, &named) == 0 && fstat(descriptor.rawValue, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// `/tmp/qgui-UID`; a name that nobody can know where that one is not ours.
  private static func makeBase() throws -> String {
    if let base = bases.first { return base }
    let plain = "/tmp/" + SessionFiles.base(of: geteuid())
    if mkdir(plain, 0o700) == 0 || PrivateDirectory.isPrivateAndOurs(plain) { return plain }
    let errno = Errno(rawValue: currentErrno())
    guard errno == .fileExists else { throw SystemError("make \(plain)", errno) }
    var name = Array((plain + "-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else {
      throw SystemError("make a directory \(plain)-…", Errno(rawValue: currentErrno()))
    }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes whatever the last session of this name left in the directory.
  public func empty() { DirectoryTree(files.directory).removeContents() }

  /// Removes the directory, and the base when it was the last in it. The lock is held until this
  /// process ends: a waiting session finds that its directory is gone, and makes it anew.
  public func remove() {
    // What somebody who is just ending makes meanwhile goes with the next look.
    for _ in 0..<3 {
      empty()
      if rmdir(files.directory) == 0 || errno != ENOTEMPTY { break }
    }
    rmdir(base)
  }

  public func unlock() { try? lock.close() }
}
