/// What `qstat -f` prints of one job and of several, and what is decided by it.
///
/// Fields: the text, what the job's user wrote, the user, the job that was asked for, the errors.
enum QstatTarget {
  static let target = FuzzTarget("qstat", seeds: seeds) { input in
    let text = input[0]
    let report = QstatReport(text)
    let job = (try? JobID(input[3])) ?? report.flatMap { try? JobID($0.id) }
    if let report { check(report, text, usersOwn: input[1]) }
    guard let job else { return }
    checkShared(text, job, errors: input[4])
    for user in [input[2], report?["Job_Owner"].map { String($0.prefix { $0 != "@" }) }] {
      if let user { decide(job, user, text, errors: input[4]) }
    }
  }

  private static let seeds = [
    "Job Id: 7.head\n    Job_Name = a\n    Job_Owner = alice@head\n    job_state = R\n"
      + "    exec_host = n1/0*2+n2/0\n    exec_vnode = (n1[0]:ncpus=1:mem=1gb+n1[1]:mem=1gb)+(n2:mem=4mb)\n"
      + "    Resource_List.walltime = 01:00:00\0\n    exec_host = evil/0\0alice\u{0}7",
    "Job Id: 8[1].head\n    Job_Owner = bob@h\n    job_state = Q\n    comment = none\n"
      + "    estimated.start_time = Tue\n    Resource_List.pmem = 4mw\n",
    "Job Id:\t9\n\tJob_Name = x\n\tJob_Owner = bob@h\n\tjob_state = R\n\texec_host = n1/2\n",
  ]

  /// An answer that another qconnect has left.
  private static func checkShared(_ text: String, _ job: JobID, errors: String) {
    func read(_ text: String) -> SharedAnswer? {
      SharedAnswer(text: text, about: job, now: 1_000, noOlderThan: 1_000)
    }
    _ = read(text)
    let answer = SharedAnswer(status: 153, output: text, error: errors)
    let again = read(answer.text(about: [job], now: 1_000))
    expectSame(again?.output ?? "none", text, "an answer's output")
    expectSame(again?.status, 153, "an answer's status")
  }

  private static func check(_ report: QstatReport, _ text: String, usersOwn: String) {
    if let job = JobReport(report) { check(job) }
    guard !report.isSlurmLayout else { return }
    // Whatever stands in the job's variables changes nothing that counts.
    let forged = QstatReport(text + "\n    Variable_List = A=" + usersOwn)
    let names = [
      "Job_Owner", "job_state", "exec_host", "exec_vnode", "Resource_List.mem", "server",
    ]
    for name in names where forged != nil {
      expectSame(forged?[name], report[name], "forged \(name)")
    }
  }

  private static func check(_ job: JobReport) {
    for text in [job.name, job.comment, job.startTime, job.estimatedStart] {
      if let text { expectSafe(text) }
    }
    expect(!job.owner.isEmpty, "nobody's job")
    expect(job.memory.map { $0.bytes > 0 } ?? true, "no memory at all")
    expect(job.memory == nil || job.execHost != nil, "memory on no host")
    guard let hosts = job.execHost else { return }
    expectSame(Set(hosts.hosts).count, hosts.hosts.count, "a host twice")
    expectSame(hosts.first, hosts.hosts[0], "the first host")
    for host in hosts.hosts { expect(hosts.slots(on: host) != nil, "a host without slots") }
  }

  private static func decide(_ job: JobID, _ user: String, _ text: String, errors: String) {
    for status: Int32 in [0, 1, 35, 111, 153, 159, 170, 255] {
      check(
        QstatAnswer.decide(
          job: job, user: user, exitStatus: status, stdout: text, stderr: errors), job, user)
    }
    for status: Int32 in [0, 153, 255] {
      let answer = QstatAnswer.decide(
        job: job, among: text, user: user, exitStatus: status, stderr: errors)
      if let answer { check(answer, job, user) }
    }
    let headers = text.utf8.split(separator: UInt8(ascii: "\n")).filter {
      $0.starts(with: "Job Id:".utf8)
    }
    guard headers.count == 1, QstatReport(text).flatMap({ JobReport($0) })?.id.key == job.key else {
      return
    }
    expectSame(
      QstatAnswer.decide(job: job, among: text, user: user, exitStatus: 0, stderr: errors),
      QstatAnswer.decide(job: job, user: user, exitStatus: 0, stdout: text, stderr: errors),
      "the only one of several jobs")
  }

  private static func check(_ answer: QstatAnswer, _ job: JobID, _ user: String) {
    switch answer {
    case .attach(let report, let host):
      checkOwn(report, job, user)
      expect(report.state == .running || report.isSuspended, "the state of a job to attach to")
      expectSame(report.hostNames.first, host, "the host")
      expectSame(host, report.execHost?.first, "the batch system's host")
    case .wait(let report), .ending(let report):
      checkOwn(report, job, user)
      expectGood(QstatAnswer.refusal(waiting: report))
    case .refuse(let status, let line):
      expect([64, 69, 75, 77].contains(status), "exit status \(status)")
      expectGood(AttachReport(status, line))
    }
  }

  private static func checkOwn(_ report: JobReport, _ job: JobID, _ user: String) {
    expectSame(report.id.key, job.key, "another job")
    expectSame(report.owner, user, "another user's job")
  }
}
