#ifndef PINGGU_COMMAND_COMMAND_H
#define PINGGU_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
	const char *command;	/* its name */
	const char *scheme;	/* -s */
	const char *out;	/* -o */
	const char *input;	/* SUBMISSIONS, or the scheme to lint */
	const char *from;	/* --from, or NULL */
	const char *points;	/* --points, or NULL */
	enum findings_format format;	/* --format */
	bool format_given;
	const char *date;	/* --date or SOURCE_DATE_EPOCH, or NULL */
	struct font_choice fonts;	/* --font-body, --font-head, … */
	size_t workers;		/* -j */
	bool force, show_personal, timings, quiet;
	const char *stands;	/* what the command has put there whole, or NULL */
};

/* What can be written behind a command's name; its row is in options.c. */
enum option_id {
	OPTION_END,		/* no option: ends a list */
	OPTION_SCHEME, OPTION_OUTPUT, OPTION_FORMAT, OPTION_JOBS,
	OPTION_FROM, OPTION_POINTS, OPTION_FORCE, OPTION_SHOW_PERSONAL,
	OPTION_DATE, OPTION_FONT_BODY,
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
	lint_command, schemes_command, new_command;

extern const struct command *const commands[];	/* ends with NULL */

/*
 * Say it on stderr, in one line behind the program's name: what comes from
 * outside, such as a file's name, cannot move the cursor or worse.
 */
void	command_say(const char *fmt, ...)
	    __attribute__((format(printf, 1, 2)));

/* Say why on stderr, in one line, and return STATUS_FAILED. */
int	command_failed(const struct err *err);

/* ---- trial.c ---- */

/*
 * Let invented studios go through the scheme, from reading to the papers, in a
 * folder of their own that is removed.  What fails is said on stdout, and
 * *wrong; what merely did not come out is a hint there.  -1: not tried.
 */
int	command_trial(struct options *o, const struct scheme *s, bool *wrong,
	    struct err *err);

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
/* Whether a long option has that name or, with part, begins with it. */
bool	options_long(const char *name, bool part);

/* ---- arguments.c ---- */

/*
 * Options that a word processor, an input method or a web page has spoilt are
 * mended: dashes, letters, = and blanks of other widths, a name of several
 * letters behind one dash.  What is there under its name is left alone.
 * *argv is then in the arena.
 */
void	arguments_mend(struct arena *a, int *argc, char ***argv);

/* ---- typed.c ---- */

/* A dash of any width or length that is typed for -. */
bool	typed_is_dash(uint32_t ch);
/* White, or of no width (U+202A before a path that was copied in Windows). */
bool	typed_is_blank(uint32_t ch);
/* text without those blanks at both ends; in the arena. */
char	*typed_trim(struct arena *a, const char *text);
/* The same, and without quotes of any kind at both ends. */
char	*typed_unquote(struct arena *a, const char *text);
/* The same, and letters, digits and dashes of other widths as ASCII. */
char	*typed_plain(struct arena *a, const char *text);

/* ---- typed_path.c ---- */

/*
 * The path that text means: as it stands or, where nothing has that name,
 * without quotes and blanks around it, from a file: URI, with ~ and \ as a
 * terminal writes them, with the slashes of Windows, in another normal form
 * of Unicode.  In the arena; NULL when nothing is there.
 */
char	*path_meant(struct arena *a, const char *text);
/* The same for what need not be there yet: then its folder is looked for. */
char	*path_meant_new(struct arena *a, const char *text);
/* ---- operand.c ---- */

/*
 * Make the first of n operands o->input, or all of them when they are one
 * path whose blanks were not quoted (said on stderr).  Returns how many.
 */
size_t	operand_take(struct options *o, char **words, size_t n);
/*
 * Whether o->input can be read as a batch; -1, and err says what to give
 * instead.
 */
int	command_input(struct options *o, struct err *err);
/*
 * Whether the file path, which need not be there, lies in the folder batch, or
 * is that file: written there, it would be a table of the school's, or be one
 * no more.
 */
bool	operand_holds(struct arena *a, const char *batch, const char *path);
/*
 * Once it is read: -1, and err says to give the folder, when it is a file with
 * one of a studio's tables and no studio.
 */
int	command_input_read(struct options *o, struct store *store,
	    struct err *err);

/* ---- progress.c ---- */

/* True after SIGINT, SIGTERM and others that ask for an end. */
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
 * The folder of the scheme that text means, by name, path or a part of its
 * names (said on stderr); in the arena.  NULL, and err names those there are.
 */
char	*command_scheme(struct options *o, const char *text, struct err *err);

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
/* The same in words, also how many more are not listed (问题上限); in a. */
int	command_found(struct store *store, struct arena *a, const char **words,
	    struct err *err);

/* ---- result_folder.c ---- */

/*
 * An output folder that is built beside its place (OUT.part) and put there
 * whole.  result_folder_open refuses an OUT inside the batch (NULL: none) and
 * one that holds anything but an earlier result unless force is given; it
 * clears away what runs that were cut off have left.  From
 * result_folder_commit on the new result stands.  result_folder_retire takes
 * an earlier one away; trouble there is said and is no failure.  A folder that
 * holds anything else is never removed: it is kept as OUT.old, and said.
 */
struct result_folder {
	struct arena *arena;
	const char *path;	/* OUT, without / at the end; no link */
	const char *part;	/* OUT.part, which exists while it is open */
	const char *old;	/* where the earlier result is now, or NULL */
	int lock;		/* OUT.part, locked against a second run */
	int old_lock;		/* old, locked while it is taken away; or -1 */
	bool keep;		/* the earlier result, as OUT.old */
};

int	result_folder_open(struct result_folder *out, struct arena *a, const char *path,
	    const char *batch, bool force, struct err *err);
int	result_folder_commit(struct result_folder *out, struct err *err);
void	result_folder_retire(struct result_folder *out);
/*
 * Before the commit: refuse to replace a result of more studios by one of some
 * of them, or of one; with force that one is kept as OUT.old.
 */
int	result_folder_compare(struct result_folder *out, struct store *store,
	    bool force, struct err *err);
/* Remove OUT.part; after result_folder_commit it does nothing. */
void	result_folder_discard(struct result_folder *out);

/* ---- earlier_result.c ---- */

/* The file that a program has open which put a file name beside it, or NULL. */
const char *result_lock_of(struct arena *a, const char *name);
/*
 * When lock, below folder, is such a file and what it is for is there: -1, and
 * err says to close it.
 */
int	result_refuse_lock(struct arena *a, const char *folder,
	    const char *lock, struct err *err);
/*
 * Whether the result in folder has more studios than store, which has no
 * others or only one: then err says which would vanish.  -1 when store fails.
 */
int	result_shrinks(struct arena *a, const char *folder,
	    struct store *store, bool *shrinks, struct err *err);

#endif
