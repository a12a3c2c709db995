/// What one place says: the options, or a file. Nil: nothing.
public struct SettingsValues: Equatable, Sendable {
  public var containment: Containment.Wish?
  public var displayReserve: MemorySize?
  public var defaultMemory: MemorySize?
  public var largestMemory: MemorySize?
  public var grace: UInt16?
  public var xpra: [String] = []
  public var walltimeWarnings: WarningTimes?
  public var onWarning: String?
  public var adminGroup: AccountName?
  public var accessUnknown: NodeAccess.WhenUnknown?
  public var jobCores: JobCores?
  public var jobMemory: MemorySize?
  public var jobWalltime: WallTime?
  public var jobQueue: QueueName?
  public var jobSyntax: JobSyntax?
  public var jobOptions: [JobDirective] = []
  public var hostSuffix: HostSuffix?

  public init() {}

  init(_ settings: Settings) {
    containment = settings.containment
    displayReserve = settings.displayReserve
    defaultMemory = settings.defaultMemory
    largestMemory = settings.largestMemory
    grace = settings.grace
    xpra = settings.xpra
    walltimeWarnings = settings.walltimeWarnings
    onWarning = settings.onWarning
    adminGroup = settings.adminGroup
    accessUnknown = settings.accessUnknown
    jobCores = settings.jobCores
    jobMemory = settings.jobMemory
    jobWalltime = settings.jobWalltime
    jobQueue = settings.jobQueue
    jobSyntax = settings.jobSyntax
    jobOptions = settings.jobOptions
    hostSuffix = settings.hostSuffix
  }
}
