#include <stdio.h>
#include <string.h>

#include "base/pool.h"
#include "command/command.h"

struct command {
	const char *name;
	int (*run)(struct options *);
	const char *allowed;	/* options, a letter each */
	bool input;		/* takes an operand */
	const char *usage, *help;
};

static const struct command commands[] = {
	{ "report", command_report, "sojFPdBHKGtq", true,
	    "report -s 方案 提交文件夹 -o 输出文件夹",
	    "读取、检查、评分，并写出汇总表、每个工作室的报告等文书和问题清单" },
	{ "check", command_check, "sfPBHKGq", true,
	    "check -s 方案 提交文件夹",
	    "只检查，列出全部问题：文件:行:列: 级别: 说明" },
	{ "self", command_self, "soPdBHKGq", true,
	    "self -s 方案 工作室文件夹 -o 文件.pdf",
	    "把一个学校填报的自评印成自评表（PDF），供签字盖章" },
	{ "lint", command_lint, "", true, "lint 方案",
	    "检查一个方案和它的模板：名称、SQL、分值、编号" },
	{ "schemes", command_schemes, "", false, "schemes",
	    "列出现有的方案" },
	{ NULL, NULL, NULL, false, NULL, NULL }
};

static void
print_commands(FILE *to)
{
	(void)fputs("用法：\n", to);
	for (const struct command *c = commands; c->name != NULL; c++)
		(void)fprintf(to, "  pinggu %s\n      %s\n", c->usage, c->help);
	(void)fputs("  pinggu --version\n\n"
	    "每个命令加 --help 可看其选项；完整说明见 man pinggu。\n", to);
}

static int
run_command(const struct command *c, int argc, char **argv)
{
	struct options o = { .workers = pool_processors() };
	bool help = false;
	int status = STATUS_FAILED;

	if (options_parse(&o, argc, argv, c->allowed, c->input, &help)) {
		if (help) {
			(void)printf("用法：pinggu %s\n%s。\n\n", c->usage,
			    c->help);
			options_help(c->allowed);
			status = STATUS_DONE;
		} else {
			status = c->run(&o);
		}
	}
	arena_free(&o.arena);
	/* What was printed is not done until it is written. */
	if (fflush(stdout) == EOF || ferror(stdout)) {
		if (status != STATUS_FAILED)	/* else it was told why */
			(void)fputs("pinggu: 无法写入标准输出\n", stderr);
		return STATUS_FAILED;
	}
	return status;
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return run_command(c, argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		(void)puts("pinggu " PINGGU_VERSION);
		return fflush(stdout) == 0 ? STATUS_DONE : STATUS_FAILED;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_commands(stdout);
		return fflush(stdout) == 0 ? STATUS_DONE : STATUS_FAILED;
	}
	if (*name != '\0')
		(void)fprintf(stderr, "pinggu: 没有“%s”这个命令\n", name);
	print_commands(stderr);
	return STATUS_FAILED;
}
