#include "store/functions.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"

static void
sql_hundredths(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	double x, h;

	(void)argc;
	switch (sqlite3_value_numeric_type(argv[0])) {
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		x = sqlite3_value_double(argv[0]);
		break;
	default:
		return;
	}
	/*
	 * A decimal of up to 15 digits and its nearest double name each
	 * other, so x is a multiple of 0.01 exactly when it is the double
	 * nearest to one.
	 */
	h = nearbyint(x * 100);
	if (fabs(h) < 1e13 && h / 100 == x)
		sqlite3_result_int64(ctx, (sqlite3_int64)h);
}

static void
sql_points(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	char text[TEXT_NUMBER];

	(void)argc;
	if (sqlite3_value_type(argv[0]) != SQLITE_NULL)
		sqlite3_result_text(ctx, text_number(text,
		    sqlite3_value_double(argv[0])), -1, SQLITE_TRANSIENT);
}

/* A day as it is stored, or a month, which is its first day. */
static bool
day_of(sqlite3_value *value, struct date *d)
{
	const char *text = (const char *)sqlite3_value_text(value);
	size_t n = text == NULL ? 0 : date_parse(text, d);

	if (n == 0 || text[n] != '\0')
		return false;
	if (d->day == 0)
		d->day = 1;
	return true;
}

/* The full months from one day to another, by so many. */
static void
full(sqlite3_context *ctx, sqlite3_value **argv, int months)
{
	struct date a, b;
	int n;

	if (!day_of(argv[0], &a) || !day_of(argv[1], &b))
		return;
	n = date_full_months(&a, &b);
	if (n >= 0)
		sqlite3_result_int(ctx, n / months);
}

static void
sql_full_years(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	full(ctx, argv, 12);
}

static void
sql_full_months(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	(void)argc;
	full(ctx, argv, 1);
}

int
store_add_functions(sqlite3 *db)
{
	static const struct {
		const char *name;
		int argc;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "hundredths", 1, sql_hundredths },
		{ "points", 1, sql_points },
		{ "满年", 2, sql_full_years },
		{ "满月", 2, sql_full_months },
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK &&
	    i < sizeof(functions) / sizeof(*functions); i++)
		rc = sqlite3_create_function(db, functions[i].name,
		    functions[i].argc, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
		    NULL, functions[i].call, NULL, NULL);
	return rc;
}
