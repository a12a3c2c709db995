import Glibc
import QGui

/// What qconnect notes in the user's home, which nodes share: the job that its log-in to a node is
/// for. Whoever has several jobs there joins this one.
public enum AttachingNote {
  /// Seconds; a log-in that asks for a password takes a while.
  private static let validity = 120

  public static func write(_ job: JobID, node: HostName) {
    let path = StateFiles.attaching(home: Machine.user.home, node: node.description)
    StateFile.write(job.key + "\n", at: path)
  }

  /// On the node, by root, who looks as that user: within a second, as a home may hang.
  public static func read(of account: Account) -> JobID? {
    let path = StateFiles.attaching(home: account.home, node: Machine.hostName)
    let text = AsUser.run(account, until: .after(1_000)) { answer in
      if isRecent(path), let text = File.readSmall(path) { _ = try? answer.writeAll(text.utf8) }
    }
    return text.flatMap { try? JobID(String($0.prefix { $0 != "\n" })) }
  }

  private static func isRecent(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && abs(time(nil) - status.st_mtim.tv_sec) <= validity
  }
}
