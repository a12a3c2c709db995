#define _GNU_SOURCE
#include "CLinux.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <syslog.h>
#include <termios.h>
#include <unistd.h>

int clinux_fork(void) { return fork(); }

int clinux_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int clinux_set_parent_death_signal(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

// --- signals -----------------------------------------------------------------

static sigset_t set_of(const int *signals, int count) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < count; i++) sigaddset(&set, signals[i]);
  return set;
}

int clinux_signalfd(const int *signals, int count) {
  sigset_t set = set_of(signals, count);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int clinux_read_signal(int descriptor, int *signal, bool *from_kernel, unsigned *user,
                        int *word) {
  struct signalfd_siginfo info;
  ssize_t n = read(descriptor, &info, sizeof info);
  if (n < 0) return errno == EAGAIN ? 0 : -1;
  *signal = (int)info.ssi_signo;
  *from_kernel = info.ssi_code == SI_KERNEL;
  *user = info.ssi_uid;
  *word = info.ssi_code == SI_QUEUE ? info.ssi_int : 0;
  return 1;
}

int clinux_block_signals(const int *signals, int count) {
  sigset_t set = set_of(signals, count);
  return sigprocmask(SIG_BLOCK, &set, NULL);
}

int clinux_unblock_all_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

bool clinux_signal_is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void clinux_reset_signals(void) {
  // SIGKILL and SIGSTOP refuse, and nothing is lost by that.
  for (int number = 1; number <= SIGRTMAX; number++) signal(number, SIG_DFL);
  clinux_unblock_all_signals();
}

// --- processes ---------------------------------------------------------------

int clinux_pidfd_open(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int clinux_pidfd_send_signal(int descriptor, int signal, int word) {
  siginfo_t info = {.si_signo = signal, .si_code = SI_QUEUE};
  info.si_pid = getpid();
  info.si_uid = getuid();
  info.si_value.sival_int = word;
  siginfo_t *told = word ? &info : NULL;
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, told, 0);
}

static int reaped(int pid, int wait_status, int *status, int *signal) {
  if (pid <= 0) return pid;
  *signal = WIFSIGNALED(wait_status) ? WTERMSIG(wait_status) : 0;
  *status = *signal ? 128 + *signal : WEXITSTATUS(wait_status);
  return pid;
}

int clinux_reap(int *status, int *signal, uint64_t *seconds) {
  return clinux_reap_one(-1, status, signal, seconds);
}

int clinux_reap_one(int pid, int *status, int *signal, uint64_t *seconds) {
  int wait_status = 0;
  struct rusage used = {0};
  int got = wait4(pid, &wait_status, WNOHANG, &used);
  *seconds = (uint64_t)used.ru_utime.tv_sec + (uint64_t)used.ru_stime.tv_sec +
             (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000000;
  return reaped(got, wait_status, status, signal);
}

/// Sources in the place of another one's target are met as copies elsewhere, which the child does
/// not keep: no other number may be used, as it may be of a descriptor that it is to have.
static int moved_away(const struct clinux_spawn *what, int *sources) {
  for (int i = 0; i < what->descriptor_count; i++) {
    int source = what->descriptors[i];
    bool is_in_the_way = source < what->descriptor_count && source != i;
    sources[i] = is_in_the_way ? fcntl(source, F_DUPFD_CLOEXEC, what->descriptor_count) : source;
    if (sources[i] < 0) return errno;
  }
  return 0;
}

static void close_moved(const struct clinux_spawn *what, const int *sources) {
  for (int i = 0; i < what->descriptor_count; i++)
    if (sources[i] >= 0 && sources[i] != what->descriptors[i]) close(sources[i]);
}

int clinux_spawn(const struct clinux_spawn *what, int *pid) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  for (int i = 0; i < what->kept_signal_count; i++) sigdelset(&all, what->kept_signals[i]);
  int error = posix_spawn_file_actions_init(&files);
  if (error) return error;
  error = posix_spawnattr_init(&attributes);
  if (error) {
    posix_spawn_file_actions_destroy(&files);
    return error;
  }
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (what->new_session) flags |= POSIX_SPAWN_SETSID;
  posix_spawnattr_setflags(&attributes, flags);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  int sources[what->descriptor_count];
  memset(sources, -1, sizeof sources);
  error = moved_away(what, sources);
  for (int i = 0; i < what->descriptor_count && !error; i++)
    error = posix_spawn_file_actions_adddup2(&files, sources[i], i);
  if (!error && !what->keeps_others)
    error = posix_spawn_file_actions_addclosefrom_np(&files, what->descriptor_count);
  if (!error)
    error = posix_spawn(pid, what->path, &files, &attributes, what->arguments, what->environment);
  close_moved(what, sources);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

// --- descriptors -------------------------------------------------------------

int clinux_seqpacket_pair(int pair[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair);
}

int clinux_pipe(int pair[2]) { return pipe2(pair, O_CLOEXEC); }

static socklen_t address_of(const char *path, int length, struct sockaddr_un *address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (length <= 0 || (size_t)length >= sizeof address->sun_path) {
    errno = ENAMETOOLONG;
    return 0;
  }
  memcpy(address->sun_path, path, (size_t)length);
  // An abstract name is exactly its bytes; a path is ended by a NUL.
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)length + (path[0] != 0));
}

