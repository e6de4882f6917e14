/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

#define MOST_THREADS 64u

typedef struct {
	atomic_size_t next;
	size_t count;
	void (*work)(size_t i, unsigned thread, void *user);
	void *user;
} queue;

typedef struct {
	queue *queue;
	unsigned number;
	pthread_t thread;
} worker;

unsigned apo__jobs(unsigned jobs, size_t count)
{
	if (!jobs)
		jobs = apo__cpus();
	if (jobs > MOST_THREADS)
		jobs = MOST_THREADS;
	if (jobs > count)
		jobs = (unsigned)count;
	return jobs ? jobs : 1;
}

static void *parallel_run(void *user)
{
	worker *w = user;
	queue *q = w->queue;
	for (size_t i; (i = atomic_fetch_add(&q->next, 1)) < q->count;)
		q->work(i, w->number, q->user);
	return NULL;
}

void apo__parallel(unsigned jobs, size_t count, void (*work)(size_t i, unsigned thread, void *user),
	void *user, apo_progress_fn progress, void *progress_user)
{
	queue q = {.count = count, .work = work, .user = user};
	worker workers[MOST_THREADS];
	unsigned threads = apo__jobs(jobs, count), started = 1;
	if (progress)
		progress(0, count, progress_user);
	for (unsigned i = 0; i < threads; i++)
		workers[i] = (worker){.queue = &q, .number = i};
	while (started < threads &&
		!pthread_create(&workers[started].thread, NULL, parallel_run, &workers[started]))
		started++; /* fewer threads than asked for do the same work */
	for (size_t i; (i = atomic_fetch_add(&q.next, 1)) < count;) {
		work(i, 0, user);
		if (progress)
			progress(i + 1, count, progress_user);
	}
	for (unsigned i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	if (progress)
		progress(count, count, progress_user);
}

typedef struct {
	void (*work)(size_t i, void *user);
	void *user;
} plain;

static void work_plainly(size_t i, unsigned thread, void *user)
{
	(void)thread;
	const plain *p = user;
	p->work(i, p->user);
}

void apo_parallel(unsigned jobs, size_t count, void (*work)(size_t i, void *user), void *user)
{
	plain p = {work, user};
	apo__parallel(jobs, count, work_plainly, &p, NULL, NULL);
}
