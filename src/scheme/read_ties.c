#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

#define ITEM	"同分次序"

/* The end of an expression: a ; outside its texts and names, or the end. */
static const char *
end_of(const char *p)
{
	char quote = '\0';

	for (; *p != '\0'; p++) {
		if (quote != '\0' && *p == quote)
			quote = '\0';
		else if (quote != '\0')
			continue;
		else if (*p == '\'' || *p == '"')
			quote = *p;
		else if (*p == ';' || strncmp(p, "；", strlen("；")) == 0)
			break;
	}
	return p;
}

/* Cut word from the end of text; false when it does not stand there. */
static bool
cut_end(char *text, const char *word)
{
	size_t len = strlen(text), w = strlen(word);

	if (len < w || strcmp(text + len - w, word) != 0)
		return false;
	text[len - w] = '\0';
	return true;
}

static void
read_tie(struct scheme *s, const char *from, size_t len)
{
	char *text = text_trim(&s->arena, arena_strndup(&s->arena, from, len));
	struct tie *t = &s->ties[s->nties];

	if (*text == '\0')
		return;		/* behind the last ; */
	t->descending = cut_end(text, "降序");
	if ((!t->descending && !cut_end(text, "升序")) || *text == '\0') {
		scheme_complain(s, "方案.csv", scheme_property_line(s, ITEM),
		    ITEM "“%s”应写成“算式 降序”或“算式 升序”，几个之间用“;”",
		    text);
		return;
	}
	t->sql = text;
	s->nties++;
}

void
scheme_read_ties(struct scheme *s)
{
	const char *p = scheme_property(s, ITEM, "");
	size_t n = 1;

	for (const char *q = p; *q != '\0'; q++)
		n += *q == ';' || strncmp(q, "；", strlen("；")) == 0;
	s->ties = arena_alloc(&s->arena, n * sizeof(*s->ties));
	for (;;) {
		const char *end = end_of(p);

		read_tie(s, p, (size_t)(end - p));
		if (*end == '\0')
			break;
		p = end + (*end == ';' ? 1 : strlen("；"));
	}
}
