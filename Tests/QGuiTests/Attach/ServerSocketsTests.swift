import QGui
import Testing

@Suite struct ServerSocketsTests {
  private static let table = """
    Num       RefCount Protocol Flags    Type St Inode Path
    00000000b6c73e96: 00000002 00000000 00010000 0001 01   268 /tmp/q/xpra.sock
    00000000892bf640: 00000003 00000000 00000000 0001 03 563879 /tmp/q/xpra.sock
    00000000892bf641: 00000003 00000000 00000000 0001 03 563880
    00000000892bf642: 00000003 00000000 00000000 0001 03 563881 @/tmp/q/xpra.sock
    00000000892bf643: 00000003 00000000 00000000 0001 03 563882 /home/a b/.xpra/n-1
    00000000892bf644: 00000003 00000000 00000000 0001 03 563900 /tmp/q/xpra.sock

    """
  private static let links =
    ["/dev/null", "pipe:[563900]"]
    + ["268", "563879", "563880", "563881", "563882"].map { "socket:[\($0)]" }

  private func connections(_ table: String, at paths: Set<String>) -> Int? {
    ServerSockets(table: table, links: Self.links).connections(at: paths)
  }

  /// Of the server's own; and only those that have a path of it.
  @Test func areCounted() {
    #expect(connections(Self.table, at: ["/tmp/q/xpra.sock"]) == 1)
    #expect(connections(Self.table, at: ["/tmp/q/xpra.sock", "/home/a b/.xpra/n-1"]) == 2)
    #expect(connections(Self.table, at: []) == 0)
    #expect(connections("", at: ["/x"]) == 0)
    #expect(ServerSockets(table: Self.table, links: []).connections(at: ["/tmp/q/xpra.sock"]) == 0)
  }

  /// The table is read in pieces, and a line may come twice.
  @Test func lineThatComesTwice() {
    #expect(connections(Self.table + Self.table, at: ["/tmp/q/xpra.sock"]) == 1)
  }

  /// A path is its maker's, line breaks and all.
  @Test(arguments: [
    ("563900", Int?.some(1)), ("563901", 1), ("563880", nil), ("268", nil),
  ])
  func madeUpLine(_ inode: String, _ count: Int?) {
    let other = "00000000892bf645: 00000003 00000000 00000000 0001 03 563950 @x\n"
    let line = "0: 00000003 00000000 00000000 0001 03 \(inode) /tmp/q/xpra.sock"
    for table in [Self.table + other + line, other + line + "\n" + Self.table] {
      #expect(connections(table, at: ["/tmp/q/xpra.sock"]) == count)
    }
  }

  /// To Swift a carriage return and a line feed are one character, and so are a blank and a mark.
  @Test(arguments: ["\r\n", "\u{301}\n", "\u{600}\n", "\0\n"])
  func pathThatHidesTheNextLine(_ end: String) {
    let other = "00000000892bf645: 00000003 00000000 00000000 0001 03 563950 \(end)"
    #expect(connections(other + Self.table, at: ["/tmp/q/xpra.sock"]) == 1)
  }

  @Test func isListening() {
    #expect(ServerSockets.isListening(at: "/tmp/q/xpra.sock", table: Self.table))
    #expect(!ServerSockets.isListening(at: "/home/a b/.xpra/n-1", table: Self.table))
    #expect(!ServerSockets.isListening(at: "", table: Self.table))
  }
}
