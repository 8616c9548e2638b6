#ifndef PINGGU_TESTS_FUZZ_H
#define PINGGU_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "store/store.h"

/*
 * What the harnesses share.  A harness is a file fuzz_<boundary>.c with one
 * function: some bytes as they may come from outside, and nothing that they
 * hold may break the program.  Linked with libFuzzer it is `make fuzz`; with
 * replay.c it is a test that runs the seeds and what once broke it.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A claim about the program; ends it where the claim is wrong. */
#define MUST(claim) \
	((claim) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #claim))
_Noreturn void fuzz_broken(const char *file, int line, const char *claim);

/* The bytes with a NUL behind them; the caller frees. */
char	*fuzz_text(const uint8_t *data, size_t size);

/*
 * A file of this process that lives in memory and holds the bytes: its path,
 * valid until the next call.
 */
const char *fuzz_file(const uint8_t *data, size_t size);

/*
 * A folder in TMPDIR (else in memory) that is removed at the end.  fuzz_path
 * is name in it; fuzz_put writes a file there, making its folders, and
 * answers whether the system took the name; fuzz_clear removes name and all
 * below it.
 */
char	*fuzz_path(struct arena *a, const char *name);
bool	 fuzz_put(const char *name, const void *bytes, size_t len);
void	 fuzz_clear(const char *name);

/*
 * An input of several files: before each stands a line "@@ NAME".  Calls put
 * for each of them; names that lead elsewhere are left out.
 */
void	fuzz_split(const uint8_t *data, size_t size,
	    void (*put)(const char *name, const char *bytes, size_t len));

/*
 * The samples' studios, read and assessed: a finished store, made once.  Its
 * first studio; and a copy of it as a file, made once.
 */
struct store *fuzz_store(void);
const char *fuzz_studio(void);
const char *fuzz_store_file(void);

/* Every text of the table is UTF-8. */
void	fuzz_check_table(struct store *s, const char *table);

#endif
