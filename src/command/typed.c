#include "base/text.h"
#include "command/command.h"

bool
typed_is_dash(uint32_t ch)
{
	static const uint32_t dashes[] = { '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2015, 0x2212, 0x2500, 0x2e3a, 0x2e3b, 0xfe58, 0xfe63,
		0xff0d };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (ch == dashes[i])
			return true;
	return false;
}

static bool
is_quote(uint32_t ch)
{
	static const uint32_t quotes[] = { '"', '\'', '`', 0x2018, 0x2019,
		0x201c, 0x201d, 0x301d, 0x301e, 0xff02, 0xff07 };

	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++)
		if (ch == quotes[i])
			return true;
	return false;
}

bool
typed_is_blank(uint32_t ch)
{
	return text_is_space(ch) || text_is_invisible(ch);
}

/* text without what drop names at both ends, with at least one character. */
static char *
strip(struct arena *a, const char *text, bool (*drop)(uint32_t ch))
{
	const char *start = text, *end, *p = text;

	while (*p != '\0' && drop(text_next(&p)))
		start = p;
	end = p = start;
	while (*p != '\0')
		if (!drop(text_next(&p)))
			end = p;
	return arena_strndup(a, start, (size_t)(end - start));
}

char *
typed_trim(struct arena *a, const char *text)
{
	return strip(a, text, typed_is_blank);
}

char *
typed_unquote(struct arena *a, const char *text)
{
	return typed_trim(a, strip(a, typed_trim(a, text), is_quote));
}

char *
typed_plain(struct arena *a, const char *text)
{
	const char *p = typed_unquote(a, text);
	struct buf b = { 0 };
	char *plain;

	while (*p != '\0') {
		uint32_t ch = text_next(&p);

		text_put(&b, typed_is_dash(ch) ? '-' : ch);
	}
	plain = text_nfkc(a, buf_str(&b));
	buf_free(&b);
	return plain;
}
