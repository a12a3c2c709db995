import QGui
import Testing

@Suite struct AttachHelloTests {
  private let nonce = AttachHello.nonce(from: (0x0123_4567_89ab_cdef, 7))
  private var hello: [UInt8] { Array(AttachHello.text(nonce: nonce).utf8) }

  @Test func nonces() {
    #expect(nonce == "0123456789abcdef0000000000000007")
    #expect(AttachHello.isNonce(nonce))
    for bad in ["", "0", nonce + "0", nonce.uppercased(), String(nonce.dropLast()) + " "] {
      #expect(!AttachHello.isNonce(bad))
    }
  }

  @Test(arguments: 1...40)
  func isFoundInAnyPieces(_ size: Int) {
    var scanner = HelloScanner(nonce: nonce)
    let banner = "Welcome!\nqgui-attach 1 \n\u{1b}[2J no line break"
    let text = Array(banner.utf8) + hello + [1, 2, 3]
    var rest: [UInt8] = []
    var isFound = false
    for start in stride(from: 0, to: text.count, by: size) {
      let piece = text[start..<min(start + size, text.count)]
      if isFound {
        rest += piece
      } else if case .found(let more) = scanner.feed(piece) {
        isFound = true
        rest = more
      }
    }
    #expect(isFound)
    #expect(rest == [1, 2, 3])
  }

  @Test func anotherOnesHelloIsNone() {
    var scanner = HelloScanner(nonce: nonce)
    let other = AttachHello.nonce(from: (1, 2))
    #expect(scanner.feed(AttachHello.text(nonce: other).utf8) == .searching)
    #expect(scanner.feed("x qgui-attach 1 \(nonce)\nqgui-attach 1 \(nonce) \n".utf8) == .searching)
    #expect(scanner.feed(hello) == .found(rest: []))
  }

  @Test func anotherVersionIsSeen() {
    var scanner = HelloScanner(nonce: nonce)
    #expect(scanner.feed("\nqgui-attach 2 \(nonce)\n".utf8) == .otherVersion)
  }

  @Test func endlessTextEnds() {
    var scanner = HelloScanner(nonce: nonce)
    let piece = [UInt8](repeating: UInt8(ascii: "y"), count: HelloScanner.mostText)
    #expect(scanner.feed(piece) == .searching)
    #expect(scanner.feed([1]) == .flooded)
  }

  @Test func longLinesHideNothing() {
    var scanner = HelloScanner(nonce: nonce)
    _ = scanner.feed([UInt8](repeating: UInt8(ascii: "y"), count: 5000))
    #expect(scanner.feed(hello) == .found(rest: []))
  }
}
