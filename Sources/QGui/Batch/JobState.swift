/// The state of a job by the letter that qstat prints (qstat(1B) of OpenPBS and of Torque).
public enum JobState: Hashable, Sendable {
  case queued, held, waiting, suspended, exiting, running
  /// Ended: Torque and Slurm (C), OpenPBS (F), and a subjob of OpenPBS (X).
  case completed, finished, expired
  /// B: an array of OpenPBS with a subjob that started.
  case begun
  /// U: suspended, as the workstation is in use; on Slurm, ended in a way without its own letter.
  case userBusy
  /// T: on the way to another place.
  case moving
  /// M: now another server's.
  case moved
  case unknown(Character)

  public init(letter: Character) {
    self = byLetter[letter] ?? .unknown(letter)
  }

  /// As qstat prints it; of an unknown state not safe to print.
  public var letter: Character {
    if case .unknown(let letter) = self { return letter }
    return byLetter.first { $0.value == self }?.key ?? "?"
  }
}

private let byLetter: [Character: JobState] = [
  "Q": .queued, "H": .held, "W": .waiting, "S": .suspended, "E": .exiting, "R": .running,
  "C": .completed, "F": .finished, "X": .expired, "B": .begun, "U": .userBusy, "T": .moving,
  "M": .moved,
]
