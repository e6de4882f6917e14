/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__BASE_PARALLEL_H
#define APO__BASE_PARALLEL_H

#include "apograph.h"

/* Processors that this process may use, at least 1. */
unsigned apo__cpus(void);
/* The same by control groups alone, which are named in the file `groups` and found below `mount`; 0 = no limit. */
unsigned apo__cpus_of_groups(const char *groups, const char *mount);

/* Threads to use for `jobs` (0 = all processors that this process may use) and `count` items. */
unsigned apo__jobs(unsigned jobs, size_t count);

/* Call `work(i, thread, user)` for each i < count, on up to `jobs` threads that take the next i from a queue; `thread` <
 * apo__jobs(jobs, count). Results must go to places that depend on i alone. `progress` (may be NULL) is called on the
 * calling thread. */
void apo__parallel(unsigned jobs, size_t count, void (*work)(size_t i, unsigned thread, void *user),
	void *user, apo_progress_fn progress, void *progress_user);

#endif
