import QGui
import Testing

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("a", "a"), ("--opengl=no", "--opengl=no"), ("/usr/bin/xpra", "/usr/bin/xpra"), ("", "''"),
    ("442611[3]", "'442611[3]'"), ("a b", "'a b'"), ("$HOME", "'$HOME'"), ("~/x", "'~/x'"),
    ("it's", "'it'\\''s'"), ("'", "''\\'''"), ("a\nb", "'a\nb'"), ("é", "'é'"), ("=ls", "'=ls'"),
    ("!!", "'!!'"),
    ("'\u{301}; id", "''\\''\u{301}; id'"), ("'\u{200d}'", "''\\''\u{200d}'\\'''"),
  ])
  func quotes(_ word: String, _ quoted: String) {
    #expect(ShellWord.quoted(word) == quoted)
  }

  @Test func wholeLines() {
    let command = Command(path: "/bin/x", arguments: ["a b", "c"], environment: ["NOT": "shown"])
    #expect(ShellWord.line(command) == "/bin/x 'a b' c")
    #expect(
      ShellWord.line(command, environment: ["B": "2", "A": "1 "]) == "env 'A=1 ' B=2 /bin/x 'a b' c"
    )
  }
}
