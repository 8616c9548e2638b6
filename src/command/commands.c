#include "command/command.h"

const struct command *const commands[] = {
	&report_command, &check_command, &self_command, &lint_command,
	&schemes_command, &new_command, NULL
};
