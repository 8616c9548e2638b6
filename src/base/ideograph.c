#include "base/text.h"

#include <string.h>

#include <uninorm.h>

#include "base/convert.h"

#define RADICALS 0x2e80u	/* CJK Radicals Supplement */
#define LAST_RADICAL 0x2ef3u

/*
 * The ideographs that the supplementary radicals stand for: Unicode's
 * EquivalentUnifiedIdeograph.txt, which libunistring does not have.  0: none.
 */
static const uint32_t radicals[LAST_RADICAL - RADICALS + 1] = {
	0, 0x5382, 0x4e5b, 0x4e5a, 0x4e59, 0x4ebb, 0x5182, 0x20628, 0x5200,
	0x5202, 0x535c, 0x353e, 0x5c0f, 0x5c0f, 0x5140, 0x5c23, 0x5c22,
	0x21bc2, 0x5df3, 0x5e7a, 0x5f51, 0x5f50, 0x5fc4, 0x5fc3, 0x624c,
	0x6535, 0, 0x65e1, 0x65e5, 0x6708, 0x6b7a, 0x6bcd, 0x6c11, 0x6c35,
	0x6c3a, 0x706c, 0x722b, 0x722b, 0x4e2c, 0x725b, 0x72ad, 0x738b,
	0x24d14, 0x76ee, 0x793a, 0x793b, 0x25ad7, 0x7cf9, 0x7e9f, 0x7f53,
	0x7f52, 0x34c1, 0x5197, 0x2626b, 0x7f8a, 0x2634c, 0x2634b, 0x8002,
	0x8080, 0x807f, 0x8089, 0x26951, 0x8279, 0x8279, 0x8279, 0x864e,
	0x8864, 0x8980, 0x897f, 0x89c1, 0x89d2, 0x278b2, 0x8ba0, 0x8d1d,
	0x27fb7, 0x8f66, 0x8fb6, 0x8fb6, 0x8fb6, 0x9091, 0x9485, 0x9577,
	0x9578, 0x957f, 0x95e8, 0x28e0f, 0x961d, 0x96e8, 0x9752, 0x97e6,
	0x9875, 0x98ce, 0x98de, 0x98df, 0x2967f, 0x98e0, 0x9963, 0x29810,
	0x9a6c, 0x9aa8, 0x9b3c, 0x9c7c, 0x9e1f, 0x5364, 0x9ea6, 0x9ec4,
	0x9efe, 0x6589, 0x9f50, 0x6b6f, 0x9f7f, 0x7adc, 0x9f99, 0x9f9c,
	0x4e80, 0x9f9f
};

uint32_t
text_ideograph(uint32_t ch)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag;

	if (ch >= RADICALS && ch <= LAST_RADICAL)
		return radicals[ch - RADICALS];
	if (ch < RADICALS || uc_decomposition(ch, &tag, parts) != 1 ||
	    (tag != UC_DECOMP_CANONICAL && tag != UC_DECOMP_COMPAT) ||
	    !text_is_han(parts[0]))
		return 0;
	return parts[0];
}

/*
 * The first code that GBK could not give and where its bytes stand: FE50 and
 * on, without FE7F.  GB 18030 says what they are today.
 */
#define GBK_PRIVATE 0xe815u
#define GBK_PRIVATE_END 0xe865u
#define GBK_LEAD 0xfe
#define GBK_TRAIL 0x50u
#define GBK_HOLE 0x7fu

uint32_t
text_gbk_private(uint32_t ch)
{
	unsigned trail = ch - GBK_PRIVATE + GBK_TRAIL;
	char bytes[2], *in = bytes, out[8] = "", *to = out;
	size_t left = sizeof(bytes), room = sizeof(out) - 1;
	const char *text = out;
	iconv_t cd;

	if (ch < GBK_PRIVATE || ch >= GBK_PRIVATE_END)
		return 0;
	if (!convert_take("GB18030", &cd))
		return 0;
	bytes[0] = (char)GBK_LEAD;
	bytes[1] = (char)(trail >= GBK_HOLE ? trail + 1 : trail);
	if (iconv(cd, &in, &left, &to, &room) == (size_t)-1)
		*out = '\0';
	convert_give();
	ch = text_next(&text);
	return ch >= 0xe000 && ch <= 0xf8ff ? 0 : ch;
}
