extension EndReason {
  /// A walltime that is known has a case of its own.
  public init(_ limit: ExceededLimit) {
    if limit.resource == .walltime, let walltime = limit.limit.flatMap(WallTime.init(seconds:)) {
      self = .walltime(walltime)
    } else {
      self = .limit(limit)
    }
  }

  /// How much a reason explains. The order of events is not the order of causes: OpenPBS signals the
  /// processes of a job leaves first, so that PROGRAM's end may be seen before the order to end.
  private enum Rank: Int {
    /// What became of PROGRAM, or of qgui-run: perhaps by an order.
    case effect, killed
    /// An order of the batch system's, perhaps at a limit.
    case order
    /// The batch system's own words.
    case cause
    /// Whatever else happens in the end is a consequence of it.
    case final
  }

  private var rank: Rank {
    switch self {
    case .exited, .signalled, .unknown: .effect
    case .killed: .killed
    case .deleted, .walltime: .order
    case .limit, .batchSystem: .cause
    case .memory, .told, .asked, .terminal, .stopped, .displayFailed, .failed, .rebooted: .final
    }
  }

  /// Whether nothing that is found out later says more.
  public var isFinal: Bool { rank == .final }

  /// This reason, or one that was found out later and explains it. Of the final ones, what happens to
  /// the display in the end of a session explains no order to end.
  public func explained(by other: EndReason?) -> EndReason {
    guard let other else { return self }
    switch (rank, other.rank) {
    case (.effect, .killed), (.effect, .order), (.effect, .cause), (.effect, .final): return other
    case (.killed, .order), (.killed, .cause), (.order, .cause): return other
    // The walltime in force, in place of one that was read once.
    case (.order, .order): if case .walltime = other { return other }
    default: break
    }
    return self
  }

  /// The same for what the batch system has written into the job's output: it counts where PROGRAM may
  /// have been ended from outside, as a program can print anything.
  public func explained(byOutput other: EndReason?) -> EndReason {
    rank != .effect || mayBeOfASignal ? explained(by: other) : self
  }

  /// Whether PROGRAM's end is that of a program which was ended from outside: by SIGHUP, SIGINT,
  /// SIGQUIT, SIGKILL or SIGTERM, or with a status that tells of one, as of a shell or of xterm.
  public var mayBeOfASignal: Bool {
    let signals: [Int32] = [1, 2, 3, 9, 15]
    return switch self {
    case .signalled(let signal): signals.contains(signal)
    case .exited(let status): status == 15 || signals.contains(status - 128)
    default: false
    }
  }

  /// Whether PROGRAM ended as after this signal of the terminal's keys: some exit with its number.
  public func isAnswer(to signal: Int32) -> Bool {
    switch self {
    case .signalled(let own): own == signal
    case .exited(let status): status == signal || status == ExitStatus.ofSignal(signal)
    default: false
    }
  }
}
