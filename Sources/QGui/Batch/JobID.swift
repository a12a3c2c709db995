/// The identifier of a batch job, as qsub prints it and `PBS_JOBID` holds it.
///
/// The forms are `N`, `N.server`, the subjob of an array `N[i]`, `N[i].server`, and the array
/// itself `N[]`, `N[].server`.
public struct JobID: Hashable, Sendable, CustomStringConvertible {
  /// OpenPBS's largest `max_job_sequence_id`; Torque and Slurm stay below it.
  public static let largestNumber: UInt64 = 999_999_999_999

  /// 0...999999999999; the first job of a fresh OpenPBS server has number 0.
  public let number: UInt64
  /// The subjob of an array, 0...999999999999; nil for other jobs.
  public let index: UInt64?
  /// Whether this names a whole array (`8[]`), which runs nowhere itself.
  public let isArrayParent: Bool
  /// The server that gave the number; nil where it was not written, and always on Slurm.
  public let server: HostName?

  /// - Throws: `JobIDError` for any other form, leading zeros among them: to qstat, `0009` is not
  ///   job 9.
  public init(_ text: String) throws(JobIDError) {
    guard let id = Self(strict: text) else { throw JobIDError(text: text) }
    self = id
  }

  /// The job whose session directory has this name, the inverse of `directoryName`.
  ///
  /// - Returns: nil for a name that `directoryName` never gives.
  public init?(directoryName name: String) {
    let parts = name.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    let key = parts.count == 1 ? name : "\(parts[0])[\(parts[1])]"
    self.init(strict: key)
    guard directoryName == name else { return nil }
  }

  private init?(strict text: String) {
    let key = text.utf8.prefix { $0 != UInt8(ascii: ".") }
    let digits = key.prefix { $0 != UInt8(ascii: "[") }
    guard let number = strictDecimal(digits, upTo: Self.largestNumber),
      let place = ArrayPlace(key[digits.endIndex...])
    else { return nil }
    self.number = number
    index = place.index
    isArrayParent = place == .parent
    let rest = text.utf8[key.endIndex...]
    server = HostName(Substring(rest.dropFirst()))
    guard rest.isEmpty || server != nil else { return nil }
  }

  /// The canonical text, with the server where one was given.
  public var description: String { server.map { "\(key).\($0)" } ?? key }

  /// What names the job on a node, without its server: `442611` or `442611[3]`.
  public var key: String {
    if isArrayParent { return "\(number)[]" }
    return index.map { "\(number)[\($0)]" } ?? "\(number)"
  }

  /// The key as a file name that no shell expands: `442611` or `442611_3`.
  public var directoryName: String {
    if isArrayParent { return "\(number)_" }
    return index.map { "\(number)_\($0)" } ?? "\(number)"
  }
}

/// What follows the number: nothing, `[]` or `[i]`.
private enum ArrayPlace: Equatable {
  case none
  case parent
  case subjob(UInt64)

  init?(_ text: Substring.UTF8View) {
    if text.isEmpty {
      self = .none
    } else if text.elementsEqual("[]".utf8) {
      self = .parent
    } else {
      guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"),
        let index = strictDecimal(text.dropFirst().dropLast(), upTo: JobID.largestNumber)
      else { return nil }
      self = .subjob(index)
    }
  }

  var index: UInt64? {
    guard case .subjob(let index) = self else { return nil }
    return index
  }
}
