#ifndef PINGGU_BASE_ERR_H
#define PINGGU_BASE_ERR_H

#include <stdbool.h>

/*
 * A failure: the world said no (disk full, no such font, SQL that does not
 * compile).  What is odd in a submission is no failure but a finding, see
 * store/finding.h.  The text is for the person at the keyboard, in Chinese:
 * what, where, and what to do.
 */
struct err {
	char text[2048];	/* UTF-8, one line; "" until something failed */
	int number;		/* errno where the system refused, else 0 */
};

/*
 * Fill err and return -1, so that a failing function ends with
 * "return err_set(e, ...)".  A text that is too long is cut on a character's
 * edge; err may be NULL.
 */
int	err_set(struct err *err, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* Put "prefix: " before the text that is there, and return -1. */
int	err_prefix(struct err *err, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/*
 * The system refused: the text and the reason of the errno behind it, in
 * Chinese for what a clerk may meet (no such file, no permission, disk full,
 * …) with what to do, else in the system's own words.  Sets number, and notes
 * it (below), also where err is NULL; returns -1.
 */
int	err_errno(struct err *err, int number, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/*
 * Whether the system refused anything since the program began, but a thing
 * that is not there or is there already, whatever became of that; err (or
 * NULL) is then the first.  What is made after it may be made of less than
 * there is, so nothing is put in its place then, and no command ends well.
 * Any thread may ask.
 */
bool	err_refused(struct err *err);
/* Nothing was refused so far: for tests, which let the system refuse. */
void	err_forget(void);
/* Whether a refusal says that there is nothing of that name. */
bool	err_is_absence(int number);

/* The user stopped the run: say so, and return -1. */
int	err_interrupted(struct err *err);

#endif
