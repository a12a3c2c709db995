import CLinux
import Glibc
import QGui
import SystemPackage

/// X displays of this node, from outside.
public enum XDisplay {
  /// Whether `display` can be had: nobody serves it, and no file of another user stands in the
  /// way. A dead socket of our own is removed.
  public static func makeFree(_ display: DisplayNumber) -> Bool {
    let path = display.socketPath
    if UnixSocket.isLive("\0" + path) || UnixSocket.isLive(path) { return false }
    SocketFile.removeDead(path)
    var status = stat()
    return lstat(path, &status) != 0
  }

  /// Removes the socket and the lock file that a dead X server of ours has left. Xvfb writes no lock
  /// when it is started by qgui-run; one that people start in a job themselves does.
  public static func removeDead(_ display: DisplayNumber) {
    SocketFile.removeDead(display.socketPath)
    let path = display.lockPath
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_size <= 16,
      let pid = File.read(path).flatMap({ Int32($0.filter { !$0.isWhitespace }) }), pid > 0,
      kill(pid, 0) != 0, currentErrno() == ESRCH
    else { return }
    unlink(path)
  }

  /// Whether all who connect to `display` reach process `server`: a squatter who listens at the
  /// abstract name, which X clients try first, would get them all.
  public static func isServed(_ display: DisplayNumber, by server: ProcessIdentity) -> Bool {
    let path = display.socketPath
    return [path, "\0" + path].allSatisfy { name in
      guard let descriptor = try? UnixSocket.connect(name) else { return false }
      defer { try? descriptor.close() }
      return UnixSocket.peer(descriptor)?.pid == server.pid
    }
  }

  /// Whether the server at `display` still answers who knocks, by the deadline. One that was told to
  /// end closes its clients' connections some time before it does.
  public static func answers(_ display: DisplayNumber, until deadline: Instant) -> Bool {
    guard let server = try? UnixSocket.connect(display.socketPath) else { return false }
    defer { try? server.close() }
    // X Window System Protocol, Connection Setup: least byte first, version 11.0, and no cookie, so
    // that the answer is a refusal.
    let knock: [UInt8] = [0x6C, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    guard send(server.rawValue, knock, knock.count, Int32(MSG_NOSIGNAL)) == knock.count,
      (try? Poll.wait(reading: [server], until: deadline).isEmpty) == false
    else { return false }
    var answer: UInt8 = 0
    return recv(server.rawValue, &answer, 1, Int32(MSG_DONTWAIT)) == 1
  }

  /// Whether $DISPLAY accepts this user; nil when libxcb is not installed here.
  public static var accepts: Bool? {
    switch clinux_x_display_accepts() {
    case 1: true
    case 0: false
    default: nil
    }
  }
}

/// Files in directories that others share.
public enum OwnFile {
  /// Removes a regular file of ours; anything else is left alone.
  public static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid()
    else { return }
    unlink(path)
  }
}

/// Socket files in directories that others share.
public enum SocketFile {
  /// Removes a socket of ours at which nobody listens; anything else is left alone.
  public static func removeDead(_ path: String) { if isDead(path) { unlink(path) } }

  /// Whether this is a socket of ours at which nobody listens.
  public static func isDead(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
      && status.st_uid == geteuid() && !UnixSocket.isLive(path)
  }
}
