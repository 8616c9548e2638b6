#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drop the bytes of a character that snprintf cut in two. */
static void
trim_partial(char *s)
{
	size_t len = strlen(s), i = len;
	unsigned char lead;

	while (i > 0 && ((unsigned char)s[i - 1] & 0xc0) == 0x80)
		i--;
	if (i == 0)
		return;
	lead = (unsigned char)s[i - 1];
	if ((lead >= 0xf0 && len - i < 3) || (lead >= 0xe0 && len - i < 2) ||
	    (lead >= 0xc0 && len - i < 1))
		s[i - 1] = '\0';
}

int
err_set(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	if (vsnprintf(err->text, sizeof(err->text), fmt, ap) >=
	    (int)sizeof(err->text))
		trim_partial(err->text);
	va_end(ap);
	return -1;
}

int
err_prefix(struct err *err, const char *fmt, ...)
{
	struct err old;
	va_list ap;
	size_t n;

	if (err == NULL)
		return -1;
	old = *err;
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	if (snprintf(err->text + n, sizeof(err->text) - n, ": %s", old.text) >=
	    (int)(sizeof(err->text) - n))
		trim_partial(err->text);
	return -1;
}
