import Glibc
import QGui

/// The process of sshd that serves one connection: what it starts is the user's whole session.
public enum SSHSession {
  /// The caller of pam_exec(8). sshd calls PAM in the process of the connection, still as root and
  /// before it starts anything for the user.
  ///
  /// - Throws: `Failure` where the caller is another program: moving it would take others along.
  public static func ofCaller(for user: AccountName) throws(Failure) -> ProcessIdentity {
    let caller = getppid()
    guard let process = ProcessIdentity.of(caller), ProcFS.users(caller) == [0, 0, 0],
      let file = ProcFS.file(caller), NodeFiles().walk(file).fault == nil,
      let program = file.split(separator: "/").last,
      let line = ProcFS.text("/proc/\(caller)/cmdline"),
      SSHDProcess.serves(user, program: String(program), commandLine: line)
    else { throw Failure() }
    return process
  }

  public struct Failure: Error, CustomStringConvertible {
    public var description: String {
      "the caller is no connection of sshd's: adopt belongs to the session lines of sshd alone"
    }
  }
}
