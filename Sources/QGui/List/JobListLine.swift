/// The words of one job's line of `qstat -n -1 -u USER`, not yet checked (qstat(1B)):
///
///     ID USER QUEUE NAME SESSION NODES TASKS MEMORY REQUESTED STATE ELAPSED HOSTS
///
/// OpenPBS, Torque and Slurm have the same columns. A job's name stands there as its user wrote it,
/// blanks and all where the system allows them: three words come before it and eight after it.
struct JobListLine {
  let id: Substring
  let name: Substring
  let requestedTime: Substring
  let state: Substring
  let elapsedTime: Substring
  let hosts: Substring

  /// Nil for a heading, and for a line with too few words.
  init?(_ line: Substring) {
    // Bytes, as a character may hold a blank and what is put on top of it.
    let words = line.utf8.split(separator: UInt8(ascii: " "))
    let tail = words.count - 8
    guard tail >= 3, words[0].first?.isASCIIDigit == true else { return nil }
    id = Substring(words[0])
    name = line[words[2].endIndex..<words[tail].startIndex].trimmed
    requestedTime = Substring(words[tail + 4])
    state = Substring(words[tail + 5])
    elapsedTime = Substring(words[tail + 6])
    hosts = Substring(words[tail + 7])
  }

  static func all(in text: String) -> [JobListLine] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { JobListLine(Substring($0)) }
  }
}
