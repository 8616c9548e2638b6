#include "page/punctuation.h"

#include "base/text.h"

bool
punctuation_forbids_break(const char *text, size_t i)
{
	const unsigned char *s = (const unsigned char *)text + i;

	if (s[0] >= '0' && s[0] <= '9')
		return s[1] >= 0xe4 && s[1] <= 0xe9;
	if (s[1] == 0xc2)
		return s[2] == 0xb7;
	return s[0] == '!' && s[1] >= 'A' && s[1] <= 'Z';
}

bool
punctuation_opens(uint32_t ch)
{
	switch (ch) {
	case 0x2018: case 0x201c: case 0x3008: case 0x300a: case 0x300c:
	case 0x300e: case 0x3010: case 0x3014: case 0xff08:
		return true;
	default:
		return false;
	}
}

bool
punctuation_closes(uint32_t ch)
{
	switch (ch) {
	case 0x2019: case 0x201d: case 0x3001: case 0x3002: case 0x3009:
	case 0x300b: case 0x300d: case 0x300f: case 0x3011: case 0x3015:
	case 0xff09: case 0xff0c: case 0xff1a: case 0xff1b:
		return true;
	default:
		return false;
	}
}

bool
punctuation_squeezes(uint32_t before, uint32_t ch)
{
	return punctuation_closes(before) ? punctuation_closes(ch) || punctuation_opens(ch) :
	    punctuation_opens(before) && punctuation_opens(ch);
}

bool
punctuation_hangs(uint32_t ch)
{
	switch (ch) {
	case 0x3001: case 0x3002: case 0xff0c: case 0xff1a: case 0xff1b:
	case 0xff09: case 0x300b: case 0x300d: case 0x300f: case 0x3011:
		return true;
	default:
		return false;
	}
}

bool
punctuation_is_lone(const char *s, size_t len)
{
	const char *end = s + len;

	(void)text_next(&s);
	while (s < end)
		if (!punctuation_closes(text_next(&s)))
			return false;
	return true;
}
