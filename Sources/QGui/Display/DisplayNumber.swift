/// The number N of an X display `:N`.
///
/// Xvfb, xterm, Tk, GTK, Qt and AWT take numbers up to 2147483647; a larger one is a "Bad
/// display name".
public struct DisplayNumber: Hashable, Sendable, CustomStringConvertible {
  public static let largest: UInt32 = 2_147_483_647

  public let number: UInt32

  /// Nil above `largest`.
  public init?(_ number: some BinaryInteger) {
    guard let number = UInt32(exactly: number), number <= Self.largest else { return nil }
    self.number = number
  }

  /// Reads `N` or `:N`.
  public init?(text: String) {
    let digits = text.hasPrefix(":") ? text.dropFirst() : Substring(text)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = UInt64(digits)
    else { return nil }
    self.init(number)
  }

  public var description: String { ":\(number)" }

  /// The file of the display's socket, as Xtrans names it. The abstract socket has the same name.
  public var socketPath: String { "/tmp/.X11-unix/X\(number)" }

  /// The file with the server's pid that X servers other than ours write.
  public var lockPath: String { "/tmp/.X\(number)-lock" }

  /// Where a starting Xvfb has its keymap compiled to: it removes the file once it has read it.
  public var keymapPath: String { "/tmp/server-\(number).xkm" }
}
