#include "sheet/decode.h"

#include <errno.h>

#include <unistr.h>

#include "base/convert.h"

/*
 * A file that no encoding fits whole: damaged on its way, or put together
 * from files of two encodings.  Every line is decoded by itself.
 */
struct lines {
	struct decoded *d;
	iconv_t gb18030;
	size_t nutf8, ngb;	/* lines that are surely the one or the other */
	bool any_utf8, any_gb;	/* what was used */
};

/* What a line holds when it is taken for UTF-8. */
struct utf8_look {
	size_t two;		/* characters of two bytes */
	size_t more;		/* and of three or four: chance makes none */
	size_t broken;		/* places that are no character */
	size_t cut;		/* of those, the begin of a longer one */
};

enum likely { LIKELY_ASCII, LIKELY_UTF8, LIKELY_GB, LIKELY_EITHER };

/* A line may have so many broken places and still be UTF-8. */
#define MOST_BROKEN 2

static struct utf8_look
look_at(const char *line, size_t len)
{
	const uint8_t *s = (const uint8_t *)line;
	struct utf8_look k = { 0 };

	for (size_t i = 0; i < len;) {
		ucs4_t ch;
		int n = u8_mbtoucr(&ch, s + i, len - i);
		size_t skip;

		if (n > 0) {
			k.two += n == 2;
			k.more += n > 2;
			i += (size_t)n;
			continue;
		}
		skip = (size_t)u8_mbtouc(&ch, s + i, len - i);
		k.broken++;
		k.cut += skip > 1;
		i += skip > 0 ? skip : 1;
	}
	return k;
}

/*
 * Decode as GB18030, to d->converted unless d is NULL.  0x80 is the € of
 * Windows' GBK.  How many places are no character.
 */
static size_t
gb18030(struct lines *l, const char *line, size_t len, struct decoded *d)
{
	union {			/* iconv reads through a pointer to char */
		const char *bytes;
		char *iconv;
	} in = { .bytes = line };
	size_t broken = 0;

	while (len > 0) {
		char room[1024], *out = room;
		size_t left = sizeof(room);
		size_t rc = iconv(l->gb18030, &in.iconv, &len, &out, &left);

		if (d != NULL)
			buf_add(&d->converted, room, (size_t)(out - room));
		if (rc != (size_t)-1 || errno == E2BIG)
			continue;
		broken += *in.bytes != '\x80';
		if (d != NULL && *in.bytes == '\x80')
			buf_adds(&d->converted, "€");
		else if (d != NULL)
			decode_add_broken(d);
		in.bytes++;
		len--;
		(void)iconv(l->gb18030, NULL, NULL, NULL, NULL);
	}
	return broken;
}

static void
utf8(struct decoded *d, const char *line, size_t len)
{
	const uint8_t *s = (const uint8_t *)line;

	for (size_t i = 0; i < len;) {
		ucs4_t ch;
		int n = u8_mbtoucr(&ch, s + i, len - i);

		if (n > 0) {
			buf_add(&d->converted, line + i, (size_t)n);
		} else {
			n = u8_mbtouc(&ch, s + i, len - i);
			decode_add_broken(d);
		}
		i += n > 0 ? (size_t)n : 1;
	}
}

/*
 * Few Chinese characters of GBK look like one of two bytes of UTF-8 (女 is
 * Ů), or like one that was cut: such a line is what most others are.
 */
static enum likely
likely(struct lines *l, const char *line, size_t len)
{
	struct utf8_look k = look_at(line, len);

	if (k.two + k.more + k.broken == 0)
		return LIKELY_ASCII;
	if (k.more > 0 && (k.broken <= MOST_BROKEN || k.broken < k.more))
		return LIKELY_UTF8;
	if (k.broken > MOST_BROKEN || (k.two == 0 && k.broken > k.cut))
		return LIKELY_GB;
	return gb18030(l, line, len, NULL) == 0 ? LIKELY_EITHER :
	    k.two > 0 ? LIKELY_UTF8 : LIKELY_GB;
}

/* The length of the line at s, without its end. */
static size_t
line_length(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] != '\n' && s[n] != '\r')
		n++;
	return n;
}

static void
count_lines(struct lines *l, const char *data, size_t len)
{
	for (size_t i = 0, n; i < len; i += n + 1) {
		enum likely what;

		n = line_length(data + i, len - i);
		what = likely(l, data + i, n);
		l->nutf8 += what == LIKELY_UTF8;
		l->ngb += what == LIKELY_GB;
	}
}

static void
add_line(struct lines *l, const char *line, size_t len)
{
	enum likely what = likely(l, line, len);

	if (what == LIKELY_EITHER)
		what = l->ngb > l->nutf8 ? LIKELY_GB : LIKELY_UTF8;
	if (what == LIKELY_GB) {
		(void)gb18030(l, line, len, l->d);
		l->any_gb = true;
	} else {
		utf8(l->d, line, len);
		l->any_utf8 |= what == LIKELY_UTF8;
	}
}

void
decode_lines(const char *data, size_t len, bool mark, struct decoded *d)
{
	struct lines l = { .d = d };

	d->bad_line = 1;
	if (!convert_take("GB18030", &l.gb18030))
		return;
	d->bad_line = 0;
	buf_reset(&d->converted);
	count_lines(&l, data, len);
	for (size_t i = 0, n; i < len; i += n + 1) {
		size_t before = d->nbroken;

		n = line_length(data + i, len - i);
		add_line(&l, data + i, n);
		if (d->bad_line == 0 && d->nbroken > before)
			d->bad_line = decode_line_at(data, i);
		if (i + n < len)
			buf_addc(&d->converted, data[i + n]);
	}
	convert_give();
	decode_finish(d, !l.any_gb ? mark ? "UTF-8 BOM" : "UTF-8" :
	    l.any_utf8 || mark ? "UTF-8 GB18030" : "GB18030");
}
