/// Who sent a signal, as far as the kernel tells (signalfd(2), `ssi_code` and `ssi_uid`).
public enum SignalSender: Equatable, Sendable {
  /// The terminal's keys, and to the whole foreground group.
  case keyboard
  /// Root: in a job it is the batch system.
  case root
  case user
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
    guard isJob, sender == .root else { return .told(number) }
    guard let timeLimit, timeLimit.isOver(now: now) else { return .deleted(number) }
    return .walltime(timeLimit.walltime)
  }
}

extension SessionRecord {
  /// Why a session ended whose qgui-run has vanished.
  ///
  /// - Parameters:
  ///   - now: in milliseconds of the node's monotonic clock.
  ///   - boot: the node's present boot (proc(5), `/proc/sys/kernel/random/boot_id`).
  public func endUntold(now: UInt64, boot: String?) -> EndReason {
    if let end { return end }
    if let then = self[.boot], let boot, then != boot { return .rebooted }
    if let told = self[.cause].flatMap(EndReason.init(text:)) { return told }
    guard let timeLimit, timeLimit.isOver(now: now) else { return .killed }
    return .walltime(timeLimit.walltime)
  }
}
