"""The system's log of one host: what programs write to /dev/log, with the time, in /var/log/syslog."""
import os
import socket
import time

log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
if os.path.lexists("/dev/log"):
    os.unlink("/dev/log")
log.bind("/dev/log")
os.chmod("/dev/log", 0o666)
with open("/var/log/syslog", "ab", 0) as file:
    while True:
        line = log.recv(65536).rstrip(b"\n\0")
        file.write(time.strftime("%H:%M:%S ").encode() + line + b"\n")
