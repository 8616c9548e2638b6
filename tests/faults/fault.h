#ifndef PINGGU_TESTS_FAULT_H
#define PINGGU_TESTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A world in which one call fails, to be put before a program by LD_PRELOAD.
 * calls.so counts what asks the system, alloc.so what asks for memory, from
 * main() to its return.  Environment:
 *
 *   FAULT_KIND    write, rename, open, read, other; alloc
 *   FAULT_AT      number of the call of that kind that fails, from 1 (0: none)
 *   FAULT_ERRNO   how it fails; 0: a write takes only half of its bytes; -9:
 *                 the process is killed before the call
 *   FAULT_STAYS   1: all later ones fail too, as on a full disk
 *   FAULT_COUNT   a file: "kind calls" lines at the end, and for alloc the
 *                 numbers of the calls that first came from a place
 *   FAULT_TRACE   a file: where the call was made that failed
 *
 * A place is a way through the program: the last frames of the stack.
 */
enum fault_kind { FAULT_WRITE, FAULT_RENAME, FAULT_OPEN, FAULT_READ,
	FAULT_OTHER, FAULT_ALLOC, FAULT_KINDS };

/* Count a call; true when it is to fail, with errno set. */
bool	fault_now(enum fault_kind kind);
/* The same for a write: it may also take *len bytes only, made smaller. */
bool	fault_write(size_t *len);

/* What else is to be done before main; a library need not have it. */
void	fault_ready(void) __attribute__((weak));

#endif
