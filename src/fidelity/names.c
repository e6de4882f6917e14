/* SPDX-License-Identifier: Apache-2.0 */
/* Names, places, titles. */
#include "fidelity/check.h"

void apo__check_names(apo__check *check)
{
	(void)check;
}
