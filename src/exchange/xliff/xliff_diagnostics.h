/* SPDX-License-Identifier: Apache-2.0 */
/* Problems of an XLIFF file, reported with the unit that they are in. */
#ifndef APO__EXCHANGE_XLIFF_XLIFF_DIAGNOSTICS_H
#define APO__EXCHANGE_XLIFF_XLIFF_DIAGNOSTICS_H

#include "exchange/xliff/xliff_reader.h"

/* A problem at the place where the parser is. */
void apo__xliff_tell(apo__xliff_reader *r, apo_severity severity, const char *message);
/* The unit at hand is to be left out; the first cause is reported. */
void apo__xliff_damage(apo__xliff_reader *r, const char *message);
/* A problem that the stream of XML has; `user` is the reader. */
void apo__xliff_on_problem(const apo__xml_problem *problem, void *user);

#endif
