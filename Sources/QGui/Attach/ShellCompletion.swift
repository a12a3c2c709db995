/// Commands that bash, zsh and fish run when somebody types TAB; they print a word on each line.
public enum ShellCompletion {
  /// The names of programs.
  public static let programs = #"sh -c 'IFS=:; for i in $PATH; do ls "$i"; done' 2>/dev/null"#

  /// The user's jobs, for which the batch server is asked once each time. Columns are narrow, and
  /// the server's name is cut there: the number is enough.
  public static let jobs =
    #"qstat -u "$USER" 2>/dev/null | sed -n 's/^\([0-9][0-9]*\(\[[0-9]*\]\)\{0,1\}\).*/\1/p'"#
}
