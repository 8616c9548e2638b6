#include "scheme/private.h"

#include <string.h>

static const struct {
	const char *name;
	enum field_type type;
} types[] = {
	{ "文本", FIELD_TEXT }, { "人名", FIELD_PERSON },
	{ "整数", FIELD_INTEGER }, { "小数", FIELD_DECIMAL },
	{ "日期", FIELD_DATE }, { "年月", FIELD_MONTH },
	{ "年度", FIELD_YEAR }, { "是否", FIELD_YESNO },
	{ "单选", FIELD_CHOICE }, { "多选", FIELD_CHOICES },
	{ "文件", FIELD_FILE },
};

bool
field_type_parse(const char *name, enum field_type *type)
{
	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++)
		if (strcmp(types[t].name, name) == 0) {
			*type = types[t].type;
			return true;
		}
	return false;
}