static int stream_socket(void) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

static int closed_with_errno(int descriptor) {
  int saved = errno;
  close(descriptor);
  errno = saved;
  return -1;
}

static int bound(const char *path, int length) {
  struct sockaddr_un address;
  socklen_t size = address_of(path, length, &address);
  if (!size) return -1;
  int descriptor = stream_socket();
  if (descriptor < 0) return -1;
  if (bind(descriptor, (struct sockaddr *)&address, size)) return closed_with_errno(descriptor);
  return descriptor;
}

int clinux_unix_listen(const char *path, int length) {
  int descriptor = bound(path, length);
  if (descriptor < 0) return -1;
  return listen(descriptor, 16) ? closed_with_errno(descriptor) : descriptor;
}

int clinux_unix_bind_only(const char *path, int length) {
  int descriptor = bound(path, length);
  return descriptor < 0 ? -1 : close(descriptor);
}

int clinux_unix_connect(const char *path, int length) {
  struct sockaddr_un address;
  socklen_t size = address_of(path, length, &address);
  if (!size) return -1;
  // Not blocking: a stranger who listens and never accepts would hold us for ever (connect(2),
  // EAGAIN).
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  if (connect(descriptor, (struct sockaddr *)&address, size) || fcntl(descriptor, F_SETFL, 0))
    return closed_with_errno(descriptor);
  return descriptor;
}

int clinux_accept(int descriptor) { return accept4(descriptor, NULL, NULL, SOCK_CLOEXEC); }

int clinux_peer(int descriptor, int *pid, unsigned *uid) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size)) return -1;
  *pid = peer.pid;
  *uid = peer.uid;
  return 0;
}

int clinux_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int clinux_try_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

int clinux_try_lock_byte(int descriptor, int64_t offset) {
  struct flock byte = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1};
  return fcntl(descriptor, F_SETLK, &byte);
}

static int watch(const char *path, uint32_t mask) {
  int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (descriptor < 0) return -1;
  return inotify_add_watch(descriptor, path, mask) < 0 ? closed_with_errno(descriptor) : descriptor;
}

int clinux_watch_directory(const char *path) {
  return watch(path, IN_CREATE | IN_MOVED_TO | IN_MODIFY);
}

int clinux_watch_file(const char *path) { return watch(path, IN_MODIFY); }

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

bool clinux_drain(int descriptor) {
  char buffer[4096];
  bool had = false;
  while (read(descriptor, buffer, sizeof buffer) > 0) had = true;
  return had;
}

// --- terminals ---------------------------------------------------------------

static int shape_terminal(int terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (ioctl(terminal, TIOCSWINSZ, &size)) return -1;
  struct termios modes;
  if (tcgetattr(terminal, &modes)) return -1;
  modes.c_oflag &= ~(tcflag_t)(OPOST | ONLCR);
  return tcsetattr(terminal, TCSANOW, &modes);
}

