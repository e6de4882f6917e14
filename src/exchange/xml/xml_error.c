/* SPDX-License-Identifier: Apache-2.0 */
/* The parser's words for what is common in broken files, in plainer ones. */
#include "exchange/xml/xml_error.h"

#include <string.h>

static const char *plain_cause(int code)
{
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return "an end tag that does not fit the last tag opened; tags must nest";
	case XML_ERR_DOCUMENT_END:
		return "there is more after the end of the root element; it was not read";
	case XML_ERR_TAG_NOT_FINISHED: return "the file ends inside of an element: it is cut off";
	case XML_ERR_GT_REQUIRED: return "a tag that is not closed by >";
	case XML_ERR_ATTRIBUTE_REDEFINED: return "an attribute given twice in one tag";
	case XML_ERR_ATTRIBUTE_NOT_STARTED: return "an attribute without quotation marks";
	case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: return "an attribute without a value";
	case XML_ERR_SPACE_REQUIRED: return "attributes of a tag are not separated by a space";
	case XML_ERR_NAME_REQUIRED: return "a tag without a name";
	default: return NULL;
	}
}

void apo__xml_cause(const xmlError *error, int open, char message[APO__XML_CAUSE])
{
	int cut = error->code == XML_ERR_DOCUMENT_END && open;
	const char *text = cut ? "the file is cut off" : plain_cause(error->code);
	if (!text)
		text = error->message ? error->message : "not well-formed";
	size_t length = strcspn(text, "\n");
	if (length >= APO__XML_CAUSE)
		length = APO__XML_CAUSE - 1;
	memcpy(message, text, length);
	message[length] = '\0';
}
