import QGui
import Testing

@Suite struct ProcessIdentityTests {
  @Test(arguments: [(Int32(2), UInt64(0)), (4_194_304, 18_446_744_073_709_551_615)])
  func isReadBack(_ pid: Int32, _ startTime: UInt64) {
    let identity = ProcessIdentity(pid: pid, startTime: startTime)
    #expect(ProcessIdentity(text: identity.text) == identity)
  }

  /// No text names init, a process group or everybody.
  @Test(arguments: [
    "", " ", "12", "12 ", " 12", "12  3", "12 3 4", "1 3", "0 3", "-1 3", "-12 3", "12 -3",
    "2147483648 3", "12 18446744073709551616", "12 3\n", "x 3", "12 x",
  ])
  func refuses(_ text: String) {
    #expect(ProcessIdentity(text: text) == nil)
  }

  @Test func laterProcessIsAnother() {
    #expect(ProcessIdentity(pid: 9, startTime: 1) != ProcessIdentity(pid: 9, startTime: 2))
  }
}
