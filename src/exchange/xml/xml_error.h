/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APO__EXCHANGE_XML_XML_ERROR_H
#define APO__EXCHANGE_XML_XML_ERROR_H

#include <libxml/xmlerror.h>

#define APO__XML_CAUSE 256u

/* What an error of libxml2 means, in plain words. `open`: whether elements are open. */
void apo__xml_cause(const xmlError *error, int open, char message[APO__XML_CAUSE]);

#endif
