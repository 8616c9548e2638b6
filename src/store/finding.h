#ifndef PINGGU_STORE_FINDING_H
#define PINGGU_STORE_FINDING_H

#include "store/store.h"

/* Levels: of rules and their findings; LEVEL_ERROR of intake findings only. */
#define LEVEL_GATE	"必备"
#define LEVEL_CHECK	"核验"
#define LEVEL_PRINCIPLE	"原则"
#define LEVEL_ADVICE	"提醒"
#define LEVEL_ERROR	"错误"

/*
 * A finding: something is odd in a submission.  It is data (table 问题), it
 * never stops the batch, and its text says what was done instead.
 *
 * The one list of kinds: name, level, what it says, what to do.  The name is
 * the stable code in table 问题; pinggu.1 has a paragraph for each, and a
 * test fails when the two differ.  ERROR (错误): a value, row or file was
 * not used as it was given.  ADVICE (提醒): all was used.
 */
#define FINDINGS(F) \
	F(FILE_NAME_UNKNOWN, ADVICE, "文件名不在表单中，未读取", \
	    "如为表单数据，请按表名改文件名；佐证材料可忽略本条")

enum finding_code {
#define F(name, level, text, advice) FINDING_##name,
	FINDINGS(F)
#undef F
	FINDING_COUNT
};

struct finding {
	const char *studio;	/* 编号, NULL when it concerns no studio */
	const char *file;	/* relative to the batch, NULL when none */
	size_t line;		/* physical line, from 1; 0: the whole file */
	size_t column;		/* from 1; 0: the whole row */
	size_t row;		/* row as a spreadsheet counts it, from 1 */
	const char *field;	/* the form's field name, or NULL */
	const char *value;	/* as written, masked where personal, or NULL */
	const char *detail;	/* replaces the list's text when not NULL */
	const char *advice;	/* replaces the list's advice when not NULL */
	const char *basis;	/* clause, or NULL */
};

/* The code's name, e.g. "FILE_NAME_UNKNOWN", and its level and texts. */
const char *finding_name(enum finding_code code);
const char *finding_level(enum finding_code code);
const char *finding_text(enum finding_code code);
const char *finding_advice(enum finding_code code);

/* Record a finding of the list.  -1 only when the store fails. */
int	finding_add(struct store *s, enum finding_code code,
	    const struct finding *f, struct err *err);

/* Record a rule's finding: its own code and level, detail and advice set. */
int	finding_add_rule(struct store *s, const char *rule, const char *level,
	    const struct finding *f, struct err *err);

/* A spreadsheet's name of a cell: column 8, row 36 is "H36"; in the arena. */
char	*finding_cell(struct arena *a, size_t column, size_t row);

#endif
