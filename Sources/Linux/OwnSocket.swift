import Glibc
import QGui
import SystemPackage

extension UnixSocket {
  /// Connects to a server of this user's, and to nobody else's: in a directory that others may
  /// write, the name alone proves nothing. The process is the one that listens; nil when it is
  /// gone already.
  public static func connectToOwn(_ path: String) throws -> (FileDescriptor, ProcessIdentity?) {
    let descriptor = try connect(path)
    guard let peer = peer(descriptor), peer.user == geteuid() else {
      try? descriptor.close()
      throw SystemError("connect to \(path)", .permissionDenied)
    }
    return (descriptor, ProcessIdentity.of(peer.pid))
  }
}
