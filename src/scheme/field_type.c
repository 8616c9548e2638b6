#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

const struct field_type_row field_types[] = {
	[FIELD_TEXT] = { "文本", "TEXT", .derivable = true, .text = true, .lines = true },
	[FIELD_PERSON] = { "人名", "TEXT", .derivable = true, .text = true, .person = true },
	[FIELD_INTEGER] = { "整数", "INTEGER", .derivable = true, .amount = true },
	[FIELD_DECIMAL] = { "小数", "REAL", .derivable = true, .amount = true },
	[FIELD_DATE] = { "日期", "TEXT", .derivable = true },
	[FIELD_MONTH] = { "年月", "TEXT", .derivable = true },
	[FIELD_YEAR] = { "年度", "INTEGER", .derivable = true, .amount = true },
	[FIELD_YESNO] = { "是否", "TEXT", .derivable = true, .amount = true },
	[FIELD_CHOICE] = { "单选", "TEXT", .choice = true },
	[FIELD_CHOICES] = { "多选", "TEXT", .choice = true, .many = true, .text = true, .lines = true },
	[FIELD_FILE] = { "文件", "TEXT", .file = true, .text = true },
	[FIELD_IDENTITY] = { "身份证号", "TEXT", .personal = true },
	[FIELD_PHONE] = { "手机号", "TEXT", .personal = true },
};
_Static_assert(sizeof(field_types) / sizeof(*field_types) == FIELD_TYPES,
    "a field type has no row");

bool
field_type_parse(const char *word, enum field_type *type)
{
	for (int t = 0; t < FIELD_TYPES; t++)
		if (strcmp(field_types[t].word, word) == 0) {
			*type = (enum field_type)t;
			return true;
		}
	return false;
}

const char *
field_type_near(struct arena *a, const char *word)
{
	const char *words[FIELD_TYPES];

	for (int t = 0; t < FIELD_TYPES; t++)
		words[t] = field_types[t].word;
	return text_nearest(a, word, words, FIELD_TYPES);
}
