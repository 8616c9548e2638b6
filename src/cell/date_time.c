#include "cell/private.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/zone.h"

#define DAY	(24 * 3600L)
#define ALMOST	(DAY - 60)	/* from 23:59:00 on it is the next day's midnight */

/* The first of the words that s begins with, any case; NULL: none. */
static const char *
behind_word(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncasecmp(s, *words, strlen(*words)) == 0)
			return s + strlen(*words);
	return NULL;
}

/* 星期一, (周日): says nothing that the date does not. */
static const char *
behind_weekday(const char *s)
{
	static const char *const weeks[] = { "星期", "周", NULL };
	/* 一 … 六 are digits by now */
	static const char *const days[] = { "1", "2", "3", "4", "5", "6", "日",
	    "天", NULL };
	const char *p = behind_word(s + (*s == '('), weeks);

	if (p == NULL || (p = behind_word(p, days)) == NULL)
		return s;
	return cell_skip_blanks(*s == '(' && *p == ')' ? p + 1 : p);
}

/* One or two digits at *p, which moves behind them; -1: none. */
static int
two_digits(const char **p)
{
	int v = 0, n = 0;

	for (; n < 2 && isdigit((unsigned char)**p); n++)
		v = 10 * v + *(*p)++ - '0';
	return n > 0 ? v : -1;
}

/* Seconds of the time of day at *p, which moves behind it; -1: none. */
static long
time_of_day(const char **p)
{
	static const char *const hour[] = { ":", "时", "点", NULL };
	static const char *const minute[] = { ":", "分", NULL };
	const char *q = *p, *next;
	int h = two_digits(&q), m, s = 0;

	if (h < 0 || (next = behind_word(q, hour)) == NULL)
		return -1;
	q = next;
	if ((m = two_digits(&q)) == -1)
		m = 0;	/* 15时 */
	if ((next = behind_word(q, minute)) != NULL) {
		q = next;
		if ((s = two_digits(&q)) == -1)
			s = 0;
	}
	if (*q == '.')
		q += 1 + strspn(q + 1, "0123456789");
	*p = q;
	return h > 24 || m > 59 || s > 60 ? -1 : 3600L * h + 60L * m + s;
}

/* Whether a time's end says that it is UTC: Z, +00:00, GMT, GMT+0000. */
static bool
is_utc(const char *s)
{
	static const char *const names[] = { "GMT", "UTC", NULL };
	const char *p = cell_skip_blanks(s), *named = behind_word(p, names);

	if (*p == 'Z' || *p == 'z')
		return true;
	if (named != NULL)
		p = named;
	if (*p != '+' && *p != '-')
		return named != NULL;
	return isdigit((unsigned char)p[1]) &&
	    p[1 + strspn(p + 1, "0:")] == '\0';
}

static void
to_shanghai(struct date *d, long second, const char **rule)
{
	int64_t t = (int64_t)date_time(d) + second;
	bool known;
	time_t there;
	struct tm tm;

	t += zone_shanghai(t, &known);
	if ((t % DAY + DAY) % DAY >= ALMOST)
		t += 60;
	there = (time_t)t;
	if (gmtime_r(&there, &tm) == NULL)
		return;
	*d = (struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
	*rule = known ? "世界时换算成北京时间" :
	    "世界时换算成北京时间（本机没有时区数据库，按早8小时）";
}

bool
date_follow(const char *s, struct date *d, const char **rule)
{
	static const char *const noon[] = { "上午", "下午", "中午", "晚上",
	    "早上", "凌晨", "傍晚", "早", "晚", "AM", "PM", NULL };
	const char *p = behind_weekday(cell_skip_blanks(s)), *word;
	long second;

	if (*p == 'T' || *p == 't' || *p == ',')
		p = cell_skip_blanks(p + 1);
	word = behind_word(p, noon);
	if (word != NULL)
		p = cell_skip_blanks(word);
	second = time_of_day(&p);
	if (second < 0)
		return word != NULL || *p == '\0';
	/* what stands behind a time (of the afternoon, till 5) means nothing */
	if (word == NULL && is_utc(p) && date_is_valid(d))
		to_shanghai(d, second, rule);
	return true;
}
