/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seccomp (Linux 3.5) and Landlock (Linux 5.13) by plain system calls. The filter lists what is forbidden, not what is allowed:
 * the libraries and the C library may use new calls tomorrow, and a text must not be lost for that.
 */
#define _GNU_SOURCE /* syscall, O_PATH */
#include "sandbox.h"

#if defined __linux__ && !defined APO_NO_SANDBOX && defined __has_include
#if __has_include(<linux/landlock.h>) && __has_include(<linux/seccomp.h>)
#define HAVE_SANDBOX
#endif
#endif

#ifdef HAVE_SANDBOX

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__ && !defined __ILP32__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__ && !defined __ILP32__
#define ARCHITECTURE (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 0 : AUDIT_ARCH_AARCH64)
#elif defined __i386__
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined __arm__ && defined __ARM_EABI__
#define ARCHITECTURE (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 0 : AUDIT_ARCH_ARM)
#elif defined __riscv && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined __powerpc64__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#else
#define ARCHITECTURE 0 /* its calls would have to be tried out first */
#endif

#define X32_CALLS 0x40000000u /* bit of the numbers of x86-64's second set of calls */

/* Calls are known by number; those that an architecture does not have are not listed. */
static const uint32_t forbidden[] = {
	/* network, also by a connection that was there before */
	__NR_socket,
	__NR_socketpair,
	__NR_connect,
	__NR_bind,
	__NR_listen,
	__NR_accept4,
	__NR_sendto,
	__NR_sendmsg,
	__NR_sendmmsg,
#ifdef __NR_accept
	__NR_accept,
#endif
#ifdef __NR_socketcall
	__NR_socketcall,
#endif
	/* other processes */
	__NR_ptrace,
	__NR_process_vm_readv,
	__NR_process_vm_writev,
	__NR_kill,
	__NR_rt_sigqueueinfo,
	__NR_rt_tgsigqueueinfo,
	__NR_kcmp,
	__NR_perf_event_open,
#ifdef __NR_pidfd_open
	__NR_pidfd_open,
	__NR_pidfd_send_signal,
#endif
#ifdef __NR_pidfd_getfd
	__NR_pidfd_getfd,
#endif
/* ways round a filter, and parts of the kernel with a long record of faults */
#ifdef __NR_io_uring_setup
	__NR_io_uring_setup,
	__NR_io_uring_enter,
	__NR_io_uring_register,
#endif
	__NR_bpf,
	__NR_userfaultfd,
	__NR_add_key,
	__NR_request_key,
	__NR_keyctl,
	/* the system */
	__NR_mount,
	__NR_umount2,
	__NR_pivot_root,
	__NR_chroot,
	__NR_unshare,
	__NR_setns,
#ifdef __NR_move_mount
	__NR_move_mount,
	__NR_open_tree,
	__NR_fsopen,
	__NR_fsmount,
	__NR_fspick,
#endif
	__NR_init_module,
	__NR_finit_module,
	__NR_delete_module,
	__NR_reboot,
	__NR_swapon,
	__NR_swapoff,
	__NR_sethostname,
	__NR_setdomainname,
	__NR_acct,
	__NR_quotactl,
	__NR_settimeofday,
	__NR_clock_settime,
	__NR_adjtimex,
	__NR_personality,
	__NR_syslog,
	__NR_open_by_handle_at,
	__NR_name_to_handle_at,
#ifdef __NR_kexec_load
	__NR_kexec_load,
#endif
};

/* Other programs, unless they are wanted; `clone` is seen to below. */
static const uint32_t starting[] = {
	__NR_execve,
	__NR_execveat,
#ifdef __NR_fork
	__NR_fork,
#endif
#ifdef __NR_vfork
	__NR_vfork,
#endif
};

enum {
	FORBIDDEN = sizeof forbidden / sizeof *forbidden,
	STARTING = sizeof starting / sizeof *starting,
	MOST = 2 * (FORBIDDEN + STARTING) + 24
};

typedef struct {
	struct sock_filter code[MOST];
	unsigned short size;
} program;

static void add(program *p, uint16_t code, uint32_t k, uint8_t if_true, uint8_t if_false)
{
	p->code[p->size++] = (struct sock_filter){code, if_true, if_false, k};
}

