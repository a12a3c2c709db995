import Glibc
import Linux
import QGui
import SystemPackage

/// Tells PROGRAM's user in time what will end it: in the display, in the job's error output, and
/// through the command of `on-warning`. Nothing of it holds up the runner.
struct Warner {
  private let session: Session
  private var pace = WarningPace()
  private var walltime: WalltimeWarnings
  private var question: WalltimeQuestion?
  private let qstat: String?
  /// The processes of the last notices, and of the command for the last warnings.
  private var notices: [Warning.Cause: Int32] = [:]
  private var commands: [Warning.Cause: Int32] = [:]
  private var isUp = false
  /// Memory came nearer so soon after the last warning that nobody was told.
  private var holdsMemory = false
  /// Its own children that were not reaped yet, which are none of PROGRAM's. The command is a part of
  /// PROGRAM: who saves work is not ended in the middle of it.
  private(set) var children: Set<Int32> = []

  init(_ session: Session) {
    self.session = session
    let plan = session.plan
    qstat =
      plan.job == nil ? nil : try? BatchCommand.find("qstat", environment: plan.environment)
    walltime = WalltimeWarnings(
      plan.walltimeWarnings, begun: Instant.sessionBegan.milliseconds,
      walltime: plan.job == nil ? nil : WallTime.ofTorque(plan.environment), asks: qstat != nil,
      random: .random(in: .min ... .max), now: Instant.now.milliseconds)
  }

  /// How long the job may run, once it is known.
  var timeLimit: TimeLimit? { walltime.limit }

  var descriptors: [FileDescriptor] { [question?.reading].compactMap { $0 } }

  /// Not before the display is up: what is asked then does not hold up PROGRAM's start.
  var deadline: Instant? {
    let moments = [isUp ? walltime.nextStep : nil, holdsMemory ? pace.next(.memory) : nil]
    return moments.compactMap { $0 }.min().map { Instant(milliseconds: $0) }
  }

  mutating func displayIsUp() { isUp = true }

  /// - Returns: whether more is known now of how long the job may run.
  mutating func take(_ ready: Set<FileDescriptor>, _ record: SessionRecord) -> Bool {
    guard let reading = question?.reading, ready.contains(reading),
      let answer = question?.take()
    else { return false }
    dropQuestion()
    if let due = walltime.answered(answer, now: Instant.now.milliseconds) { warn(due, record) }
    return true
  }

  /// - Parameter near: whether memory is near its limit now.
  mutating func passDeadlines(_ record: SessionRecord, near: @autoclosure () -> Warning?) {
    let now = Instant.now.milliseconds
    if holdsMemory, let next = pace.next(.memory), next <= now {
      holdsMemory = false
      if let warning = near() { warn(warning, record) }
    }
    guard isUp, let step = walltime.step(now: now) else { return }
    switch step {
    case .ask: ask()
    case .warn(let warning): warn(warning, record)
    }
  }

  mutating func hasEnded(_ pid: Int32) {
    children.remove(pid)
    notices = notices.filter { $0.value != pid }
    commands = commands.filter { $0.value != pid }
  }

  /// Ends what it has started; a command that was called after PROGRAM's end, too.
  mutating func end() {
    dropQuestion()
    for child in children.union(commands.values) { Children.signal(child, SIGKILL) }
    children = []
    commands = [:]
  }

  // MARK: telling

  /// Unless one of the same cause was told a moment ago.
  mutating func warn(_ warning: Warning, _ record: SessionRecord) {
    guard pace.allows(warning.cause, now: Instant.now.milliseconds) else {
      holdsMemory = holdsMemory || warning.cause == .memory
      return
    }
    say(warning.sentence(program: session.plan.programName))
    show(warning, record)
    call(warning, record)
  }

  private mutating func show(_ warning: Warning, _ record: SessionRecord) {
    guard record.state == .attachable else { return }
    // The last one of the cause may still be on the screen.
    if let last = notices[warning.cause] { Children.signal(last, SIGKILL) }
    let sentence = warning.sentence(program: session.plan.programName)
    notices[warning.cause] = started(try? DisplayNotice.show(session, record, sentence))
  }

  private mutating func call(_ warning: Warning, _ record: SessionRecord) {
    guard let command = session.plan.onWarning else { return }
    guard commands[warning.cause] == nil else {
      return say("on-warning is not called: its last call for \(warning.cause) still runs")
    }
    commands[warning.cause] = try? command.start(session, record, warning)
  }

  // MARK: asking

  private mutating func ask() {
    dropQuestion()
    guard let job = session.plan.job, let qstat else { return }
    question = try? WalltimeQuestion(
      job, qstat: qstat, environment: session.askingEnvironment)
    _ = started(question?.pid)
  }

  private mutating func dropQuestion() {
    question?.end(isThere: question.map { children.contains($0.pid) } ?? false)
    question = nil
  }

  private mutating func started(_ pid: Int32?) -> Int32? {
    if let pid { children.insert(pid) }
    return pid
  }
}
