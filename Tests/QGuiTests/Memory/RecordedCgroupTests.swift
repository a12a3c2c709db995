import QGui
import Testing

@Suite struct RecordedCgroupTests {
  @Test func text() {
    let place = CgroupLocation(version: .v1, mountPoint: "/sys/fs/cgroup/memory", path: "/qgui/7")
    #expect(place.recordText == "v1 /sys/fs/cgroup/memory /qgui/7")
  }

  /// Names of groups are their makers'.
  @Test(arguments: [
    "/", "/a", "/a b/c", "/ ", "/a\tb", "/a\nb", "/\\040", "/a..b", "/...", "/\u{301}x",
    "/a\u{600}",
  ])
  func isReadBack(_ path: String) {
    for mountPoint in ["/cg", "/mnt/a b"] {
      let place = CgroupLocation(version: .v2, mountPoint: mountPoint, path: path)
      #expect(!place.recordText.contains("\n"))
      let back = CgroupLocation(recordText: place.recordText)
      #expect(back?.mountPoint.utf8.elementsEqual(mountPoint.utf8) == true)
      #expect(back?.path.utf8.elementsEqual(path.utf8) == true)
    }
  }

  @Test(arguments: [
    "", "v1", "v1 /cg", "v3 /cg /a", "v1 cg /a", "v1 /cg a", "v1 /cg /a b", "v1  /cg /a",
    "v1 /cg /..", "v1 /cg /a/../b", "v1 /cg/.. /a", "v1 /cg /a/..", "v1 /cg /a\\057..",
    " v1 /cg /a",
  ])
  func refuses(_ text: String) {
    #expect(CgroupLocation(recordText: text) == nil)
  }
}
