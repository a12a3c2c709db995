// System calls and macros that Swift cannot see through Glibc, as plain functions.
// The bodies are in CLinux.c: a header that pulled in <unistd.h> with _GNU_SOURCE would
// make `environ` ambiguous for every importer.
//
// Every function that makes a descriptor makes it close-on-exec.
#ifndef QGUI_CLINUX_H
#define QGUI_CLINUX_H

#include <stdbool.h>
#include <stdint.h>

/// fork(2). Only in a process with one thread.
int clinux_fork(void);

/// prctl(PR_SET_CHILD_SUBREAPER).
int clinux_become_subreaper(void);
/// prctl(PR_SET_PDEATHSIG): follows the calling thread, and is kept by exec.
int clinux_set_parent_death_signal(int signal);

/// A signalfd(2) for the signals whose numbers are in `signals`, non-blocking.
int clinux_signalfd(const int *signals, int count);
/// Reads one signal: its number, whether the kernel sent it (the terminal's keys do), the user who
/// did otherwise, and the word that came with it. 1: read; 0: none is pending; -1: errno.
int clinux_read_signal(int descriptor, int *signal, bool *from_kernel, unsigned *user, int *word);
/// sigprocmask(2) SIG_BLOCK over the named signals.
int clinux_block_signals(const int *signals, int count);
/// sigprocmask(2) SIG_SETMASK to none.
int clinux_unblock_all_signals(void);
bool clinux_signal_is_ignored(int signal);
/// Default dispositions and an empty mask, whatever the caller left.
void clinux_reset_signals(void);

/// pidfd_open(2).
int clinux_pidfd_open(int pid);
/// pidfd_send_signal(2): never reaches a process that was given the same number later.
/// A word other than 0 goes with it (sigqueue(3)).
int clinux_pidfd_send_signal(int descriptor, int signal, int word);

/// One child that has ended, reaped: its pid, 0 when none has ended, -1 with errno (ECHILD:
/// there are no children). `status` is the exit status, or 128 + the signal's number;
/// `signal` is 0 for an exit; `seconds` is the CPU time of the child and of those that it has reaped
/// (wait4(2)).
int clinux_reap(int *status, int *signal, uint64_t *seconds);
/// The same for one child.
int clinux_reap_one(int pid, int *status, int *signal, uint64_t *seconds);

/// socketpair(2) of SOCK_SEQPACKET.
int clinux_seqpacket_pair(int pair[2]);
/// pipe2(2).
int clinux_pipe(int pair[2]);
/// A socket of AF_UNIX that listens at or connects to `path`; a leading NUL byte names an
/// abstract one. -1 with errno.
int clinux_unix_listen(const char *path, int length);
int clinux_unix_connect(const char *path, int length);
/// Binds and closes: leaves a socket file to which nobody listens.
int clinux_unix_bind_only(const char *path, int length);
int clinux_accept(int descriptor);
/// SO_PEERCRED of a connected socket.
int clinux_peer(int descriptor, int *pid, unsigned *uid);
int clinux_set_nonblocking(int descriptor);

/// flock(2) LOCK_EX | LOCK_NB.
int clinux_try_lock(int descriptor);
/// fcntl(2) F_SETLK of one byte: this process's, until it ends or closes the file.
int clinux_try_lock_byte(int descriptor, int64_t offset);

/// inotify for names made in or moved to a directory and writes to its files, non-blocking.
int clinux_watch_directory(const char *path);
/// inotify for changes of one file, non-blocking.
int clinux_watch_file(const char *path);
/// eventfd(2), non-blocking.
int clinux_eventfd(void);
/// Reads and drops all that is there; false when nothing was.
bool clinux_drain(int descriptor);

/// A new terminal of that size: its master, non-blocking, and its slave (pty(7)). It passes on what
/// is printed as it is: termios(3), OPOST and ONLCR off.
int clinux_open_pty(int rows, int columns, int pair[2]);
/// setsid(2), and TIOCSCTTY on descriptor 0 (TIOCSCTTY(2const)).
int clinux_take_over_terminal(void);

struct clinux_spawn {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /// Descriptors for the child's 0, 1, 2, 3, …; every other is closed, or kept if it was not ours
  /// from birth.
  const int *descriptors;
  int descriptor_count;
  bool keeps_others;
  /// setsid(2) in the child.
  bool new_session;
  /// Signals that stay ignored in the child where they are here.
  const int *kept_signals;
  int kept_signal_count;
};
/// posix_spawn(3) with an empty signal mask and default dispositions. 0 or an errno value.
int clinux_spawn(const struct clinux_spawn *what, int *pid);

/// A limit of this process (getrlimit(2)): UINT64_MAX for none. -1 with errno.
int clinux_limit(int resource, uint64_t *soft, uint64_t *hard);
/// setrlimit(2) of the soft limit.
int clinux_set_soft_limit(int resource, uint64_t soft);
/// RLIMIT_CORE 0, soft and hard.
int clinux_forbid_core_dumps(void);

/// No soft limit of the caller's stays below its hard one, and for root none on memory, files' sizes
/// or processor time at all: getrlimit(2).
void clinux_reset_limits(void);
/// RLIMIT_AS: beyond so many bytes this process gets no memory.
int clinux_limit_own_memory(uint64_t bytes);
/// Becomes an ordinary user for good: initgroups(3), setresgid(2), setresuid(2), and not dumpable
/// (prctl(2)). -1 with errno; then this process must end.
int clinux_become_user(const char *name, unsigned uid, unsigned gid);
/// syslog(3) with LOG_DAEMON, as `program`; no part of `text` is a format.
void clinux_syslog(const char *program, int priority, const char *text);
/// Why dlopen(3) does not load a library, with everything that it needs; NULL where it does.
const char *clinux_load_error(const char *path);
/// This process exits with `status` after so many seconds, whatever it waits for then.
void clinux_exit_after(unsigned seconds, int status);

/// Asks the X server that $DISPLAY names, through libxcb where that is installed.
/// 1: it accepts us; 0: it does not; -1: libxcb is not here.
int clinux_x_display_accepts(void);

#endif
