/* SPDX-License-Identifier: Apache-2.0 */
/* A trace in the formats of other programs. */
#ifndef APO__REPORT_EXPORTS_EXPORTS_H
#define APO__REPORT_EXPORTS_EXPORTS_H

#include "writing/writers.h"

/* W3C PROV in its three syntaxes. */
apo_status apo__write_trace_provn(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_trace_prov_json(const apo__writer *w, const apo_trace *trace, apo_error *err);
apo_status apo__write_trace_prov_xml(const apo__writer *w, const apo_trace *trace, apo_error *err);
/* JSON-LD with schema.org's words. */
apo_status apo__write_trace_jsonld(const apo__writer *w, const apo_trace *trace, apo_error *err);
/* NewsML-G2: a newsMessage with an item for each document. */
apo_status apo__write_trace_newsml(const apo__writer *w, const apo_trace *trace, apo_error *err);

#endif
