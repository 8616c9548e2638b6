#ifndef PINGGU_COMMAND_COMMAND_H
#define PINGGU_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "font/font.h"
#include "report/report.h"
#include "scheme/scheme.h"
#include "store/store.h"

/*
 * The commands: what main.c dispatches to.  They call the stages, each once and
 * in their order, and turn what comes back into messages and an exit status.
 */
enum status {
	STATUS_DONE = 0,	/* and no finding of level 错误 */
	STATUS_FINDINGS = 1,	/* done, and there are some */
	STATUS_FAILED = 2	/* not done; one line on stderr says why */
};

struct options {
	struct arena arena;	/* for the texts below and the command */
	const char *scheme;	/* -s */
	const char *out;	/* -o */
	const char *input;	/* SUBMISSIONS, or the scheme to lint */
	enum findings_format format;	/* --format */
	const char *date;	/* --date or SOURCE_DATE_EPOCH, or NULL */
	struct font_choice fonts;	/* --font-body, --font-head, … */
	size_t workers;		/* -j */
	bool force, show_personal, timings, quiet;
};

/* What can be written behind a command's name; its row is in options.c. */
enum option_id {
	OPTION_END,		/* no option: ends a list */
	OPTION_SCHEME, OPTION_OUTPUT, OPTION_FORMAT, OPTION_JOBS,
	OPTION_FORCE, OPTION_SHOW_PERSONAL, OPTION_DATE, OPTION_FONT_BODY,
	OPTION_FONT_HEAD, OPTION_FONT_KAI, OPTION_FONT_FANG, OPTION_TIMINGS,
	OPTION_QUIET, OPTION_HELP
};

/* A command: one file, which ends with its row, and a place in commands[]. */
struct command {
	const char *name;
	const char *usage, *help;
	const enum option_id *options;	/* that it takes; --help is everyone's */
	bool input;			/* takes an operand */
	int (*run)(struct options *o);	/* returns an enum status */
};

extern const struct command report_command, check_command, self_command,
	lint_command, schemes_command;

extern const struct command *const commands[];	/* ends with NULL */

/*
 * Say it on stderr, in one line behind the program's name: what comes from
 * outside, such as a file's name, cannot move the cursor or worse.
 */
void	command_say(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2)));

/* Say why on stderr, in one line, and return STATUS_FAILED. */
int	command_failed(const struct err *err);

/* ---- options.c ---- */

/*
 * Parse what stands behind the command's name.  Fills o and returns true, or
 * says what is wrong and returns false.  *help is set when --help was asked
 * for.
 */
bool	options_parse(struct options *o, int argc, char **argv,
	    const struct command *c, bool *help);
/* The help lines of the command's options, on stdout. */
void	options_help(const struct command *c);

/* ---- progress.c ---- */

/* True after SIGINT or SIGTERM. */
bool	progress_stopped(void);
/* Catch those signals from now on. */
void	progress_catch_signals(void);
/*
 * A stage begins: name it on the progress bar (drawn on stderr when that is
 * a terminal) and start its clock.  NULL ends the last one and clears the
 * bar.
 */
void	progress_stage(const struct options *o, const char *name);
void	progress_tick(size_t done, size_t total);
/*
 * One worker begins a work of another kind beside the running stage (NULL: it
 * has ended): its time is told apart from the stage's.  One in a stage.
 */
void	progress_part(const char *name);
/*
 * Each stage so far, on stderr (--timings): name, seconds of wall and of
 * processor, MB of memory at most, tabs between.
 */
void	progress_timings(void);

/* ---- load.c ---- */

/*
 * The way of the data up to the results: find and check the scheme, read the
 * batch (fonts may be NULL: characters are not looked at), assess it.
 * On success scheme and store are the caller's to free and close.
 */
int	command_load(struct options *o, struct font_library *fonts,
	    struct scheme *scheme, struct store *store, struct err *err);

/* How many findings of level 错误 and of other levels there are. */
int	command_count(struct store *store, size_t *errors, size_t *others,
	    struct err *err);

/* ---- result_folder.c ---- */

/*
 * An output folder that is built beside its place (OUT.part) and put there
 * whole.  result_folder_open refuses an OUT inside the batch (NULL: none), one that
 * holds anything but an earlier result unless force is given, and an OUT.part
 * that holds anything but what a run of ours left.  From result_folder_commit
 * on the new result stands.  result_folder_retire takes an earlier one away,
 * but keeps a folder that holds anything else as OUT.old; trouble there is
 * said and is no failure.
 */
struct result_folder {
	struct arena *arena;
	const char *path;	/* OUT, without / at the end; no link */
	const char *part;	/* OUT.part, which exists while it is open */
	const char *old;	/* where the earlier result is now, or NULL */
	int lock;		/* OUT.part, locked against a second run */
};

int	result_folder_open(struct result_folder *out, struct arena *a, const char *path,
	    const char *batch, bool force, struct err *err);
int	result_folder_commit(struct result_folder *out, struct err *err);
void	result_folder_retire(const struct result_folder *out);
/* Remove OUT.part; after result_folder_commit it does nothing. */
void	result_folder_discard(struct result_folder *out);

#endif
