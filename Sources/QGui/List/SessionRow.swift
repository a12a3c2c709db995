/// One session of a user's, as `qconnect -l` lists it.
public struct SessionRow: Equatable, Sendable {
  public enum Kind: String, Encodable, Sendable {
    /// A program that was started in the job's script.
    case program
    /// A terminal on the node.
    case terminal
  }

  /// The key of its `AttachTarget`: what a user types to attach.
  public var job: String
  /// The job's, not trusted.
  public var name: String
  /// Nil when unknown.
  public var kind: Kind?
  /// As the node named it, not trusted; empty when unknown.
  public var program: String
  public var state: JobState
  /// Nil when the job is on none.
  public var node: HostName?
  public var display: DisplayNumber?
  public var memoryUsed: MemorySize?
  public var memoryLimit: MemorySize?
  /// In seconds, of the job's time.
  public var timeLeft: UInt64?
  public var clients: Int?
  /// Whether its node was asked and did not answer.
  public var isSilent: Bool

  /// What one list of the batch system's tells of it.
  public init(_ job: JobListRow) {
    self.init(
      job: job.id.key, name: job.name, state: job.state, node: job.host, timeLeft: job.timeLeft)
  }

  public init(
    job: String, name: String, kind: Kind? = nil, program: String = "", state: JobState,
    node: HostName? = nil, display: DisplayNumber? = nil, memoryUsed: MemorySize? = nil,
    memoryLimit: MemorySize? = nil, timeLeft: UInt64? = nil, clients: Int? = nil,
    isSilent: Bool = false
  ) {
    self.job = job
    self.name = name
    self.kind = kind
    self.program = program
    self.state = state
    self.node = node
    self.display = display
    self.memoryUsed = memoryUsed
    self.memoryLimit = memoryLimit
    self.timeLeft = timeLeft
    self.clients = clients
    self.isSilent = isSilent
  }
}

extension SessionRow: Encodable {
  private enum Key: String, CodingKey {
    case job, name, kind, program, state, node, display
    case memoryUsed = "memory_used"
    case memoryLimit = "memory_limit"
    case timeLeft = "time_left"
    case clients, answered
  }

  /// Every object has the same twelve keys: sizes in bytes, the time in seconds, the state as
  /// qstat's letter. Names are safe to print, as JSON is printed too.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(job, forKey: .job)
    try container.encode(name.printable(limit: 200), forKey: .name)
    try container.encode(kind, forKey: .kind)
    let program = self.program.isEmpty ? nil : self.program.printable(limit: 200)
    try container.encode(program, forKey: .program)
    try container.encode(String(state.letter).printable(limit: 1), forKey: .state)
    try container.encode(node?.description, forKey: .node)
    try container.encode(display?.number, forKey: .display)
    try container.encode(memoryUsed?.bytes, forKey: .memoryUsed)
    try container.encode(memoryLimit?.bytes, forKey: .memoryLimit)
    try container.encode(timeLeft, forKey: .timeLeft)
    try container.encode(clients, forKey: .clients)
    try container.encode(!isSilent, forKey: .answered)
  }
}
