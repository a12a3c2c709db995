import QGui
import Testing

@Suite struct JobScriptTests {
  private func script(_ request: JobRequest) throws -> String {
    try JobScript(request, qguiRun: "qgui-run").text
  }

  /// What follows `qgui-run` in the last line.
  private func words(_ program: String, _ arguments: [String]) throws -> String {
    let text = try script(request(program, arguments))
    let head = """
      #!/bin/bash
      #PBS -S /bin/bash
      #PBS -N int_a
      #PBS -l nodes=1:ppn=1
      cd "${PBS_O_WORKDIR:-.}" || exit
      exec qgui-run\u{20}
      """
    #expect(text.utf8.starts(with: head.utf8))
    #expect(text.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 6)
    #expect(text.utf8.last == UInt8(ascii: "\n"))
    return String(decoding: text.utf8.dropFirst(head.utf8.count).dropLast(), as: UTF8.self)
  }

  @Test func everyDirective() throws {
    let request = try request("rstudio", ["an argument"]) {
      ($0.cores, $0.memory, $0.walltime, $0.queue) = ("4", "4GB", "8h", "gui")
      $0.lines = ["#PBS -A physics", "-j oe"]
    }
    #expect(
      try JobScript(request, qguiRun: "/opt/qgui/bin/qgui-run").text == """
        #!/bin/bash
        #PBS -S /bin/bash
        #PBS -N int_rstudio
        #PBS -l nodes=1:ppn=4,mem=4gb
        #PBS -l walltime=08:00:00
        #PBS -q gui
        #PBS -A physics
        #PBS -j oe
        cd "${PBS_O_WORKDIR:-.}" || exit
        exec /opt/qgui/bin/qgui-run rstudio 'an argument'

        """)
  }

  @Test func terminal() throws {
    #expect(
      try script(request("tmux")) == """
        #!/bin/bash
        #PBS -S /bin/bash
        #PBS -N int_tmux
        #PBS -l nodes=1:ppn=1
        cd "${PBS_O_WORKDIR:-.}" || exit
        exec qgui-run tmux

        """)
  }

  /// A bare number of bytes would be megabytes to Slurm.
  @Test(arguments: [
    ("4gb", "4gb"), ("1536MB", "1536mb"), ("1tb", "1024gb"), ("1024b", "1kb"), ("1b", "1kb"),
    ("1025b", "2kb"), ("1000000000b", "976563kb"),
    ("18446744073709551615b", "18014398509481984kb"),
  ])
  func memory(_ text: String, _ printed: String) throws {
    let script = try script(request { $0.memory = text })
    #expect(script.contains("#PBS -l nodes=1:ppn=1,mem=\(printed)\n"))
  }

  @Test(arguments: [
    ("", "''"), ("-x", "-x"), ("--", "--"), ("--help=a", "--help=a"), ("a b", "'a b'"),
    ("it's", "'it'\\''s'"), ("'", "''\\'''"), ("'; id; '", "''\\''; id; '\\'''"), ("\"", "'\"'"),
    ("\\", "'\\'"), ("a\\", "'a\\'"), ("\\'", "'\\'\\'''"), ("$(id)", "'$(id)'"),
    ("${HOME}", "'${HOME}'"), ("`id`", "'`id`'"), ("#PBS -q x", "'#PBS -q x'"), ("#", "'#'"),
    ("!!", "'!!'"), ("~", "'~'"), ("*.c", "'*.c'"), ("{a,b}", "'{a,b}'"), ("a;b", "'a;b'"),
    ("a&", "'a&'"), (">x", "'>x'"), ("<(id)", "'<(id)'"), ("a|b", "'a|b'"), ("A=b", "A=b"),
    ("Grüße", "'Grüße'"), ("\u{1F600}", "'\u{1F600}'"), ("\t", "'\t'"), ("a\rb", "'a\rb'"),
    ("'\u{301}; id #", "''\\''\u{301}; id #'"), ("\u{2028}#PBS", "'\u{2028}#PBS'"),
    ("\u{202e}", "'\u{202e}'"), ("$'\\n'", "'$'\\''\\n'\\'''"),
  ])
  func quotes(_ argument: String, _ quoted: String) throws {
    let text = try words("a", [argument, "z"])
    #expect(Array(text.utf8) == Array("a \(quoted) z".utf8))
    #expect(unquoted(text) == ["a", argument, "z"].map { Array($0.utf8) })
  }

  @Test func quotesProgram() throws {
    #expect(
      try script(request("/opt/My $(id)/a'b")).hasSuffix(
        "\nexec qgui-run '/opt/My $(id)/a'\\''b'\n"))
  }

  @Test func onlyItsOwnDirectives() throws {
    let text = try script(request("#PBS -I", ["#PBS -q x", "\r#PBS -q x", "\u{2028}#PBS -q x"]))
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
    #expect(lines.filter { $0.starts(with: "#PBS".utf8) }.count == 3)
  }

  @Test func largest() throws {
    let room = JobScript.largest - (try script(request("a", ["b"])).utf8.count - 1)
    let most = try script(request("a", [String(repeating: "b", count: room)]))
    #expect(most.utf8.count == JobScript.largest)
    let more = try request("a", [String(repeating: "b", count: room + 1)])
    let message =
      "the job's script would be larger than 64 KiB: put the arguments into a script and say that"
    do {
      _ = try script(more)
      Issue.record("taken")
    } catch {
      #expect("\(error)" == message)
    }
  }
}

/// Takes words apart as a shell does, where all that is quoted is in single quotes or behind a
/// backslash (sh(1), "Quoting").
private func unquoted(_ line: String) -> [[UInt8]] {
  var words: [[UInt8]] = [[]]
  var isQuoted = false
  var isEscaped = false
  for byte in line.utf8 {
    if isEscaped {
      words[words.count - 1].append(byte)
      isEscaped = false
    } else if byte == UInt8(ascii: "'") {
      isQuoted.toggle()
    } else if byte == UInt8(ascii: "\\"), !isQuoted {
      isEscaped = true
    } else if byte == UInt8(ascii: " "), !isQuoted {
      words.append([])
    } else {
      words[words.count - 1].append(byte)
    }
  }
  return words
}
