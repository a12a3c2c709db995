import Glibc
import QGui

/// The process of sshd that serves one connection: what it starts is the user's whole session.
public enum SSHSession {
  /// The caller of pam_exec(8). sshd calls PAM in the process of the connection, still as root and
  /// before it starts anything for the user. It says there whom it serves, and the daemon that
  /// listens never does: `sshd: alice [priv]`, since OpenSSH 9.8 `sshd-session: alice [priv]`.
  ///
  /// - Throws: `Failure` where the caller is another program: moving it would take others along.
  public static func ofCaller(for user: AccountName) throws(Failure) -> ProcessIdentity {
    let caller = getppid()
    guard let process = ProcessIdentity.of(caller), ProcFS.users(caller) == [0, 0, 0],
      let file = ProcFS.file(caller), NodeFiles().walk(file).fault == nil,
      let program = file.split(separator: "/").last, ["sshd", "sshd-session"].contains(program),
      ProcFS.text("/proc/\(caller)/cmdline")?.hasPrefix("\(program): \(user) [priv]") == true
    else { throw Failure() }
    return process
  }

  public struct Failure: Error, CustomStringConvertible {
    public var description: String {
      "the caller is no connection of sshd's: adopt belongs to the session lines of sshd alone"
    }
  }
}
