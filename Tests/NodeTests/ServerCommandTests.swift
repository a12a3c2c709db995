import Linux
import QGui
import TestSupport
import Testing

extension OneNode {
  /// qconnect on a login node, with a batch system of scripts.
  @Suite struct ServerCommandTests {
    private static let unknownHost = """
      for word; do case $word in cn-*) host=$word;; *.example) echo "$word" >> "$HOME/ssh-calls";; esac; done
      echo "ssh: Could not resolve hostname $host: Name or service not known" >&2
      exit 255
      """
    private static let asked = #"echo "$*" >> "$HOME/pbsnodes-calls""#

    /// A list of one job on each of these hosts, whose names ssh does not know.
    private func list(_ node: Node, _ hosts: [String], pbsnodes: String) throws -> Captured {
      let lines = hosts.enumerated().map { number, host in
        "echo '\(number + 1).s qgui-al* q int_a 9 1 1 -- 01:00 R 00:01 \(host)/0'"
      }
      try node.write(
        command: "qstat",
        (["case $* in *-f*) exit 153;; esac"] + lines).joined(separator: "\n"))
      try node.write(command: "ssh", Self.unknownHost)
      try node.write(command: "pbsnodes", pbsnodes)
      return try node.capture([node.setting.programs + "/qconnect", "-l"], as: node.alice)
    }

    private func words(_ node: Node, _ file: String) -> [[String]] {
      (File.read("\(node.alice.home)/\(file)") ?? "").split(separator: "\n").map {
        $0.split(separator: " ").map(String.init).sorted()
      }
    }

    /// What pbsnodes takes longer than the nodes is not waited for.
    @Test func pbsnodesIsAskedOnceForAList() throws {
      try Node.run { node in
        let hosts = ["cn-1", "cn-2", "cn-3"]
        let said = try list(node, hosts, pbsnodes: "\(Self.asked)\nexec sleep 1000")
        #expect(said.error.contains("cn-1, cn-2, cn-3 did not answer"), "\(said)")
        #expect(words(node, "pbsnodes-calls") == [["-v"] + hosts])
      }
    }

    /// It exits with 1 where it knows one of them not.
    @Test func namesOfPbsnodesAreTried() throws {
      try Node.run { node in
        let answer = "printf 'cn-2\\n     Mom = big.example\\n'; exit 1"
        let said = try list(node, ["cn-1", "cn-2"], pbsnodes: "\(Self.asked)\n\(answer)")
        #expect(words(node, "ssh-calls") == [["big.example"]], "\(said)")
        #expect(words(node, "pbsnodes-calls") == [["-v", "cn-1", "cn-2"]])
      }
    }

    /// As after a login that reads no profile.
    @Test func qsubNeedsNoPath() throws {
      try Node.run { node in
        let (home, commands) = (node.alice.home, "\(node.alice.home)/pbs/bin")
        try Tool.run("/bin/mkdir", ["-p", commands])
        try FileTree.write("\(home)/pbs.conf", "PBS_EXEC=\(home)/pbs\n", mode: 0o644)
        try FileTree.write(
          "\(commands)/qsub", "#!/bin/sh\necho full house >&2\nexit 1\n", mode: 0o755)
        try Tool.run("/bin/chmod", ["-R", "a+rX", "\(home)/pbs"])
        let said = try node.capture(
          [node.setting.programs + "/qconnect", "-c", "-g", "tmux"], as: node.alice,
          environment: ["PATH": node.commands, "PBS_CONF_FILE": "\(home)/pbs.conf"])
        #expect(said.error.contains("full house"), "\(said)")
      }
    }
  }
}
