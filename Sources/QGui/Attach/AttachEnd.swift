/// Why an attachment is over.
public enum AttachEnd: Equatable, Sendable {
  /// By the user, and meant.
  case detached
  /// The client ended by itself, with this status.
  case clientLeft(Int32)
  case ended(EndReason?)
  case lost(AttachStatus.Loss)
  case absent(last: EndReason?)
  case notReady
  /// The node's end ended before it answered.
  case nodeFailed(NodeFailure)
  /// The node's end ended, or was not understood, after it had answered.
  case connectionLost
  case otherVersion
  /// The node printed without end, and none of it was the node's end.
  case flooded
  /// The node did not answer for as long as qconnect waits, or the job left the node meanwhile.
  case noAnswer
}

extension AttachEnd {
  /// The same, with the names under which the node was looked for before.
  public func tried(_ names: [HostName]) -> AttachEnd {
    guard case .nodeFailed(var failure) = self, failure.isUnknownHost else { return self }
    failure.alsoUnknown = names
    return .nodeFailed(failure)
  }

  /// Whether a session that has yet to begin may be behind it.
  public var isNotYet: Bool {
    switch self {
    // What the batch system ended may have been requeued to the same node.
    case .absent(let last): Self.mayBeRequeued(last)
    case .notReady: true
    case .nodeFailed(let failure): failure.report().status == ExitStatus.tryAgain
    default: false
    }
  }

  /// Whether the batch system has ended the job, to end it or to run it again.
  ///
  /// - Parameter wasThere: whether there was a session before.
  public func mayBeRequeued(wasThere: Bool) -> Bool {
    switch self {
    case .ended(let reason): Self.mayBeRequeued(reason)
    case .absent(let last): wasThere && Self.mayBeRequeued(last)
    default: false
    }
  }

  private static func mayBeRequeued(_ reason: EndReason?) -> Bool {
    switch reason {
    case nil, .told, .deleted, .killed, .rebooted: true
    default: false
    }
  }

  /// Whether the batch system may know more of the end than the session.
  public var isOpen: Bool {
    switch self {
    case .ended(let reason?), .absent(let reason?):
      !reason.isFinal && (Self.mayBeRequeued(reason) || reason.mayBeOfASignal)
    case .ended(nil): true
    default: false
    }
  }

  /// The same with what the batch system says of the job, once that is over.
  ///
  /// - Parameter report: nil where the system says nothing.
  public func explained(by report: JobReport?) -> AttachEnd {
    switch self {
    case .ended(let reason):
      let explained = (reason ?? .unknown).explained(by: report)
      return reason == nil && explained == .unknown ? self : .ended(explained)
    case .absent(let last?): return .absent(last: last.explained(by: report))
    default: return self
    }
  }

  /// Whether the node says nothing, so that the session may be there or not.
  public var isSilence: Bool {
    switch self {
    case .connectionLost, .noAnswer: true
    case .nodeFailed(let failure): failure.mayPass
    default: false
    }
  }

  /// Whether ssh's own words tell more than the report.
  public var isUnexplained: Bool {
    if case .nodeFailed(let failure) = self { failure.isUnknown } else { false }
  }

  /// - Parameters:
  ///   - program: as the node named it; empty when it did not.
  ///   - place: the node's name, or `this machine`.
  ///   - clientLog: the last line of the client's log. None of the three is trusted.
  public func report(
    target: AttachTarget, program: String, place: String, clientLog: String?
  ) -> AttachReport {
    let program = program.isEmpty ? target.title : program.printable(limit: 60)
    let again = target.command
    switch self {
    case .detached, .clientLeft(0), .clientLeft(ExitStatus.ofSignal(1)),
      .clientLeft(ExitStatus.ofSignal(2)), .clientLeft(ExitStatus.ofSignal(15)):
      return AttachReport(
        ExitStatus.success, "detached from \(program): \(again) brings it back")
    case .clientLeft(let status):
      let why = status > 128 ? SignalName.of(status - 128) : clientLog?.printable(limit: 200)
      return AttachReport(
        ExitStatus.unavailable,
        "the xpra client failed here (\(why ?? "status \(status)")): \(again) tries again, and with -v"
          + " says more")
    case .ended(let reason): return Self.ended(reason, program)
    case .lost(let loss): return AttachReport(ExitStatus.tryAgain, Self.lost(loss, program, again))
    case .absent(let last): return Self.absent(target, place, last, program)
    case .notReady:
      return AttachReport(
        ExitStatus.tryAgain, "the display of \(program) is not ready yet: \(again) tries again")
    case .nodeFailed(let failure): return failure.report()
    case .connectionLost:
      return AttachReport(
        ExitStatus.ssh,
        "the connection to \(place) was lost: \(again) attaches again, if the session is there")
    case .otherVersion:
      return AttachReport(
        ExitStatus.unavailable,
        "qgui-run on \(place) is of another version: install the same one there as here")
    case .noAnswer:
      return AttachReport(
        ExitStatus.unavailable, "\(place) did not answer: see what 'ssh \(place) true' says")
    case .flooded:
      return AttachReport(
        ExitStatus.unavailable,
        "\(place) prints too much before qgui-run answers: see what 'ssh \(place) true' prints")
    }
  }

  private static func ended(_ reason: EndReason?, _ program: String) -> AttachReport {
    guard let reason else {
      return AttachReport(
        ExitStatus.endedBadly, "\(program) ended, and nobody wrote down why: see the job's output")
    }
    let sentence = reason.sentence(program: program).printable(limit: 400)
    return AttachReport(reason.isWell ? ExitStatus.success : ExitStatus.endedBadly, sentence)
  }

  private static func lost(
    _ loss: AttachStatus.Loss, _ program: String, _ again: String
  ) -> String {
    switch loss {
    case .takenOver: "another client has \(program) now: \(again) takes it back"
    case .stopped:
      "the display of \(program) was stopped; \(program) goes on: \(again) brings it back"
    case .restarted: "the display of \(program) was lost and started again: \(again) brings it back"
    case .displayFailed:
      "the display of \(program) did not start again; \(program) goes on: \(again) tries again"
    case .displayTaken:
      "the display of \(program) cannot start again, as its number is taken; \(program) goes on:"
        + " \(again) tries again"
    case .closed: "xpra closed the connection; \(program) goes on: \(again) brings it back"
    }
  }

  private static func absent(
    _ target: AttachTarget, _ place: String, _ last: EndReason?, _ program: String
  ) -> AttachReport {
    guard let last else {
      return AttachReport(ExitStatus.unavailable, nothing(target, place))
    }
    let sentence = last.sentence(program: program).printable(limit: 400)
    return AttachReport(
      ExitStatus.unavailable, "\(target.title) runs no display on \(place) any more: \(sentence)")
  }
}

private func nothing(_ target: AttachTarget, _ place: String) -> String {
  switch target {
  case .job: "\(target.title) runs no display on \(place): start the program with qgui-run"
  case .display: "\(target.title) is no session of yours on \(place): start one with qgui-run"
  }
}
