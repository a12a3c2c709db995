/// The name of a user's account as a batch system says it: safe to look up and to print.
///
/// 1 to 256 printable ASCII characters, none of them `/`, `:` or a blank, the first no hyphen
/// (useradd(8) allows less).
public struct AccountName: Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// - Returns: nil for anything but the strict form.
  public init?(_ text: String) {
    let forbidden: Set<UInt8> = [UInt8(ascii: "/"), UInt8(ascii: ":")]
    guard (1...256).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-"),
      text.utf8.allSatisfy({ (33...126).contains($0) && !forbidden.contains($0) })
    else { return nil }
    description = text
  }
}
