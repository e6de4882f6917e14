/* SPDX-License-Identifier: Apache-2.0 */
/* The records of a ledger, one a line: in words as a table or TSV, or as they are, as a JSON array. Memory grows with the documents alone. */
#include <string.h>

#include "base/error.h"
#include "ledger/ledger_record.h"
#include "text/language/context.h"
#include "writing/list.h"
#include "writing/put.h"

#define NAMES_SHOWN 5u /* of the sources that a document credits */

typedef struct {
	apo_context *context;
	apo_output *output;
	const char *path, *type;
	const apo_write_options *options;
	apo__arena *arena, *scratch;
	apo__map document_at; /* numbers of records: indexes into `ids` */
	APO__VECTOR(const char *) ids;
	apo__list list;
	int json;
	uint64_t rows;
} showing;

static const apo__list_column columns[] = {{"record", 7, APO__LIST_NUMBER},
	{"type", 12, APO__LIST_TEXT}, {"content", 60, APO__LIST_LAST}, {"hash", 0, APO__LIST_TEXT}};

typedef void (*describe_fn)(showing *s, const apo__ledger_record *r, apo__buffer *out);

static void add_text(showing *s, const apo__ledger_record *r, apo__buffer *out, const char *before,
	const char *key)
{
	const char *text = apo__record_text(s->scratch, r, key);
	if (text)
		apo__buffer_printf(out, "%s%s", before, text);
}

static void add_number(
	const apo__ledger_record *r, apo__buffer *out, const char *key, const char *after)
{
	uint64_t value = 0;
	if (apo__record_number(r, key, &value))
		apo__buffer_printf(out, "%llu%s", (unsigned long long)value, after);
}

/* The document of the record that a member names. */
static void add_document(showing *s, const apo__ledger_record *r, apo__buffer *out, const char *key)
{
	uint64_t number = 0;
	apo__record_number(r, key, &number);
	const uint32_t *at = apo__map_find(&s->document_at, number);
	apo__buffer_puts(out, at ? s->ids.items[*at] : "a document that is not recorded");
}

static void add_list(showing *s, const apo__ledger_record *r, apo__buffer *out, const char *key)
{
	size_t count;
	const char *const *texts = apo__record_texts(s->scratch, r, key, &count);
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
		apo__buffer_printf(out, "%s%s", i ? ", " : "", texts[i] ? texts[i] : "unnamed");
	if (count > NAMES_SHOWN)
		apo__buffer_printf(out, " and %zu more", count - NAMES_SHOWN);
}

static void describe_ledger(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	add_text(s, r, out, "", "format");
	apo__buffer_puts(out, ", version ");
	add_number(r, out, "version", "");
}

static void describe_run(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	size_t count;
	add_text(s, r, out, "", "program");
	add_text(s, r, out, " ", "version");
	add_text(s, r, out, " ", "action");
	const char *const *options = apo__record_texts(s->scratch, r, "options", &count);
	for (size_t i = 0; i < count; i++)
		apo__buffer_printf(out, " %s", options[i] ? options[i] : "");
	add_text(s, r, out, ", ", "time");
}

static void describe_document(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	add_text(s, r, out, "", "id");
	add_text(s, r, out, " (", "lang");
	add_text(s, r, out, "): ", "file");
	apo__buffer_puts(out, ", ");
	add_number(r, out, "bytes", " bytes");
	add_text(s, r, out, ", ", "publisher");
	add_text(s, r, out, ", ", "published");
}

static void describe_segments(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	add_document(s, r, out, "document");
	apo__buffer_puts(out, ": ");
	add_number(r, out, "count", " segments");
}

static void describe_attributions(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	add_document(s, r, out, "document");
	apo__buffer_puts(out, " credits ");
	add_list(s, r, out, "names");
}

static void describe_alignment(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	size_t numbers;
	apo__record_numbers(s->scratch, r, "beads", &numbers);
	add_document(s, r, out, "source");
	apo__buffer_puts(out, " > ");
	add_document(s, r, out, "target");
	apo__buffer_printf(out, ": %zu pairs of passages", numbers / 5);
}

