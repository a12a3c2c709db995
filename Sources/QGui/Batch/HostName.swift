/// A host name that is safe on a command line: the strict form of RFC 1123, section 2.1.
///
/// Labels of 1 to 63 ASCII letters, digits and hyphens, joined by dots, at most 253 characters. An
/// underscore is taken inside a label, as sites have such hosts. No label starts or ends with a
/// hyphen, so a host name can never be read as an option.
public struct HostName: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was written; case is kept.
  public let description: String

  /// - Returns: nil for anything but the strict form.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 253 else { return nil }
    let labels = Array(text.utf8).split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.allSatisfy(isLabel) else { return nil }
    description = String(text)
  }

  /// Whether this names the machine that calls itself `name`: a short name on either side is
  /// compared with the first label of the other.
  public func isSameMachine(as name: String) -> Bool {
    let ours = description.lowercased()
    let other = name.lowercased()
    if ours == other { return true }
    guard !ours.contains(".") || !other.contains(".") else { return false }
    return ours.prefix { $0 != "." } == other.prefix { $0 != "." }
  }
}

private func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
  guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
  guard first.isASCIILetterOrDigit, last.isASCIILetterOrDigit else { return false }
  return label.allSatisfy {
    $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}
