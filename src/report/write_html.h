/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML reports; write.c chooses them by format. */
#ifndef APO__REPORT_WRITE_HTML_H
#define APO__REPORT_WRITE_HTML_H

#include "writing/writers.h"

/* `report` NULL: the alignment alone. */
apo_status apo__write_alignment_html(const apo__writer *w, const apo_alignment *alignment,
	const apo_report *report, apo_error *err);
apo_status apo__write_report_html(const apo__writer *w, const apo_report *report, apo_error *err);
apo_status apo__write_trace_html(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_audit_html(const apo__writer *w, const apo_audit *audit, apo_error *err);
apo_status apo__write_trace_dot(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_trace_svg(const apo__writer *w, const apo_trace *trace, apo_error *err);

#endif