static void load(program *p, size_t offset)
{
	add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

/* Offset of the lower half of an argument. */
static size_t argument(unsigned i)
{
	return offsetof(struct seccomp_data, args) + i * sizeof(uint64_t) +
	       (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0);
}

static void answer(program *p, int error)
{
	add(p, BPF_RET | BPF_K,
		error ? SECCOMP_RET_ERRNO | ((uint32_t)error & SECCOMP_RET_DATA)
		      : SECCOMP_RET_ALLOW,
		0, 0);
}

static void refuse(program *p, const uint32_t *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add(p, BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1);
		answer(p, EPERM);
	}
}

static void build(program *p, int children)
{
	load(p, offsetof(struct seccomp_data, arch));
	add(p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	answer(p, EPERM); /* calls of another architecture have other numbers */
	load(p, offsetof(struct seccomp_data, nr));
	if (ARCHITECTURE == AUDIT_ARCH_X86_64) {
		add(p, BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 0, 1);
		answer(p, EPERM);
	}
	refuse(p, forbidden, FORBIDDEN);
	if (!children)
		refuse(p, starting, STARTING);
#ifdef __NR_clone3 /* its flags are behind a pointer; without it the C library takes clone */
	add(p, BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1);
	answer(p, ENOSYS);
#endif
	if (!children) { /* threads only */
		add(p, BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4);
		load(p, argument(0));
		add(p, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0);
		answer(p, EPERM);
		answer(p, 0);
	}
	add(p, BPF_JMP | BPF_JEQ | BPF_K, __NR_ioctl, 0, 3); /* no typing into the terminal */
	load(p, argument(1));
	add(p, BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 0, 1);
	answer(p, EPERM);
	answer(p, 0);
}

int sandbox_forbid_calls(int children)
{
	program p = {.size = 0};
	if (!ARCHITECTURE || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	build(&p, children);
	struct sock_fprog filter = {p.size, p.code};
	/* no code of others runs here, so the slow defence against speculation would be for nothing */
	if (!syscall(
		    __NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter))
		return 1;
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

/* Numbers and rights that the header of an older kernel may lack; the numbers are the same everywhere. */
#ifndef __NR_landlock_create_ruleset
#define __NR_landlock_create_ruleset 444
#define __NR_landlock_add_rule	     445
#define __NR_landlock_restrict_self  446
#endif
#define MAY_WRITE     (1ULL << 1)
#define MAY_REFER     (1ULL << 13) /* link and rename between folders: version 2 */
#define MAY_TRUNCATE  (1ULL << 14) /* version 3 */
#define LEAST_VERSION 2		   /* version 1 refuses every link and rename between folders */

#define IN_FOLDERS                                                                                 \
	(MAY_WRITE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |              \
		LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                        \
		LANDLOCK_ACCESS_FS_MAKE_SYM | MAY_REFER | MAY_TRUNCATE)
#define NOWHERE                                                                                    \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |                               \
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |                      \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK)

static void allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = {rights, open(path, O_PATH | O_CLOEXEC)};
	if (rule.parent_fd < 0)
		return;
	syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

int sandbox_confine_writes(const char *const *folders, size_t count, int children)
{
	long version =
		syscall(__NR_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < LEAST_VERSION || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	uint64_t known = version >= 3 ? ~0ULL : ~MAY_TRUNCATE;
	uint64_t nowhere = children ? NOWHERE & ~LANDLOCK_ACCESS_FS_EXECUTE : NOWHERE;
	struct landlock_ruleset_attr attr = {.handled_access_fs = (IN_FOLDERS | nowhere) & known};
	int rules =
		(int)syscall(__NR_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
	if (rules < 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		allow(rules, folders[i], IN_FOLDERS & known);
	allow(rules, "/dev", (MAY_WRITE | MAY_TRUNCATE) & known);
	int done = !syscall(__NR_landlock_restrict_self, rules, 0);
	close(rules);
	return done;
}

#else

int sandbox_forbid_calls(int children)
{
	(void)children;
	return 0;
}

int sandbox_confine_writes(const char *const *folders, size_t count, int children)
{
	(void)folders;
	(void)count;
	(void)children;
	return 0;
}

#endif
