/* SPDX-License-Identifier: Apache-2.0 */
/* Problems of a TMX file, in the order of the file. */
#ifndef APO__EXCHANGE_TMX_TMX_DIAGNOSTICS_H
#define APO__EXCHANGE_TMX_TMX_DIAGNOSTICS_H

#include "exchange/tmx/events.h"

/* A problem at the place where the parser is, after the repairs that are before it. */
void apo__tmx_tell(apo__tmx_state *r, apo_severity severity, const char *message);
/* Report the repairs up to a place. */
void apo__tmx_tell_repairs(apo__tmx_state *r, uint32_t line, uint32_t column);
/* A problem that the stream of XML has; `user` is the state. */
void apo__tmx_on_problem(const apo__xml_problem *problem, void *user);
/* One that the check has; line 0 is the place where the parser is. */
void apo__tmx_on_finding(
	uint32_t line, uint32_t column, apo_severity severity, const char *message, void *user);

#endif
