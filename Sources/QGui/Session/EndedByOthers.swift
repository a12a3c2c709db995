/// Who sent a signal, as far as the kernel tells (signalfd(2), `ssi_code`,
/// `ssi_uid` and `ssi_int`).
public enum SignalSender: Equatable, Sendable {
  /// The kernel: for the terminal's keys, to the whole foreground group.
  case keyboard
  /// Root, or a hook that root's daemon runs as the user: in a job it is the batch system.
  case batchSystem
  /// `qconnect --end`, as the user.
  case qconnect
  case user

  /// What comes with a signal that a program of ours sends, as the job's user: for a hook of the batch
  /// system, or for qconnect. Who forges it forges the reason of the end of a session of their own.
  public var word: Int32 {
    switch self {
    case .batchSystem: 0x7167
    case .qconnect: 0x7168
    case .keyboard, .user: 0
    }
  }

  /// - Parameters:
  ///   - user: the sender's number; 0 is root.
  ///   - word: 0 when nothing came with the signal.
  public init(fromKernel: Bool, user: UInt32, word: Int32) {
    let named = [Self.batchSystem, .qconnect].first { $0.word == word }
    self = fromKernel ? .keyboard : named ?? (user == 0 ? .batchSystem : .user)
  }
}

extension EndReason {
  /// Why a session ends that a signal tells to.
  ///
  /// - Parameters:
  ///   - isJob: whether it is a batch system's.
  ///   - now: in milliseconds of the clock of `timeLimit`.
  public static func signal(
    _ number: Int32, from sender: SignalSender, isJob: Bool, timeLimit: TimeLimit?, now: UInt64
  ) -> EndReason {
    if sender == .qconnect { return .asked }
    // Root's others, such as a terminal's SIGHUP, are no order to end the job.
    guard isJob, sender == .batchSystem, number == terminate else { return .told(number) }
    guard let timeLimit, timeLimit.isOver(now: now) else { return .deleted(number) }
    return .walltime(timeLimit.walltime)
  }
}

/// SIGTERM.
private let terminate: Int32 = 15

extension SessionRecord {
  /// Why a session ended whose qgui-run has vanished.
  ///
  /// - Parameters:
  ///   - now: when it vanished, in milliseconds of the node's monotonic clock; nil: some time ago.
  ///   - boot: the node's present boot (proc(5), `/proc/sys/kernel/random/boot_id`).
  public func endUntold(now: UInt64?, boot: String?) -> EndReason {
    if let end { return end }
    if let then = self[.boot], let boot, then != boot { return .rebooted }
    if let told = self[.cause].flatMap(EndReason.init(text:)) { return told }
    guard let now, let timeLimit, timeLimit.isOver(now: now) else { return .killed }
    return .walltime(timeLimit.walltime)
  }
}
