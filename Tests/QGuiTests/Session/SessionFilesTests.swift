import QGui
import Testing

/// Names that anybody may have given to a file.
@Suite struct SessionFilesTests {
  @Test(arguments: [
    ("qgui-0", UInt32?.some(0)), ("qgui-5001", 5001), ("qgui-5001-Xa3_-b", 5001),
    ("qgui-5001-", 5001), ("qgui-4294967295", .max), ("qgui-4294967296", nil), ("qgui-", nil),
    ("qgui", nil), ("qgui--5001", nil), ("qgui-+5001", nil), ("qgui-05001", nil),
    ("qgui-5001x", nil), ("qgui-5001\u{301}", nil), ("qgui-\u{301}5001", nil),
    ("xqgui-5001", nil), ("", nil), ("-5001", nil),
  ])
  func userOfBase(_ name: String, _ user: UInt32?) {
    #expect(SessionFiles.user(ofBase: name) == user)
  }

  @Test(arguments: [0, 5001, UInt32.max])
  func base(_ user: UInt32) {
    #expect(SessionFiles.user(ofBase: SessionFiles.base(of: user)) == user)
  }

  @Test(arguments: [
    ("442611@node01", true), ("local-77@node01", true), ("442611", false), ("x@node01", false),
    ("442611@a@b", false), ("@node01", false), (".442611@node01", false), ("", false),
  ])
  func endedRecord(_ name: String, _ isOne: Bool) {
    #expect(StateFiles.isEndedRecord(name) == isOne)
  }

  /// The oldest first, and before them what a clock dates in the future.
  @Test func surplusOfRecords() {
    let records = (1...100).map { (name: "\($0)@n", time: 1000 + $0) }
    #expect(StateFiles.surplus(records, newest: 1100) == [])
    #expect(StateFiles.surplus(records + [("new@n", 1101)], newest: 1101) == ["1@n"])
    let future = [(name: "other@n", time: 1161), (name: "future@n", time: 1162)]
    #expect(StateFiles.surplus(records + future, newest: 1101) == ["future@n", "1@n"])
  }
}
