#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run a command on a terminal and print what it writes there: on_terminal.py [--slow] COLUMNS COMMAND...

The exit status is the command's. --slow stops it again and again, so that short work takes as long as progress bars wait for:
each time after an eighth more work than the time before, so that 50 ms and 50 s of work are both stopped often."""
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import threading
import time


def slow_down(pid, ended):
    work = 0.01
    try:
        while not ended.is_set():
            time.sleep(work)
            work *= 1.12
            os.kill(pid, signal.SIGSTOP)
            time.sleep(0.3)
            os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        pass


def main(args):
    slow = args[0] == "--slow"
    args = args[1:] if slow else args
    columns, command = int(args[0]), args[1:]
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    ended = threading.Event()
    if slow:
        threading.Thread(target=slow_down, args=(pid, ended), daemon=True).start()
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        sys.stdout.buffer.write(data)
    ended.set()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


sys.exit(main(sys.argv[1:]))
