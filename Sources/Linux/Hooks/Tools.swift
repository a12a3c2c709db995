/// Where root looks for commands, whatever the environment of a hook says.
enum Tools {
  static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
}
