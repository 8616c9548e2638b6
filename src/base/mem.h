#ifndef PINGGU_BASE_MEM_H
#define PINGGU_BASE_MEM_H

#include <stddef.h>

/*
 * Memory.  Running out of it ends the program with exit status 2 and one
 * line on stderr, here, so no caller tests for NULL.  Nor does any library:
 * where the C library is glibc, its malloc, calloc, realloc and memalign, and
 * what calls these in it, end the program likewise, for whoever calls them.  Left to themselves, libraries
 * crashed (libxlsxwriter, fontconfig), aborted (GMP, cmark), or went on and
 * the result was another one (HarfBuzz, libxlsxwriter, iconv).
 */

/* From here on other words are said and another exit status is given. */
void	 mem_when_exhausted(const char *words, int status);

/*
 * What to clear away first, once, when memory runs out (NULL: nothing).  There
 * is none for it, either; other threads may still be at work.
 */
void	 mem_clear_up(void (*clear)(void));

/* Like malloc, calloc, realloc, strdup, strndup, but never NULL. */
void	*mem_alloc(size_t size) __attribute__((malloc));
void	*mem_zero(size_t count, size_t size);
void	*mem_resize(void *p, size_t count, size_t size);
char	*mem_strdup(const char *s) __attribute__((malloc));
char	*mem_strndup(const char *s, size_t n) __attribute__((malloc));

/*
 * Make room for one more element in the array *items of *cap elements of
 * the given size, of which n are used.  Doubles; what it moves stays valid.
 */
void	 mem_grow(void *items, size_t *cap, size_t n, size_t size);

/*
 * An arena: many small objects that live and die together.  Zero-initialise
 * ("struct arena a = { 0 };").  Not thread-safe: one arena, one thread.
 */
struct arena {
	struct arena_block *block;	/* the newest; older ones behind it */
};

/* size bytes, zeroed, aligned for any type; valid until reset or free. */
void	*arena_alloc(struct arena *a, size_t size);
char	*arena_strdup(struct arena *a, const char *s);
char	*arena_strndup(struct arena *a, const char *s, size_t n);
char	*arena_printf(struct arena *a, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/*
 * Like mem_grow, for an array in the arena (NULL while it has no elements):
 * where it moves from stays behind, unused, until reset or free.
 */
void	 arena_grow(struct arena *a, void *items, size_t *cap, size_t n,
	    size_t size);

/* Forget every object but keep one block of memory for the next round. */
void	 arena_reset(struct arena *a);
void	 arena_free(struct arena *a);

/*
 * A growing string of bytes, always NUL-terminated once something was added.
 * Zero-initialise; buf_free gives the memory back.
 */
struct buf {
	char	*data;		/* NULL until something was added */
	size_t	 len;		/* bytes, the NUL not counted */
	size_t	 cap;
};

void	 buf_add(struct buf *b, const void *bytes, size_t len);
void	 buf_adds(struct buf *b, const char *s);
void	 buf_addc(struct buf *b, char c);
void	 buf_addf(struct buf *b, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* The text, "" when nothing was added; valid until the next call. */
const char *buf_str(const struct buf *b);
/* Empty it, keeping the memory. */
void	 buf_reset(struct buf *b);
void	 buf_free(struct buf *b);

#endif
