/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__PROVENANCE_OWNED_AUDIT_H
#define APO__PROVENANCE_OWNED_AUDIT_H

#include "base/arena.h"

/* An audit with the arena that it is freed with. */
typedef struct {
	apo_audit public; /* first: apo_audit_free gets its address */
	apo__arena *arena;
} apo__owned_audit;

#endif
