/* SPDX-License-Identifier: Apache-2.0 */
/* XLIFF 2.1 and 1.2 (OASIS), strict: one unit a segment, ids that are valid and unique without remembering any, text as it is
 * (xml:space="preserve"). Streamed, linear. Reading what was written and writing it again gives the same bytes. */
#include <string.h>

#include "exchange/tmx/proof.h"
#include "exchange/xliff/xliff_content.h"
#include "exchange/xml/characters.h"
#include "provenance/chain.h"
#include "writing/put.h"

#define APO__ITS  "http://www.w3.org/2005/11/its"
#define MOST_HOPS (4 * APO__LONGEST_CHAIN) /* of all chains of a unit, as records */

typedef apo__xliff_writer writer;

static void put(writer *x, const char *text)
{
	apo__put(x->output, text);
}

static void put_text(writer *x, const char *text, size_t size)
{
	apo__xliff_put_escaped(x, text, size, 0, 0);
}

/* ---- what is said of a unit ---- */

static const char *property_type(writer *x, const char *type)
{
	return x->options.version == 2 ? type : apo__xliff_context(x->scratch, type);
}

static int is_property(const apo__unit_info *info)
{
	return info->kind == APO__INFO_PROP && strcmp(info->type, APO__UNIT_STATE) != 0 &&
	       strcmp(info->type, APO__UNIT_SUBSTATE) != 0 &&
	       (strcmp(info->type, APO__UNIT_TRANSLATE) != 0 || strcmp(info->text, "no") != 0) &&
	       strcmp(info->type, APO__UNIT_ORIGINAL) != 0;
}

static uint32_t count_properties(
	const apo__unit_info *infos, uint32_t count, uint32_t attribute_count)
{
	uint32_t found = attribute_count;
	for (uint32_t i = 0; i < count; i++)
		found += (uint32_t)is_property(&infos[i]);
	return found;
}

static void put_property(
	writer *x, const char *indent, const char *type, const char *text, size_t size)
{
	int two = x->options.version == 2;
	put(x, indent);
	put(x, two ? "  <mda:meta" : " <context");
	apo__xliff_put_attribute(x, two ? "type" : "context-type", property_type(x, type));
	put(x, ">");
	put_text(x, text, size);
	put(x, two ? "</mda:meta>\n" : "</context>\n");
}

/* A group of properties; side "", "source" or "target". */
static void put_properties(writer *x, const char *indent, const char *side,
	const apo__unit_info *infos, uint32_t count, const apo__unit_attribute *attributes,
	uint32_t attribute_count)
{
	int two = x->options.version == 2;
	if (!count_properties(infos, count, attribute_count))
		return;
	put(x, indent);
	put(x, two ? " <mda:metaGroup" : "<context-group");
	if (two)
		apo__xliff_put_attribute(x, "appliesTo", *side ? side : NULL);
	else
		apo__xliff_put_attribute(x, "purpose",
			*side ? apo__sprintf(x->scratch, "information x-%s", side) : "information");
	put(x, ">\n");
	for (uint32_t i = 0; i < attribute_count; i++)
		put_property(x, indent,
			apo__sprintf(x->scratch, APO__XLIFF_ATTRIBUTE "%s", attributes[i].name),
			attributes[i].value, strlen(attributes[i].value));
	for (uint32_t i = 0; i < count; i++)
		if (is_property(&infos[i]))
			put_property(x, indent, infos[i].type, infos[i].text, infos[i].size);
	put(x, indent);
	put(x, two ? " </mda:metaGroup>\n" : "</context-group>\n");
}

static void put_all_properties(writer *x, const char *indent, const apo__unit *unit)
{
	uint32_t found = count_properties(unit->infos, unit->info_count, unit->attribute_count);
	static const char *const sides[] = {"source", "target"};
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		found += count_properties(v->infos, v->info_count, v->attribute_count);
	}
	if (!found)
		return;
	int two = x->options.version == 2;
	if (two)
		put(x, apo__sprintf(x->scratch, "%s<mda:metadata>\n", indent));
	put_properties(x, indent, "", unit->infos, unit->info_count, unit->attributes,
		unit->attribute_count);
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++) {
		const apo__unit_variant *v = &unit->variants[i];
		put_properties(x, indent, sides[i], v->infos, v->info_count, v->attributes,
			v->attribute_count);
	}
	if (two)
		put(x, apo__sprintf(x->scratch, "%s</mda:metadata>\n", indent));
}

