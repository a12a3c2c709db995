/// What names a job, and who says so: users, hooks, the environment, the login node.
///
/// Every field is read as each of them.
enum JobTarget {
  static let target = FuzzTarget("job", seeds: seeds) { input in
    let text = input[0]
    checkID(text)
    checkTarget(text)
    checkNames(text)
    checkHosts(text)
    checkVerb(input.texts)
    checkHooks(input.texts)
    checkEnvironment(text, input[1])
    checkQuoting(text)
    checkResources(text, usersOwn: input[1])
  }

  private static let seeds = [
    "442611", "8[1].head.example", "8[]", "8_1", ":100", "n1/0*2+n2/0-3,6+n3/1", "local-77",
    "qgui-5001-Xa3",
    "--serve\u{0}442611\u{0}0123456789abcdef0123456789abcdef",
    "--report\u{0}0123456789abcdef0123456789abcdef", "--terminal\0:100",
    "7.head\0alice\0users\0name\0nodes=2:ppn=4+n3,mem=4gb,pmem=1gb,vmem=3gb,walltime=01:00:00"
      + "\0batch\0account\0script",
    "4096\u{0}8", "open_session\0alice", "account\0bob",
  ]

  private static func checkID(_ text: String) {
    do throws(JobIDError) {
      let job = try JobID(text)
      expectSame(job.description, text, "a job's id")
      expect(job.number <= JobID.largestNumber, "a number out of its range")
      expectSame(JobID(directoryName: job.directoryName)?.key, job.key, "a directory's job")
      expect(ShellWord.quoted(job.directoryName) == job.directoryName, "a directory to be quoted")
    } catch {
      expectSafe("\(error)")
    }
    if let job = JobID(directoryName: text) {
      expectSame(job.directoryName, text, "a job's directory")
      expect(SessionFiles.isSessionName(text), "no session's name")
    }
  }

  private static func checkTarget(_ text: String) {
    do throws(AttachTargetError) {
      let target = try AttachTarget(operand: text)
      expectSafe(target.command)
      expectSafe(target.title)
      if case .job(let job) = target, job.isArrayParent { return }
      expectSame(AttachTarget(key: target.key)?.key, target.key, "a target's key")
    } catch {
      expectSafe("\(error)")
    }
  }

  private static func checkNames(_ text: String) {
    if let name = AccountName(text) {
      expectSame(name.description, text, "an account")
      expectSafe(text)
      let line = "sshd: \(text) [priv]"
      expect(SSHDProcess.serves(name, program: "sshd", commandLine: line), "nobody's connection")
    }
    if let user = SessionFiles.user(ofBase: text) {
      expect(text.utf8.starts(with: "qgui-\(user)".utf8), "a directory of somebody else's")
    }
    if let name = HostName(text) {
      expectSame(name.description, text, "a host")
      expect(ShellWord.quoted(text) == text, "a host's name to be quoted")
      expect(name.isSameMachine(as: text), "a host that is not itself")
    }
  }

  private static func checkHosts(_ text: String) {
    for isSlurm in [false, true] {
      guard let hosts = ExecHost(text, isSlurm: isSlurm) else { continue }
      expect(hosts.chunkHosts.count >= hosts.hosts.count, "more hosts than terms")
      for host in hosts.hosts { expect(hosts.slots(on: host) ?? -1 >= 0, "slots of \(host)") }
    }
  }

  private static func checkVerb(_ words: [String]) {
    guard let verb = NodeVerb(words: words) else { return }
    expectSame(verb.words, words, "a verb's words")
    expect(!verb.isRival(commandLine: ["qgui-run"] + words), "its own rival")
  }

  private static func checkHooks(_ words: [String]) {
    for moment in [HookCall.Moment.prologue, .epilogue] {
      do throws(HookCallError) {
        let call = try HookCall(moment, arguments: words, environment: [:])
        expect(call.memory.map { $0.bytes > 0 } ?? true, "a hook's memory of nothing")
        expect(!call.job.isArrayParent, "a hook of a whole array")
      } catch {
        expectSafe("\(error)")
      }
    }
  }

  /// Of several sizes of one key the smallest counts.
  private static func checkResources(_ text: String, usersOwn: String) {
    guard let memory = TorqueResources("nodes=1,mem=4gb,\(text)").memoryPerHost else { return }
    expect(memory.bytes <= 4 << 30, "more memory than asked for")
    let forged = TorqueResources("nodes=1,mem=4gb,\(text),\(usersOwn)").memoryPerHost
    expect(forged.map { $0 <= memory } ?? true, "more memory by a job's own words")
  }

  private static func checkEnvironment(_ first: String, _ second: String) {
    let environment = ["PBS_JOBID": first, "SLURM_JOB_ID": second, "SLURM_JOB_USER": second]
    do throws(JobIDError) {
      _ = try JobID.ofEnvironment(environment)
    } catch {
      expectSafe("\(error)")
    }
    for moment in [LogIn.Moment.account, .session] {
      do throws(LogInError) {
        _ = try LogIn(moment, environment: ["PAM_TYPE": first, "PAM_USER": second])
      } catch {
        expectSafe("\(error)")
      }
    }
    let memory = [
      MemoryRequest.fromSlurm(["SLURM_MEM_PER_NODE": first]),
      MemoryRequest.fromSlurm(["SLURM_MEM_PER_CPU": first, "SLURM_CPUS_ON_NODE": second]),
    ]
    for size in memory { expect(size.map { $0.bytes > 0 } ?? true, "Slurm's memory of nothing") }
    _ = WallTime.ofTorque(["PBS_WALLTIME": first])
  }

  /// What sh makes of a word (POSIX, "Quoting"): only what is in single quotes, and `\'`.
  private static func checkQuoting(_ text: String) {
    let quoted = ShellWord.quoted(text)
    var plain: [UInt8] = []
    var isQuoted = false
    var rest = Array(quoted.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "'") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: "\\") {
        plain.append(rest.removeFirst())
      } else {
        expect(isQuoted || byte > UInt8(ascii: " "), "a blank that is not quoted")
        plain.append(byte)
      }
    }
    expect(!isQuoted, "a quote without an end")
    expectSame(String(decoding: plain, as: UTF8.self), text, "a word for a shell")
  }
}
