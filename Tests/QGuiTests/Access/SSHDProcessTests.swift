import QGui
import Testing

@Suite struct SSHDProcessTests {
  private func serves(_ program: String, _ commandLine: String) throws -> Bool {
    SSHDProcess.serves(
      try #require(AccountName("alice")), program: program, commandLine: commandLine)
  }

  @Test func servesAConnection() throws {
    #expect(try serves("sshd", "sshd: alice [priv]"))
    #expect(try serves("sshd-session", "sshd-session: alice [priv]\0\0"))
  }

  @Test(arguments: [
    ("sshd", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"), ("sshd", "sshd: alice"),
    ("sshd", "sshd: bob [priv]"), ("sshd", "sshd: alice@pts/0"), ("sshd", "/usr/sbin/sshd\0-D"),
    ("sshd", "sshd-session: alice [priv]"), ("su", "su: alice [priv]"), ("sshd", ""),
    ("sshd", "sshd: unknown [priv]"), ("sshd", " sshd: alice [priv]"),
  ])
  func others(_ program: String, _ commandLine: String) throws {
    #expect(try !serves(program, commandLine))
  }
}
