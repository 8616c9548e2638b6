#include <stdio.h>

#include "command/command.h"

static int
command_schemes(struct options *o)
{
	const char **names;
	struct err refused;
	size_t n;

	scheme_list(&o->arena, &names, &n);
	for (size_t i = 0; i < n; i++) {
		struct scheme s = { 0 };
		struct err err = { 0 };
		char *path = scheme_find(&o->arena, names[i], &err);

		if (path != NULL && scheme_read(&s, path, &err) == 0)
			(void)printf("%-20s %s\n", names[i],
			    scheme_property(&s, "名称", ""));
		else
			(void)printf("%-20s %s\n", names[i], err.text);
		scheme_free(&s);
	}
	if (err_refused(&refused))
		return command_failed(&refused);
	if (n == 0)
		(void)fputs("pinggu: 没有找到任何方案（rubrics 文件夹）\n", stderr);
	return n > 0 ? STATUS_DONE : STATUS_FAILED;
}

const struct command schemes_command = {
	.name = "schemes",
	.usage = "schemes",
	.help = "列出现有的方案",
	.options = (const enum option_id[]){ OPTION_END },
	.run = command_schemes
};
