#include "intake/tree.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* What the extension of a name promises, and the name without it. */

static const struct { const char *extension; enum file_type type; } types[] = {
	{ ".csv", FILE_TEXT }, { ".txt", FILE_TEXT }, { ".tsv", FILE_TEXT },
	{ ".xlsx", FILE_BOOK }, { ".xls", FILE_BOOK }, { ".xlsm", FILE_BOOK },
	{ ".et", FILE_BOOK }, { ".ods", FILE_BOOK }, { ".fods", FILE_BOOK },
	{ ".xml", FILE_BOOK },
	{ ".html", FILE_BOOK }, { ".htm", FILE_BOOK }, { ".xlt", FILE_BOOK },
	{ ".xltx", FILE_BOOK }, { ".ett", FILE_BOOK },
	{ ".zip", FILE_ZIP },
	{ ".rar", FILE_PACKED }, { ".7z", FILE_PACKED }, { ".gz", FILE_PACKED },
	{ ".tar", FILE_PACKED }, { ".tgz", FILE_PACKED },
	{ ".wps", FILE_DOCUMENT }, { ".doc", FILE_DOCUMENT },
	{ ".docx", FILE_DOCUMENT }, { ".pdf", FILE_DOCUMENT },
	{ ".xlsb", FILE_DOCUMENT },
};

enum file_type
file_type(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && dot > name &&
	    i < sizeof(types) / sizeof(*types); i++)
		if (strcasecmp(dot, types[i].extension) == 0)
			return types[i].type;
	return FILE_UNKNOWN;
}

const char *
file_stem(struct arena *a, const char *name)
{
	return file_type(name) == FILE_UNKNOWN ? name :
	    arena_strndup(a, name, (size_t)(strrchr(name, '.') - name));
}

char *
file_name_number(struct arena *a, const char *name)
{
	const char *stem = text_trim(a, file_stem(a, name));
	size_t n = strcspn(stem, "_ ");

	for (const char *p = stem; *p != '\0' && (size_t)(p - stem) < n;) {
		const char *at = p;

		if (text_is_space(text_next(&p)))
			n = (size_t)(at - stem);
	}
	return arena_strndup(a, stem, n > 0 ? n : strlen(stem));
}
