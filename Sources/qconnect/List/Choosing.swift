import Glibc
import Linux
import QGui

/// qconnect without a job: the only session, a choice, or a new one.
struct Choosing {
  private let site: Site
  private let options: AttachOptions

  init(_ site: Site, options: AttachOptions) {
    self.site = site
    self.options = options
  }

  func run() throws -> Int32 {
    let (sessions, unanswered) = try SessionList(site).sessions()
    switch SessionPick.of(sessions) {
    case .one(let row): return try attach(row)
    case .several(let rows): return try choose(rows)
    case .none:
      if let unanswered {
        throw Ending(ExitStatus.tryAgain, "\(unanswered): type its job id, as qsub printed it")
      }
      return try start()
    }
  }

  private func attach(_ row: SessionRow) throws -> Int32 {
    let target = try row.target()
    say("\(target.title), \(row.name.printable(limit: 80))")
    return try Journey.run(AttachPlan(target: target, site: site, options: options))
  }

  private func choose(_ rows: [SessionRow]) throws -> Int32 {
    let choice = SessionChoice(rows)
    Terminal.write(choice.text(width: Terminal.width(of: STDERR_FILENO)) + "\n")
    guard Machine.isTerminal(STDIN_FILENO) else {
      throw Ending(
        ExitStatus.usage, "which of them? type its job: qconnect \(ShellWord.quoted(rows[0].job))")
    }
    while true {
      Terminal.write(choice.question)
      guard let typed = readLine() else { return ExitStatus.success }
      switch choice.answer(typed) {
      case .chosen(let row): return try attach(row)
      case .nothing: return ExitStatus.success
      case .unclear(let line): say(line)
      }
    }
  }

  private func start() throws -> Int32 {
    guard TerminalProcess.isPossible else {
      throw Ending(ExitStatus.unavailable, "no session of yours: qconnect -g PROGRAM starts one")
    }
    say("no session of yours: a job with a tmux session is submitted; Ctrl-C leaves it queued")
    return try Submission(["tmux"], site).run(fresh: true, options: options)
  }
}

extension SessionRow {
  func target() throws -> AttachTarget {
    if let target = AttachTarget(key: job) { return target }
    throw Ending(
      ExitStatus.unavailable,
      "qstat lists '\(job.printable(limit: 40))', which is not a job id: type the number that qsub"
        + " printed")
  }
}