static uint32_t count_notes(const apo__unit_info *infos, uint32_t count)
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < count; i++)
		found += infos[i].kind == APO__INFO_NOTE;
	return found;
}

static void put_notes_of(writer *x, const char *indent, const char *side,
	const apo__unit_info *infos, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		x->losses->elements += infos[i].kind == APO__INFO_ELEMENT;
		if (infos[i].kind != APO__INFO_NOTE)
			continue;
		put(x, indent);
		put(x, "<note");
		apo__xliff_put_attribute(
			x, "xml:lang", infos[i].lang && *infos[i].lang ? infos[i].lang : NULL);
		apo__xliff_put_attribute(x, x->options.version == 2 ? "appliesTo" : "annotates",
			*side ? side : NULL);
		put(x, ">");
		put_text(x, infos[i].text, infos[i].size);
		put(x, "</note>\n");
	}
}

static void put_notes(
	writer *x, const apo__unit *unit, const apo__xliff_issue *issues, uint32_t issue_count)
{
	static const char *const priorities[] = {"7", "4", "1"};
	static const char *const sides[] = {"source", "target"};
	int two = x->options.version == 2;
	uint32_t found = issue_count + count_notes(unit->infos, unit->info_count);
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++)
		found += count_notes(unit->variants[i].infos, unit->variants[i].info_count);
	if (two && found)
		put(x, "   <notes>\n");
	const char *indent = "    ";
	put_notes_of(x, indent, "", unit->infos, unit->info_count);
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++)
		put_notes_of(
			x, indent, sides[i], unit->variants[i].infos, unit->variants[i].info_count);
	for (uint32_t i = 0; i < issue_count; i++) { /* tools that know nothing of ITS show notes */
		put(x, indent);
		put(x, "<note");
		apo__xliff_put_attribute(
			x, two ? "appliesTo" : "annotates", sides[issues[i].on_target != 0]);
		apo__xliff_put_attribute(x, "priority", priorities[issues[i].severity]);
		put(x, ">");
		put_text(x, issues[i].comment, strlen(issues[i].comment));
		put(x, "</note>\n");
	}
	if (two && found)
		put(x, "   </notes>\n");
}

/* ---- units ---- */

/* An xml:id is unique in the whole file. */
static const char *records_id(writer *x, int target)
{
	return apo__sprintf(
		x->scratch, "p%llu%s", (unsigned long long)x->number, target ? "t" : "s");
}

static void open_marks(writer *x, int target, const apo__xliff_unit_extra *extra, unsigned *marks,
	unsigned *opened)
{
	static const char *const severities[] = {"10", "50", "100"};
	for (uint32_t i = 0; i < extra->issue_count; i++) {
		const apo__xliff_issue *issue = &extra->issues[i];
		if ((issue->on_target != 0) != target)
			continue;
		put(x, "<mrk");
		if (x->options.version == 2) {
			apo__xliff_put_attribute(
				x, "id", apo__sprintf(x->scratch, "m%u", ++*marks));
			apo__xliff_put_attribute(x, "type", "its:generic");
		} else {
			apo__xliff_put_attribute(x, "mtype", "x-its");
		}
		apo__xliff_put_attribute(x, "its:locQualityIssueType", issue->its_type);
		apo__xliff_put_attribute(
			x, "its:locQualityIssueSeverity", severities[issue->severity]);
		apo__xliff_put_attribute(x, "its:locQualityIssueComment", issue->comment);
		put(x, ">");
		++*opened;
	}
	if (!extra->records[target].count || x->options.version != 2)
		return;
	put(x, apo__sprintf(x->scratch,
		       "<mrk id=\"m%u\" type=\"its:generic\" its:provenanceRecordsRef=\"#its=%s\">",
		       ++*marks, records_id(x, target)));
	++*opened;
}

static void put_records(writer *x, const apo__xliff_unit_extra *extra)
{
	for (int target = 0; target < 2 && x->options.version == 2; target++) {
		const apo__xliff_records *records = &extra->records[target];
		if (!records->count)
			continue;
		put(x, "   <its:provenanceRecords");
		apo__xliff_put_attribute(x, "xml:id", records_id(x, target));
		put(x, ">\n");
		for (uint32_t i = 0; i < records->count; i++) {
			put(x, "    <its:provenanceRecord");
			apo__xliff_put_attribute(x, records->items[i].is_person ? "person" : "org",
				records->items[i].name);
			put(x, "/>\n");
		}
		put(x, "   </its:provenanceRecords>\n");
	}
}

/* ---- chains ---- */

