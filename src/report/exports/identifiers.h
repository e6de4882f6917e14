/* SPDX-License-Identifier: Apache-2.0 */
/* How documents, sources and terms are named in the formats of other programs. */
#ifndef APO__REPORT_EXPORTS_IDENTIFIERS_H
#define APO__REPORT_EXPORTS_IDENTIFIERS_H

#include "base/arena.h"

/* The namespace of the program's own terms. */
#define APO__TERMS "urn:x-apograph:term:"

/* The namespace of what a corpus holds; it depends on the ids and hashes of the documents, so graphs of two corpora can be put
 * together. */
const char *apo__corpus_space(apo__arena *arena, const apo_corpus *corpus);
/* A local name that is valid in RDF, XML (an NCName) and PROV-N: letters and digits of ASCII, "-" and "." stay, "_" is doubled,
 * every other byte is "_" and two digits in hexadecimal. Different texts have different names. `what` comes first: "document". */
const char *apo__local_name(apo__arena *arena, const char *what, const char *text);
/* The local name of a source outside of the corpus. */
const char *apo__upstream_name(apo__arena *arena, const apo_upstream *upstream);
/* "begin-end" in the file. */
const char *apo__span_label(apo__arena *arena, const apo_document *document, apo_span span);
/* Text on one line, without characters that XML forbids. */
const char *apo__xml_line(apo__arena *arena, const char *text, size_t size);

#endif
