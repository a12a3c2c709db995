import QGui
import Testing

@Suite struct XauthorityTests {
  /// As XauWriteAuth writes it: family, address, number, name, data, each with its length.
  @Test func isOneEntryForAnyDisplay() {
    let cookie = [UInt8](1...16)
    let expected: [UInt8] =
      [0xff, 0xff, 0, 0, 0, 0, 0, 18] + Array("MIT-MAGIC-COOKIE-1".utf8) + [0, 16] + cookie
    #expect(Xauthority.file(cookie: cookie) == expected)
    #expect(cookie.count == Xauthority.cookieLength)
  }
}
