"""sshd's PAM of a node, with qgui-node's access and adopt, or without."""

import os
import shutil

from cluster import HERE

PAM = HERE.parent.parent / "pam"


class Door:
    def __init__(self, cluster, node):
        self.cluster = cluster
        self.node = node
        self.folder = cluster.etc(node)

    def __enter__(self):
        shutil.copy(PAM / "access-qgui.conf", self.folder / "security")
        self.edit("sshd", {"@include common-account": "account include qgui",
                           "@include common-session": "session include qgui"})
        self.leave_out("common-session", "pam_systemd.so")
        self.set(True)
        self.hook("prologue")
        return self

    def __exit__(self, *_):
        self.hook("epilogue")
        self.set(False)

    def hook(self, name):
        self.cluster.run(self.node, "root", "qgui-node", name, "7.server", "alice", "users")

    def set(self, stands):
        """sshd reads the file at each log-in; an empty one includes nothing."""
        shutil.copy(PAM / "sshd-openpbs" if stands else os.devnull, self.folder / "pam.d/qgui")

    def edit(self, name, added):
        path = self.folder / "pam.d" / name
        lines = path.read_text().splitlines()
        path.write_text("".join(f"{line}\n" + (f"{added[line]}\n" if line in added else "")
                                for line in lines))

    def leave_out(self, name, module):
        path = self.folder / "pam.d" / name
        lines = path.read_text().splitlines()
        path.write_text("".join(f"{line}\n" for line in lines if module not in line))
