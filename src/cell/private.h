#ifndef PINGGU_CELL_PRIVATE_H
#define PINGGU_CELL_PRIVATE_H

#include <string.h>

#include "cell/cell.h"

/* ---- what the readers of the types share (cell.c) -------------------------- */

/* What the reader of a type is given: a cell in which something stands. */
struct raw_cell {
	struct arena *a;
	const struct field *field;
	const struct cell_origin *from;
	const char *text;	/* without blanks around it, not "" */
};

/* Add a finding about the cell; detail NULL: the list's. */
void	cell_problem(struct arena *a, struct cell *c, enum finding_code code,
	    const char *detail);
/* text_fold, telling the rules by which s changed. */
char	*cell_fold(struct arena *a, const char *s, struct cell *c);

/* Behind the blanks that s begins with. */
static inline const char *
cell_skip_blanks(const char *s)
{
	return s + strspn(s, " ");
}

/* 1.38E+10: what a spreadsheet makes of a long number. */
bool	cell_is_scientific(const char *s);

/* The readers, one a type, see read.c: each fills c. */
void	text_read(const struct raw_cell *raw, struct cell *c);
void	person_read(const struct raw_cell *raw, struct cell *c);
void	integer_read(const struct raw_cell *raw, struct cell *c);
void	decimal_read(const struct raw_cell *raw, struct cell *c);
void	date_read(const struct raw_cell *raw, struct cell *c);
void	month_read(const struct raw_cell *raw, struct cell *c);
void	year_read(const struct raw_cell *raw, struct cell *c);
void	yesno_read(const struct raw_cell *raw, struct cell *c);
void	choice_read(const struct raw_cell *raw, struct cell *c);
void	choices_read(const struct raw_cell *raw, struct cell *c);
void	identity_number_read(const struct raw_cell *raw, struct cell *c);
void	phone_read(const struct raw_cell *raw, struct cell *c);

/* ---- what else they need ------------------------------------------------------- */

/*
 * kind.c: what it means for the cell that it was no text where it stood;
 * the text may become another one.  False when there is no more to read.
 */
bool	kind_take(struct raw_cell *raw, struct cell *c);

/* 一等奖 as 1等奖, 二〇二二年十月 as 2022年10月: numerals as digits; in the arena. */
char	*numerals_fold(struct arena *a, const char *s);

/* U+FFFD, and in names the ? and □ that stand for a lost character. */
bool	text_has_lost(const char *s, bool name);
/* A long number that a spreadsheet has cut is no text either: told. */
bool	text_is_cut_number(const struct raw_cell *raw, struct cell *c);

/* The year that a number of n digits means, 21 and 2021; 0: none. */
int	date_full_year(int value, int n);
/* The same where a word names the month: 23-Mar-21, Mar 23 2021, Dec-80. */
bool	date_by_word(const char *s, struct date *d, const char **end);

/*
 * date_time.c: what may follow a day: a weekday, a time, its distance
 * from UTC.  A time in UTC (Z) becomes the day it was in Shanghai, or the
 * next one from 23:59:00 on: Shanghai's clocks were 343 seconds ahead of
 * today's before 1901, which makes some programs write midnight 43 seconds
 * early.  *rule tells that.  False when s is none of it.
 */
bool	date_follow(const char *s, struct date *d, const char **rule);

#endif
