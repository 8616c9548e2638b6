#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "command/command.h"

void
command_say(const char *fmt, ...)
{
	struct arena a = { 0 };
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) == -1)
		text = NULL;
	va_end(ap);
	(void)fprintf(stderr, "pinggu: %s\n", text != NULL ?
	    text_visible(&a, text) : fmt);
	free(text);
	arena_free(&a);
}

int
command_failed(const struct err *err)
{
	struct err first;

	/* What seemed wrong may only have been what could not be read. */
	if (err->number == 0 && err_refused(&first))
		err = &first;
	command_say("%s", err->text);
	return STATUS_FAILED;
}
