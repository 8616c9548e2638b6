#include "intake/private.h"

/* Oddities that the reader of sheets met. */
static void
tell_oddities(struct intake *in, const struct folder *fo,
    const struct source *src, const struct sheet *s)
{
	static const enum finding_code codes[] = {
		[SHEET_CELL_TOO_LONG] = FINDING_CELL_TOO_LONG,
		[SHEET_QUOTE_OPEN] = FINDING_QUOTE_OPEN,
		[SHEET_ROW_TOO_WIDE] = FINDING_ROW_TOO_WIDE,
		[SHEET_QUOTE_SWALLOWS] = FINDING_QUOTE_SWALLOWS,
		[SHEET_BYTE_BROKEN] = FINDING_BYTE_BROKEN,
		[SHEET_TEXT_MOJIBAKE] = FINDING_TEXT_MOJIBAKE,
		[SHEET_ROW_HIDDEN] = FINDING_ROW_HIDDEN,
	};

	for (size_t i = 0; i < s->noddities; i++) {
		const struct sheet_oddity *o = &s->oddities[i];

		log_finding(in, codes[o->kind], &(struct finding){
		    .studio = fo->code, .file = src->shown, .sheet = src->sheet, .line = o->line,
		    .row = o->row, .column = o->column });
	}
}

static void
tell_status(struct intake *in, const struct folder *fo,
    const struct source *src, enum sheet_status status)
{
	static const enum finding_code codes[] = {
		[SHEET_EMPTY] = FINDING_FILE_EMPTY,
		[SHEET_SPREADSHEET] = FINDING_FILE_SPREADSHEET,
		[SHEET_NOT_TEXT] = FINDING_FILE_NOT_TEXT,
		[SHEET_TOO_LARGE] = FINDING_FILE_TOO_LARGE,
		[SHEET_TOO_MANY_ROWS] = FINDING_FILE_TOO_MANY_ROWS,
		[SHEET_BROKEN] = FINDING_FILE_BROKEN,
		[SHEET_ENCRYPTED] = FINDING_FILE_ENCRYPTED,
		[SHEET_ARCHIVE] = FINDING_ARCHIVE_REFUSED,
		[SHEET_DOCUMENT] = FINDING_FILE_NOT_TEXT,
	};

	log_finding(in, codes[status], &(struct finding){
	    .studio = fo->code, .file = src->shown, .sheet = src->sheet });
}

/* The file, from who reads ahead where somebody does; false: not, and why. */
static bool
read_source(struct intake *in, const struct source *src, struct sheet *s,
    enum sheet_status *status, struct err *why)
{
	bool unreadable;

	if (in->prefetch != NULL && prefetch_take(in->prefetch, src, s, status,
	    &unreadable, why))
		return !unreadable;
	return sheet_read(&in->each, src->path, s, status, why) == 0;
}

bool
source_open(struct intake *in, const struct folder *fo,
    const struct source *src, struct sheet *s)
{
	enum sheet_status status;
	struct err why;

	arena_reset(&in->each);
	arena_reset(&in->cells);
	if (in->failed)
		return false;
	if (in->options->stop != NULL && in->options->stop()) {
		(void)err_interrupted(in->err);
		in->failed = true;
		return false;
	}
	if (in->options->tick != NULL)
		in->options->tick(++in->done, in->total);
	if (!read_source(in, src, s, &status, &why)) {
		*s = (struct sheet){ .encoding = "" };
		if (log_shortage(in, &why))
			return false;
		log_finding(in, FINDING_FILE_UNREADABLE, &(struct finding){
		    .studio = fo->code, .file = src->shown, .sheet = src->sheet });
		log_source(in, src, s, fo->code);
		return false;
	}
	log_source(in, src, s, fo->code);
	tell_oddities(in, fo, src, s);
	if (status != SHEET_OK)
		tell_status(in, fo, src, status);
	return status == SHEET_OK && !in->failed;
}