int clinux_open_pty(int rows, int columns, int pair[2]) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return -1;
  if (unlockpt(master)) return closed_with_errno(master);
  // Not by its name: in a container /dev/pts may be another one.
  int slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (slave < 0) return closed_with_errno(master);
  if (shape_terminal(slave, rows, columns)) {
    closed_with_errno(slave);
    return closed_with_errno(master);
  }
  pair[0] = master;
  pair[1] = slave;
  return 0;
}

int clinux_take_over_terminal(void) { return setsid() < 0 ? -1 : ioctl(0, TIOCSCTTY, 0); }

// --- limits ------------------------------------------------------------------

static uint64_t limit_of(rlim_t limit) { return limit == RLIM_INFINITY ? UINT64_MAX : limit; }

int clinux_limit(int resource, uint64_t *soft, uint64_t *hard) {
  struct rlimit limit;
  if (getrlimit(resource, &limit)) return -1;
  *soft = limit_of(limit.rlim_cur);
  *hard = limit_of(limit.rlim_max);
  return 0;
}

int clinux_set_soft_limit(int resource, uint64_t soft) {
  struct rlimit limit;
  if (getrlimit(resource, &limit)) return -1;
  limit.rlim_cur = soft == UINT64_MAX ? RLIM_INFINITY : soft;
  return setrlimit(resource, &limit);
}

int clinux_forbid_core_dumps(void) {
  const struct rlimit none = {0, 0};
  return setrlimit(RLIMIT_CORE, &none);
}

// --- root's programs ---------------------------------------------------------

void clinux_reset_limits(void) {
  const int kinds[] = {RLIMIT_AS, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_NPROC,
                       RLIMIT_NOFILE};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    struct rlimit limit;
    if (getrlimit(kinds[i], &limit)) continue;
    // The kernel's own bound on files is below infinity.
    if (geteuid() == 0 && kinds[i] != RLIMIT_NOFILE)
      limit.rlim_max = RLIM_INFINITY;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(kinds[i], &limit);
  }
}

int clinux_limit_own_memory(uint64_t bytes) {
  const struct rlimit limit = {bytes, bytes};
  return setrlimit(RLIMIT_AS, &limit);
}

int clinux_become_user(const char *name, unsigned uid, unsigned gid) {
  if (initgroups(name, gid) || setresgid(gid, gid, gid) || setresuid(uid, uid, uid)) return -1;
  // Nothing of root may be left to go back to.
  if (setuid(0) && (!gid || setgid(0))) return prctl(PR_SET_DUMPABLE, 0);
  errno = EPERM;
  return -1;
}

void clinux_syslog(const char *program, int priority, const char *text) {
  openlog(program, LOG_PID | LOG_NDELAY, LOG_DAEMON);
  syslog(priority, "%s", text);
  closelog();
}

static int status_after_alarm;

static void leave(int signal) {
  (void)signal;
  _exit(status_after_alarm);
}

void clinux_exit_after(unsigned seconds, int status) {
  status_after_alarm = status;
  signal(SIGALRM, leave);
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &alarm_only, NULL);
  alarm(seconds);
}

const char *clinux_load_error(const char *path) { return dlopen(path, RTLD_NOW) ? NULL : dlerror(); }

// --- X -----------------------------------------------------------------------

int clinux_x_display_accepts(void) {
  void *library = dlopen("libxcb.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) return -1;
  void *(*open_display)(const char *, int *) = dlsym(library, "xcb_connect");
  int (*has_error)(void *) = dlsym(library, "xcb_connection_has_error");
  void (*close_display)(void *) = dlsym(library, "xcb_disconnect");
  if (!open_display || !has_error || !close_display) return -1;
  // libxcb prints the server's answer; the caller has words of its own.
  int error = fcntl(2, F_DUPFD_CLOEXEC, 3);
  int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (error >= 0 && null >= 0) dup2(null, 2);
  void *connection = open_display(NULL, NULL);
  int accepts = has_error(connection) == 0;
  close_display(connection);
  if (error >= 0) {
    dup2(error, 2);
    close(error);
  }
  if (null >= 0) close(null);
  return accepts;
}