/* What a hop did: ITS 2.0, Provenance. A rewrite is a revision; who translated, copied or wrote is an organisation or person. */
static const char *agent_of(const apo__hop *hop)
{
	if (hop->is_document && (hop->kind == APO_EDGE_REWRITE || hop->kind == APO_EDGE_EXCERPT))
		return "revOrg";
	return hop->type == APO_SOURCE_PERSON ? "person" : "org";
}

/* The chains of a unit as one list of records, the last hop first, as ITS wants it; each agent once. */
static uint32_t find_hops(writer *x, const apo__unit *unit, apo__hop *hops, uint32_t room)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < unit->info_count; i++) {
		apo__chain chain;
		if (unit->infos[i].kind != APO__INFO_PROP ||
			strcmp(unit->infos[i].type, APO__PROP_CHAIN) != 0 ||
			!apo__chain_parse(x->scratch, unit->infos[i].text, &chain))
			continue;
		for (uint32_t h = chain.count; h-- > 0;) {
			uint32_t k = 0;
			while (k < count &&
				(strcmp(hops[k].name, chain.hops[h].name) != 0 ||
					strcmp(agent_of(&hops[k]), agent_of(&chain.hops[h])) != 0))
				k++;
			if (k == count && count < room)
				hops[count++] = chain.hops[h];
		}
	}
	return count;
}

static const char *chain_id(writer *x)
{
	return apo__sprintf(x->scratch, "p%lluc", (unsigned long long)x->number);
}

/* The reference to the records; `hops` of them. */
static void put_chain_reference(writer *x, uint32_t hops)
{
	if (!hops)
		return;
	apo__xliff_put_attribute(x, "its:provenanceRecordsRef",
		apo__sprintf(x->scratch, x->options.version == 2 ? "#its=%s" : "#%s", chain_id(x)));
}

static void put_chain(writer *x, const char *indent, const apo__hop *hops, uint32_t count)
{
	if (!count)
		return;
	put(x, indent);
	put(x, "<its:provenanceRecords");
	apo__xliff_put_attribute(x, "xml:id", chain_id(x));
	put(x, ">\n");
	for (uint32_t i = 0; i < count; i++) {
		put(x, indent);
		put(x, " <its:provenanceRecord");
		apo__xliff_put_attribute(x, agent_of(&hops[i]), hops[i].name);
		put(x, "/>\n");
	}
	put(x, indent);
	put(x, "</its:provenanceRecords>\n");
}

static void put_side(writer *x, const apo__unit *unit, uint32_t target,
	const apo__xliff_unit_extra *extra, unsigned *marks, const char *attributes)
{
	static const apo__unit_variant none = {.text = ""};
	unsigned opened = 0;
	put(x, target ? "    <target" : "    <source");
	put(x, attributes);
	put(x, ">");
	open_marks(x, (int)target, extra, marks, &opened);
	apo__xliff_put_content(x, target < unit->variant_count ? &unit->variants[target] : &none);
	while (opened--)
		put(x, "</mrk>");
	put(x, target ? "</target>\n" : "</source>\n");
}

static int has_target(const apo__unit *unit)
{
	return unit->variant_count > 1 && unit->variants[1].text;
}

static void put_original_data(writer *x, const apo__unit *unit)
{
	apo__interner_init(&x->data, x->scratch);
	for (uint32_t i = 0; i < unit->variant_count && i < 2; i++)
		for (uint32_t k = 0; k < unit->variants[i].code_count; k++) {
			const apo__unit_code *c = &unit->variants[i].codes[k];
			int mark =
				c->kind == APO__CODE_MARK_OPEN || c->kind == APO__CODE_MARK_CLOSE;
			x->losses->subtexts += c->xml != NULL;
			if (c->size && !mark)
				apo__intern(&x->data, c->data, c->size);
		}
	if (!x->data.count)
		return;
	put(x, "   <originalData>\n");
	for (uint32_t i = 0; i < x->data.count; i++) {
		put(x, apo__sprintf(x->scratch, "    <data id=\"d%u\">", i + 1));
		apo__xliff_put_escaped(x, x->data.strings[i], x->data.sizes[i], 0, 1);
		put(x, "</data>\n");
	}
	put(x, "   </originalData>\n");
}

/* A name as it may be in an attribute: names of states are ASCII without quotes; others lose what is not. */
static const char *escaped_value(writer *x, const char *name)
{
	char *copy = apo__strdup(x->scratch, name), *out = copy;
	for (const char *in = copy; *in; in++)
		if ((unsigned char)*in > ' ' && !strchr("<>&\"'", *in))
			*out++ = *in;
	*out = '\0';
	return copy;
}

