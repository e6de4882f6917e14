/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program never needs is given up before an input is opened, so that a fault in a parser cannot be used for it
 * (SECURITY.md). Both calls hold for this thread and those it starts later. Where the kernel does not know them they do nothing.
 */
#ifndef APO_TOOLS_SANDBOX_H
#define APO_TOOLS_SANDBOX_H

#include <stddef.h>

/* No sockets, no other programs or processes, no looking into other processes, no change of the system: such calls fail with
 * EPERM (seccomp). `children`: other programs may be started; they are under the same rules. Returns 1 when that is so. */
int sandbox_forbid_calls(int children);

/* Files and folders change beneath `folders` and in /dev only, and without `children` nothing is executed: other calls fail with
 * EACCES (Landlock, from Linux 5.19 on). A folder that is not there is passed over. Returns 1 when that is so. */
int sandbox_confine_writes(const char *const *folders, size_t count, int children);

#endif
