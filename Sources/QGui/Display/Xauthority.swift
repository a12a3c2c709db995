/// The bytes of an Xauthority file with one cookie (Xau(3), `XauWriteAuth`).
public enum Xauthority {
  /// The cookie's length in bytes.
  public static let cookieLength = 16

  /// One entry of family FamilyWild without a display number: it fits the display whatever
  /// number it gets, so that the file is complete before the X server starts.
  public static func file(cookie: [UInt8]) -> [UInt8] {
    let wild: [UInt8] = [0xff, 0xff]
    return wild + counted([]) + counted([]) + counted(Array("MIT-MAGIC-COOKIE-1".utf8))
      + counted(cookie)
  }

  private static func counted(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)] + bytes
  }
}