/* An attribute with one of 1.2's own qualifiers (section 2.3), or a name of one's own; "" for NULL. */
static const char *qualifier_of(writer *x, const char *name)
{
	static const char *const own[] = {"exact-match", "fuzzy-match", "id-match",
		"leveraged-glossary", "leveraged-inherited", "leveraged-mt", "leveraged-repository",
		"leveraged-tm", "mt-suggestion", "rejected-grammar", "rejected-inaccurate",
		"rejected-length", "rejected-spelling", "tm-suggestion"};
	if (!name || !*name)
		return "";
	int known = !strncmp(name, "x-", 2);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		known |= !strcmp(name, own[i]);
	return apo__sprintf(
		x->scratch, " state-qualifier=\"%s%s\"", known ? "" : "x-", escaped_value(x, name));
}

static void put_translate(writer *x, const apo__unit *unit)
{
	const char *said = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_TRANSLATE);
	apo__xliff_put_attribute(x, "translate", said && !strcmp(said, "no") ? "no" : NULL);
}

static void put_unit_2(writer *x, const apo__unit *unit, const char *id, const char *state,
	const apo__xliff_unit_extra *extra)
{
	unsigned marks = 0;
	apo__hop hops[MOST_HOPS];
	uint32_t hop_count = find_hops(x, unit, hops, MOST_HOPS);
	put(x, "  <unit");
	apo__xliff_put_attribute(x, "id", id);
	apo__xliff_put_attribute(
		x, "name", unit->id && *unit->id && strcmp(unit->id, id) ? unit->id : NULL);
	put_translate(x, unit);
	put_chain_reference(x, hop_count);
	put(x, ">\n");
	put_all_properties(x, "   ", unit);
	put_records(x, extra);
	put_chain(x, "   ", hops, hop_count);
	put_notes(x, unit, extra->issues, extra->issue_count);
	put_original_data(x, unit);
	put(x, "   <segment");
	state = state ? apo__xliff_state(state, 2) : "translated";
	const char *substate = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_SUBSTATE);
	if (has_target(unit) || substate ||
		(strcmp(state, "initial") && strcmp(state, "translated")))
		apo__xliff_put_attribute(x, "state", state);
	if (substate && !*substate)
		substate = NULL;
	if (substate && !strchr(substate, ':')) /* 1.2 has them without a prefix */
		substate = apo__sprintf(x->scratch, "apo:%s", substate);
	apo__xliff_put_attribute(x, "subState", substate);
	put(x, ">\n");
	put_side(x, unit, 0, extra, &marks, "");
	if (has_target(unit))
		put_side(x, unit, 1, extra, &marks, "");
	put(x, "   </segment>\n  </unit>\n");
}

static void put_unit_1(writer *x, const apo__unit *unit, const char *id, const char *state,
	const apo__xliff_unit_extra *extra)
{
	unsigned marks = 0;
	apo__hop hops[MOST_HOPS];
	uint32_t hop_count = find_hops(x, unit, hops, MOST_HOPS);
	state = state ? apo__xliff_state(state, 1) : "translated";
	put(x, "   <trans-unit");
	apo__xliff_put_attribute(x, "id", id);
	apo__xliff_put_attribute(
		x, "resname", unit->id && *unit->id && strcmp(unit->id, id) ? unit->id : NULL);
	if (!strcmp(state, "final") && has_target(unit))
		apo__xliff_put_attribute(x, "approved", "yes");
	put_translate(x, unit);
	put_chain_reference(x, hop_count);
	put(x, ">\n");
	put_side(x, unit, 0, extra, &marks, "");
	const char *qualifier =
		qualifier_of(x, apo__prop_of(unit->infos, unit->info_count, APO__UNIT_SUBSTATE));
	if (has_target(unit))
		put_side(x, unit, 1, extra, &marks,
			apo__sprintf(x->scratch, " state=\"%s\"%s", state, qualifier));
	put_all_properties(x, "    ", unit);
	put_notes(x, unit, extra->issues, extra->issue_count);
	put_chain(x, "    ", hops, hop_count);
	put(x, "   </trans-unit>\n");
}

