/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apograph: shows how one text follows from another. This header includes one header a topic.
 *
 * The contract
 *   Flow       context > document > lexicons > alignment > report > writer;
 *              a corpus of documents > trace > audit > writer.
 *   Ownership  What an `_open` or `_new` function or a main function (apo_align, apo_check,
 *              apo_trace_corpus, ...) returns is freed with its `_free`, after what borrows from it;
 *              `_free(NULL)` is fine. Every other pointer is borrowed from the object it was reached
 *              through and lives as long as that object. What a caller passes is needed until the
 *              call returns, unless a comment says "borrows" or "kept".
 *   Offsets    `apo_span` counts bytes of `apo_document.text` (always valid UTF-8, NFC is not
 *              applied). `apo_file_span` counts bytes of the file on disk. `apo_document_file_span`
 *              maps one to the other; outputs hold file spans only. All spans are half open.
 *   Errors     A function that can fail returns NULL or an `apo_status` and fills the `apo_error`
 *              that it takes last (may be NULL). Outputs are untouched on failure. Any of them can
 *              fail with APO_ENOMEM.
 *   Options    A struct of options begins as its APO_..._OPTIONS_INIT, which sets its size: one of an
 *              older program may lack members, which take their defaults; one that sets what the
 *              library does not know, or has no size, is APO_EUSAGE.
 *   Threads    A context may be shared by threads, and so may documents and lexicons once they are
 *              open. One call works on one thread unless it is given `jobs`.
 *   Locale     Nothing depends on the process locale; the same input gives the same output bytes.
 *   The library prints nothing, never exits, and reaches no network.
 */
#ifndef APOGRAPH_H
#define APOGRAPH_H

#include "apograph/align.h"
#include "apograph/audit.h"
#include "apograph/base.h"
#include "apograph/bitext.h"
#include "apograph/check.h"
#include "apograph/corpus.h"
#include "apograph/dismiss.h"
#include "apograph/document.h"
#include "apograph/entities.h"
#include "apograph/issues.h"
#include "apograph/ledger.h"
#include "apograph/lexicon.h"
#include "apograph/output.h"
#include "apograph/score.h"
#include "apograph/terms.h"
#include "apograph/tmx.h"
#include "apograph/trace.h"
#include "apograph/write.h"

#endif
