import Linux

extension VirtualMachineRun {
  /// The door of pam/, as its guide says; undone after the test.
  public func installDoor() throws {
    let files = "/etc/pam.d/sshd /etc/pam.d/common-session"
    atEnd {
      try self.machine.output(
        """
        cp -a /root/pam.d/* /etc/pam.d; rm -r /root/pam.d /etc/pam.d/qgui
        systemctl unmask user@.service
        rm -r /etc/systemd/system/ssh.service.d /etc/security/limits.d/qgui.conf
        systemctl daemon-reload; systemctl restart ssh
        """)
    }
    let lines = try Guide.commands(.doorFiles, .doorLines, .noUserManager, .openFiles)
      // There is no pamtester in it.
      .replacing(/\npamtester.*/, with: "")
    try machine.output(
      "set -e; mkdir /root/pam.d; cp -a \(files) /root/pam.d; cd \(VirtualMachine.checkout)\n\(lines)"
    )
  }
}