void apo__xliff_put_unit(writer *x, const apo__unit *unit, const apo__xliff_unit_extra *extra)
{
	static const apo__xliff_unit_extra nothing;
	apo__arena_reset(x->scratch);
	const char *id = apo__sprintf(x->scratch, "u%llu", (unsigned long long)++x->number);
	const char *state = apo__prop_of(unit->infos, unit->info_count, APO__UNIT_STATE);
	if (x->options.version == 2)
		put_unit_2(x, unit, id, state, extra ? extra : &nothing);
	else
		put_unit_1(x, unit, id, state, extra ? extra : &nothing);
}

/* ---- the whole ---- */

static void put_its(writer *x)
{
	put(x, " xmlns:its=\"" APO__ITS "\" its:version=\"2.0\"");
}

static apo_status put_header(
	apo__unit_writer *public, const apo__unit_header *header, apo_error *err)
{
	writer *x = (writer *)public;
	const char *source = apo__canonical_tag(x->arena, header->source_language);
	const char *target = header->target_language
				     ? apo__canonical_tag(x->arena, header->target_language)
				     : NULL;
	int two = x->options.version == 2;
	const char *original = x->options.original;
	const char *slash = original ? strrchr(original, '/') : NULL;
	(void)err;
	if (slash && slash[1]) /* the folders of a user are nobody's business */
		original = slash + 1;
	if (!original)
		original = apo__prop_of(header->infos, header->info_count, APO__UNIT_ORIGINAL);
	put(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff");
	apo__xliff_put_attribute(x, "xmlns", two ? APO__XLIFF_CORE_2 : APO__XLIFF_CORE_1);
	if (two)
		apo__xliff_put_attribute(x, "xmlns:mda", APO__XLIFF_METADATA);
	put_its(x);
	apo__xliff_put_attribute(x, "version", two ? "2.1" : "1.2");
	if (two) {
		apo__xliff_put_attribute(x, "srcLang", source);
		apo__xliff_put_attribute(x, "trgLang", target);
		put(x, ">\n <file id=\"f1\"");
		apo__xliff_put_attribute(x, "original", original);
		apo__xliff_put_attribute(x, "xml:space", "preserve");
		if (x->options.its)
			apo__xliff_put_attribute(
				x, "its:annotatorsRef", "localization-quality-issue|apograph");
		put(x, ">\n");
	} else {
		put(x, ">\n <file");
		apo__xliff_put_attribute(x, "original", original ? original : "unknown");
		apo__xliff_put_attribute(x, "source-language", source);
		apo__xliff_put_attribute(x, "target-language", target);
		apo__xliff_put_attribute(x, "datatype", "plaintext");
		apo__xliff_put_attribute(x, "tool-id", "apograph");
		apo__xliff_put_attribute(x, "xml:space", "preserve");
		put(x, ">\n  <header>\n   <tool tool-id=\"apograph\" tool-name=\"apograph\"");
		apo__xliff_put_attribute(x, "tool-version", apo_version());
		put(x, "/>\n");
	}
	apo__unit whole = {.infos = header->infos, .info_count = header->info_count};
	if (two)
		put_all_properties(x, "  ", &whole);
	else
		x->losses->properties += count_properties(header->infos, header->info_count, 0);
	int notes = count_notes(header->infos, header->info_count) > 0;
	if (two && notes)
		put(x, "  <notes>\n");
	put_notes_of(x, two ? "   " : "   ", "", header->infos, header->info_count);
	if (two && notes)
		put(x, "  </notes>\n");
	if (!two)
		put(x, "  </header>\n  <body>\n");
	return APO_OK;
}

static apo_status put_unit(apo__unit_writer *public, const apo__unit *unit, apo_error *err)
{
	(void)err;
	apo__xliff_put_unit((writer *)public, unit, NULL);
	return APO_OK;
}

static apo_status put_end(apo__unit_writer *public, apo_error *err)
{
	writer *x = (writer *)public;
	(void)err;
	if (x->options.version == 2 && !x->number)
		put(x, "  <group id=\"g1\"/>\n"); /* a file of 2.x holds something */
	put(x, x->options.version == 2 ? " </file>\n</xliff>\n"
				       : "  </body>\n </file>\n</xliff>\n");
	return APO_OK;
}

writer *apo__xliff_writer_new(apo__arena *arena, apo_output *output,
	const apo__xliff_options *options, apo__unit_losses *losses)
{
	writer *x = apo__alloc(arena, sizeof *x);
	x->public = (apo__unit_writer){put_header, put_unit, put_end};
	x->arena = arena;
	x->scratch = apo__arena_child(arena);
	x->output = output;
	x->options = *options;
	x->losses = losses;
	return x;
}
