#include "sheet/number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

#define SECONDS		86400	/* of a day */
#define LAST_DAY	2958465	/* 9999-12-31, counted from 1900 */
#define MAC_DAYS	1462	/* from 1900-01-00 to 1904-01-01 */
#define FALSE_LEAP_DAY	60	/* 1900-02-29, which never was */

/*
 * "%.15g" has an exponent from 1e15 on and below 1e-4: there the digits are
 * placed by hand.  "%.0f" would show digits that a workbook does not know.
 */
static void
write_plain(char *text, size_t size, double x)
{
	char digits[32];
	struct buf b = { 0 };
	int exponent, n = 0;

	if (fabs(x) < 1e15 && (fabs(x) >= 1e-4 || x == 0)) {
		(void)snprintf(text, size, "%.15g", x);
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%.14e", fabs(x));
	exponent = (int)strtol(strchr(digits, 'e') + 1, NULL, 10);
	for (const char *p = digits; *p != 'e'; p++)
		if (*p != '.')
			digits[n++] = *p;
	while (exponent < 0 && n > 1 && digits[n - 1] == '0')
		n--;
	buf_adds(&b, x < 0 ? "-" : "");
	buf_adds(&b, exponent < 0 ? "0." : "");
	for (int i = exponent; i < -1; i++)
		buf_addc(&b, '0');
	buf_add(&b, digits, (size_t)n);
	for (int i = n; i <= exponent; i++)
		buf_addc(&b, '0');
	(void)snprintf(text, size, "%s", buf_str(&b));
	buf_free(&b);
}

const char *
number_decimal(struct arena *a, double x, unsigned digits)
{
	char text[700];	/* the largest double has 309 digits */

	if (x == 0)
		x = 0;	/* no -0 */
	if (digits > 0 && digits <= 15 && x >= 0 && x < 1e15 && x == floor(x))
		(void)snprintf(text, sizeof(text), "%0*.0f", (int)digits, x);
	else
		write_plain(text, sizeof(text), x);
	return arena_strdup(a, strcmp(text, "-0") == 0 ? "0" : text);
}

/* Behind a [Red], [$-804] or [h]; *elapsed: it was an elapsed time. */
static const char *
skip_bracket(const char *p, bool *elapsed)
{
	const char *end = strchr(p, ']');
	size_t n = 0;

	if (end == NULL)
		return p + strlen(p);
	while (strchr("hHmMsS", p[1 + n]) != NULL && p[1 + n] != '\0')
		n++;
	*elapsed |= n > 0 && p + 1 + n == end;
	return end + 1;
}

/* Behind the word for a number as it is, which may have text beside it. */
static const char *
skip_general(const char *p)
{
	static const char *const words[] = { "General", "G/通用格式",
	    "Standard" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncasecmp(p, words[i], strlen(words[i])) == 0)
			return p + strlen(words[i]);
	return p;
}

struct number_format
number_format(const char *code)
{
	struct number_format f = { 0 };
	unsigned zeros = 0, others = 0;
	bool month = false;

	if (strcmp(code, "@") == 0)
		return f;
	while (*code != '\0' && *code != ';') {
		char c = (char)tolower((unsigned char)*code);
		const char *behind = skip_general(code);

		if (behind != code) {
			code = behind;
			others++;
			continue;
		}
		if (c == '"') {
			const char *end = strchr(code + 1, '"');

			code = end == NULL ? code + strlen(code) : end + 1;
			continue;
		}
		if (c == '[') {
			code = skip_bracket(code, &f.time);
			continue;
		}
		if ((c == '\\' || c == '_' || c == '*') && code[1] != '\0') {
			code += 2;
			continue;
		}
		f.date |= c == 'y' || c == 'd' || c == 'e' || c == 'g';
		f.time |= c == 'h' || c == 's';
		month |= c == 'm';
		f.percent |= c == '%';
		zeros += c == '0';
		others += strchr("#?.,/eE", c) != NULL;
		if (c == 'e' && (code[1] == '+' || code[1] == '-'))
			return (struct number_format){ 0 };	/* 0.00E+00 */
		code++;
	}
	f.date |= month && !f.time;
	if (f.date || f.time)
		f.percent = false;
	else if (zeros > 1 && others == 0 && !f.percent)
		f.digits = zeros;
	return f;
}

struct number_format
number_format_builtin(unsigned long id)
{
	/* the rest of 0 … 49 are plain; 27 … 36 and 50 … 58 are dates where
	   the program is Chinese, Japanese or Korean */
	return (struct number_format){
		.date = (id >= 14 && id <= 17) || id == 22 ||
		    (id >= 27 && id <= 31) || id == 36 ||
		    (id >= 50 && id <= 54) || id == 57 || id == 58,
		.time = (id >= 18 && id <= 22) || (id >= 32 && id <= 35) ||
		    (id >= 45 && id <= 47) || id == 55 || id == 56,
		.percent = id == 9 || id == 10,
	};
}

/* Days from 1900-03-01, which is day 61 of a workbook, into a date. */
static struct date
date_of_day(long day)
{
	struct date d = { 1900, 1, 1 };

	if (day <= FALSE_LEAP_DAY) {
		d.month = day > 31 ? 2 : 1;
		d.day = (int)(day > 31 ? day - 31 : day);
		return d;
	}
	d.month = 3;
	for (day -= FALSE_LEAP_DAY; day > 366;) {
		int days = date_days_in(d.year + 1, 2) == 29 ? 366 : 365;

		day -= days;	/* from one 1 March to the next */
		d.year++;
	}
	while (day > date_days_in(d.year, d.month)) {
		day -= date_days_in(d.year, d.month);
		if (++d.month > 12) {
			d.month = 1;
			d.year++;
		}
	}
	d.day = (int)day;
	return d;
}

static const char *
day_text(struct arena *a, double x, const struct number_format *f)
{
	long day = (long)floor(x);
	long seconds = lround((x - (double)day) * SECONDS);
	struct date d;

	if (seconds == SECONDS) {
		seconds = 0;
		day++;
	}
	if (f->time && !f->date && day == 0)
		return arena_printf(a, "%02ld:%02ld:%02ld", seconds / 3600,
		    seconds / 60 % 60, seconds % 60);
	d = date_of_day(day);
	if (seconds == 0)
		return arena_printf(a, "%04d-%02d-%02d", d.year, d.month,
		    d.day);
	return arena_printf(a, "%04d-%02d-%02d %02ld:%02ld:%02ld", d.year,
	    d.month, d.day, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

const char *
number_cell(struct arena *a, double x, const struct number_format *f,
    bool mac, enum sheet_cell_kind *kind)
{
	double day = x + (mac && (f->date || x >= 1) ? MAC_DAYS : 0);

	if ((f->date || f->time) && day >= 0 && day < LAST_DAY + 1 &&
	    (day >= 1 || f->time)) {
		*kind = SHEET_CELL_DATE;
		return day_text(a, day, f);
	}
	*kind = f->percent ? SHEET_CELL_PERCENT : SHEET_CELL_NUMBER;
	return number_decimal(a, x, f->digits);
}
