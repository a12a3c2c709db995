import QGui
import Testing

@Suite struct SystemBytesTests {
  @Test(arguments: [
    [], Array("ls -l".utf8), Array("Größe 👩‍👩‍👧".utf8), Array("e\u{301}".utf8), [0xE9],
    [0x66, 0xE9, 0x66],
    [0xC3, 0xA9, 0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF5], Array(1...0xFF),
    // What stands for bytes, when somebody types it.
    Array("\u{10FEE9}".utf8), Array("\u{10FEE9}".utf8) + [0xE9],
  ])
  func becomeTheSameAgain(_ bytes: [UInt8]) {
    #expect(String(systemBytes: bytes).systemBytes == bytes)
  }

  @Test(arguments: ["", "ls -l", "Größe", "\u{10FFFF}"])
  func textIsItself(_ text: String) {
    #expect(String(systemBytes: text.utf8) == text)
    #expect(text.systemBytes == Array(text.utf8))
  }

  @Test func whatIsAsciiCanBeRead() {
    let entry = String(systemBytes: Array("NAME=".utf8) + [0xE9])
    #expect(entry.hasPrefix("NAME="))
    #expect(entry.printable() == "NAME=\\xe9")
  }
}
