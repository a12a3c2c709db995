import Linux
import QGui

/// What the user and the batch server know of the job to which a connection is made.
struct KnownJob {
  /// What to say of a node of this name that does not answer; nil where the user has read enough.
  let lineOfSilence: ((String) -> String)?
  let isSuspended: Bool
  /// Asks the batch server whether the job is still there.
  let isThere: () -> Bool
}

/// A node that has yet to answer.
struct AwaitedNode {
  enum Outcome { case goesOn, isOver }

  private let known: KnownJob
  private let began = Instant.now
  private var silence = NodeSilence()

  init(_ known: KnownJob) { self.known = known }

  /// When there is something to do; nil when nothing more is.
  var time: Instant? {
    silence.nextTime.map { Instant(milliseconds: began.milliseconds + $0) }
  }

  /// Does it.
  mutating func passTime(_ place: NodePlace) -> Outcome {
    switch silence.next(elapsed: Instant.now.milliseconds - began.milliseconds) {
    case .tell:
      tell(place)
      return .goesOn
    case .ask: return known.isThere() ? .goesOn : .isOver
    case .giveUp: return .isOver
    case nil: return .goesOn
    }
  }

  /// Not into the line in which ssh asks its user for a password.
  private func tell(_ place: NodePlace) {
    guard !Terminal.isAskedForPassword, let line = known.lineOfSilence else { return }
    say(line(place.description))
  }
}
