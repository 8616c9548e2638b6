#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/pool.h"
#include "command/command.h"

static void
print_commands(FILE *to)
{
	(void)fputs("用法：\n", to);
	for (const struct command *const *c = commands; *c != NULL; c++)
		(void)fprintf(to, "  pinggu %s\n      %s\n", (*c)->usage,
		    (*c)->help);
	(void)fputs("  pinggu --version\n\n"
	    "每个命令加 --help 可看其选项；完整说明见 man pinggu。\n", to);
}

/*
 * What was printed is not done until it is written.  stands is what is done
 * all the same, or NULL.
 */
static int
flush(int status, const char *stands)
{
	if (fflush(stdout) != EOF && !ferror(stdout))
		return status;
	if (stands != NULL)
		command_say("%s 已经写好；只是屏幕上的说明没有写出：无法写入标准输出",
		    stands);
	else
		command_say("无法写入标准输出");
	return STATUS_FAILED;
}

static int
run_command(const struct command *c, int argc, char **argv)
{
	struct options o = { .workers = pool_processors(),
	    .command = c->name };
	bool help = false;
	int status = STATUS_FAILED;

	if (options_parse(&o, argc, argv, c, &help)) {
		if (help) {
			(void)printf("用法：pinggu %s\n%s。\n\n", c->usage,
			    c->help);
			options_help(c);
			status = STATUS_DONE;
		} else {
			if (o.show_personal)	/* what is written is nobody
						   else's to read */
				(void)umask(S_IRWXG | S_IRWXO);
			status = c->run(&o);
		}
	}
	if (status != STATUS_FAILED)		/* else it was told why */
		status = flush(status, o.stands);
	arena_free(&o.arena);
	return status;
}

static int
run(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	for (const struct command *const *c = commands; *c != NULL; c++)
		if (strcasecmp((*c)->name, name) == 0)
			return run_command(*c, argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		(void)puts("pinggu " PINGGU_VERSION);
		return flush(STATUS_DONE, NULL);
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_commands(stdout);
		return flush(STATUS_DONE, NULL);
	}
	if (*name != '\0')
		command_say("没有“%s”这个命令", name);
	print_commands(stderr);
	return STATUS_FAILED;
}

int
main(int argc, char **argv)
{
	struct arena a = { 0 };
	int status;

	(void)signal(SIGXFSZ, SIG_IGN);	/* a write then fails and is told */
	arguments_mend(&a, &argc, &argv);
	status = run(argc, argv);
	arena_free(&a);
	return status;
}
