import Glibc
import QGui

/// A user, as the password database has them (getpwnam(3)).
public struct Account: Hashable, Sendable {
  public let name: String
  public let uid: UInt32
  public let gid: UInt32
  public let home: String

  /// - Returns: nil for a name that nobody has.
  public init?(_ name: AccountName) {
    guard let entry = getpwnam(name.description)?.pointee else { return nil }
    self.init(entry)
  }

  /// - Returns: nil for a number that nobody has.
  public init?(uid: UInt32) {
    guard let entry = getpwuid(uid)?.pointee else { return nil }
    self.init(entry)
  }

  /// Whether they are in a group, by their own or as a member (getgrouplist(3)).
  public func isMember(of group: AccountName) -> Bool {
    guard let wanted = getgrnam(group.description)?.pointee.gr_gid else { return false }
    var groups = [gid_t](repeating: 0, count: 65_536)
    var count = Int32(groups.count)
    guard getgrouplist(name, gid, &groups, &count) >= 0 else { return false }
    return groups.prefix(Int(count)).contains(wanted)
  }

  private init(_ entry: passwd) {
    name = String(cString: entry.pw_name)
    uid = entry.pw_uid
    gid = entry.pw_gid
    home = String(cString: entry.pw_dir)
  }
}
