/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "aligners/internal.h"

static float of(uint8_t sources, uint8_t targets, float posterior)
{
	apo__step step = {.sources = sources, .targets = targets, .confidence = posterior};
	apo__path path = {&step, 1, 0};
	apo__confidence_calibrate(&path);
	return step.confidence;
}

Test(confidence, more_probable_is_surer)
{
	static const uint8_t shapes[][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 5}, {3, 3}};
	for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
		float before = 0;
		for (int p = 0; p <= 100; p++) {
			float now = of(shapes[k][0], shapes[k][1], (float)p / 100);
			cr_assert(now >= before && now > 0 && now < 1, "shape %zu at %d", k, p);
			before = now;
		}
	}
}

Test(confidence, wide_beads_and_lone_segments_are_less_sure)
{
	static const float posteriors[] = {0, .5f, .9f, .999f, 1};
	for (size_t k = 0; k < sizeof posteriors / sizeof *posteriors; k++) {
		float p = posteriors[k];
		cr_assert(of(1, 1, p) > of(1, 2, p));
		cr_assert_float_eq(of(1, 2, p), of(2, 1, p), 0);
		cr_assert(of(1, 2, p) > of(1, 4, p));
		cr_assert(of(1, 1, p) > of(1, 0, p));
		cr_assert_float_eq(of(1, 0, p), of(0, 1, p), 0);
	}
	cr_assert(of(1, 1, 1) > .99f);
}
