#include "base/convert.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

static struct converter {
	const char *encoding;
	iconv_t cd;
} converters[] = {
	{ .encoding = "GB18030" },
	{ .encoding = "UTF-16LE" },
	{ .encoding = "UTF-16BE" },
};

#define CONVERTERS	(sizeof(converters) / sizeof(*converters))

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *refused;	/* the first encoding that is not to be had, */
static int number;		/* and why; 0: all are there */

static void
open_all(void)
{
	for (size_t i = 0; i < CONVERTERS && number == 0; i++) {
		converters[i].cd = iconv_open("UTF-8", converters[i].encoding);
		if (converters[i].cd != (iconv_t)-1)	/* NOLINT(performance-no-int-to-ptr) */
			continue;
		refused = converters[i].encoding;
		number = errno != 0 ? errno : EINVAL;
	}
}

int
convert_ready(struct err *err)
{
	(void)pthread_once(&once, open_all);
	return number == 0 ? 0 : err_errno(err, number,
	    "系统没有给出文字编码 %s 的转换（iconv）", refused);
}

bool
convert_take(const char *encoding, iconv_t *converter)
{
	size_t i = 0;

	(void)pthread_once(&once, open_all);
	while (i < CONVERTERS && strcmp(converters[i].encoding, encoding) != 0)
		i++;
	if (i == CONVERTERS || number != 0)
		return false;
	(void)pthread_mutex_lock(&lock);
	*converter = converters[i].cd;
	(void)iconv(*converter, NULL, NULL, NULL, NULL);
	return true;
}

void
convert_give(void)
{
	(void)pthread_mutex_unlock(&lock);
}