static void describe_edge(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	uint64_t parent;
	int seen = apo__record_number(r, "parent", &parent);
	if (seen)
		add_document(s, r, out, "parent");
	else
		add_text(s, r, out, "", "source");
	apo__buffer_puts(out, " > ");
	add_document(s, r, out, "child");
	add_text(s, r, out, ": ", "kind");
	if (seen)
		add_text(s, r, out, ", credit ", "credit");
	apo__canonical_field certain = {.key = "certain"};
	size_t where;
	apo__canonical_check(r->line, r->size, &certain, 1, &where);
	if (certain.value && *certain.value == 'f')
		apo__buffer_puts(out, ", not certain");
}

static void describe_tmx(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	add_text(s, r, out, "", "file");
	apo__buffer_puts(out, ": ");
	add_number(r, out, "units", " units, ");
	add_number(r, out, "bytes", " bytes");
}

static void describe_units(showing *s, const apo__ledger_record *r, apo__buffer *out)
{
	uint64_t first = 0, count = 0;
	(void)s;
	apo__record_number(r, "first", &first);
	apo__record_number(r, "count", &count);
	apo__buffer_printf(out, "units %llu to %llu of the TMX in record ",
		(unsigned long long)first, (unsigned long long)(first + count - 1));
	add_number(r, out, "tmx", "");
}

static const struct {
	const char *type;
	describe_fn describe;
} types[] = {{"ledger", describe_ledger}, {"run", describe_run}, {"document", describe_document},
	{"segments", describe_segments}, {"attributions", describe_attributions},
	{"alignment", describe_alignment}, {"edge", describe_edge}, {"tmx", describe_tmx},
	{"units", describe_units}};

static void remember_document(showing *s, const apo__ledger_record *r)
{
	const char *id = apo__record_text(s->scratch, r, "id");
	*apo__map_add(&s->document_at, r->seq, 0) = s->ids.count;
	*apo__push(s->arena, &s->ids) = apo__strdup(s->arena, id ? id : "?");
}

static void show_row(showing *s, const apo__ledger_record *r)
{
	char digits[24];
	apo__buffer content = {.arena = s->scratch};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strcmp(types[i].type, r->type))
			types[i].describe(s, r, &content);
	const char *values[] = {
		apo__digits(digits, r->seq), r->type, apo__buffer_text(&content), r->hash};
	apo__list_row(&s->list, values);
}

static apo_status show_record(const apo__ledger_record *r, void *user, apo_error *err)
{
	showing *s = user;
	(void)err;
	apo__arena_reset(s->scratch);
	if (!s->json && !strcmp(r->type, "document"))
		remember_document(s, r);
	if (s->type && strcmp(s->type, r->type) != 0)
		return APO_OK;
	if (s->json) {
		apo__put(s->output, s->rows ? ",\n " : "[\n ");
		apo_output_write(s->output, r->line, r->size);
	} else {
		show_row(s, r);
	}
	s->rows++;
	return APO_OK;
}

static apo_status show_run(apo__arena *arena, void *user, apo_error *err)
{
	showing *s = user;
	s->arena = arena;
	s->scratch = apo__arena_child(arena);
	apo__map_init(&s->document_at, arena);
	s->json = !strcmp(s->options->format, "json");
	apo_status status = s->json ? APO_OK
				    : apo__list_begin(&s->list, s->output, s->options, "records",
					      columns, sizeof columns / sizeof *columns, err);
	if (!status)
		status = apo__ledger_read(arena, s->path, show_record, s, err);
	if (status)
		return status;
	if (s->json)
		apo__put(s->output, s->rows ? "\n]\n" : "[]\n");
	else
		apo__list_end(&s->list);
	return APO_OK;
}

apo_status apo_write_ledger(apo_output *output, apo_context *context, const char *path,
	const char *type, const apo_write_options *options, apo_error *err)
{
	apo_write_options how = APO_WRITE_OPTIONS_INIT;
	showing s = {
		.context = context, .output = output, .path = path, .type = type, .options = &how};
	apo_error own;
	apo_status status = apo__options(&how, options, err);
	if (status)
		return status;
	apo__arena *arena = apo__context_job(context);
	if (!arena)
		return apo__fail(err, APO_ENOMEM, NULL, APO_NO_OFFSET, 0, "out of memory");
	status = apo__guarded(arena, show_run, &s, err ? err : &own);
	apo__arena_free(arena);
	return status;
}
