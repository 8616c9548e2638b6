#include "base/mem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *next;	/* older */
	size_t size;			/* bytes in data */
	size_t used;
	max_align_t data[];
};

static const char *last_words = "pinggu: 内存不足，已停止；没有写出任何结果\n";
static int last_status = 2;
static void (*clear_up)(void);
static atomic_flag ending = ATOMIC_FLAG_INIT;
static _Thread_local bool is_ending;

void
mem_when_exhausted(const char *words, int status)
{
	last_words = words;
	last_status = status;
}

void
mem_clear_up(void (*clear)(void))
{
	clear_up = clear;
}

/* One thread clears up; it ends at once where that fails as well. */
static _Noreturn void
out_of_memory(void)
{
	ssize_t n;

	if (!is_ending && atomic_flag_test_and_set(&ending))
		for (;;)
			(void)pause();
	if (!is_ending && clear_up != NULL) {
		is_ending = true;
		clear_up();
	}
	/* Not by stdio, whose stderr is another while a library works. */
	n = write(STDERR_FILENO, last_words, strlen(last_words));
	(void)n;		/* there is nobody else to tell */
	_Exit(last_status);
}

/* ---- what the libraries ask for ------------------------------------------------ */

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define HAS_OWN_MALLOC
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define HAS_OWN_MALLOC
#endif
#if !defined(__GLIBC__)
#define HAS_OWN_MALLOC
#endif

#ifndef HAS_OWN_MALLOC
/* NOLINTBEGIN(bugprone-reserved-identifier): glibc's, behind malloc */
void	*__libc_malloc(size_t size);
void	*__libc_calloc(size_t count, size_t size);
void	*__libc_realloc(void *p, size_t size);
void	*__libc_memalign(size_t alignment, size_t size);

/* glibc's, but in none of its headers that C11 has without more. */
int	posix_memalign(void **p, size_t alignment, size_t size);
void	*memalign(size_t alignment, size_t size);

void *
malloc(size_t size)
{
	void *p = __libc_malloc(size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
calloc(size_t count, size_t size)
{
	void *p = __libc_calloc(count, size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
realloc(void *p, size_t size)
{
	p = __libc_realloc(p, size);
	if (p == NULL && size > 0)	/* to nothing: it was freed */
		out_of_memory();
	return p;
}

void *
memalign(size_t alignment, size_t size)
{
	void *p = __libc_memalign(alignment, size);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int
posix_memalign(void **p, size_t alignment, size_t size)
{
	if (alignment % sizeof(void *) != 0 ||
	    (alignment & (alignment - 1)) != 0 || alignment == 0)
		return EINVAL;
	*p = memalign(alignment, size);
	return 0;
}
/* NOLINTEND(bugprone-reserved-identifier) */
#endif

/* ---- what we ask for ----------------------------------------------------------- */

void *
mem_alloc(size_t size)
{
	void *p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_zero(size_t count, size_t size)
{
	void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
mem_resize(void *p, size_t count, size_t size)
{
	p = reallocarray(p, count > 0 ? count : 1, size > 0 ? size : 1);
	if (p == NULL)
		out_of_memory();
	return p;
}

char *
mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

char *
mem_strndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = mem_alloc(len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

void
mem_grow(void *items, size_t *cap, size_t n, size_t size)
{
	void *p;

	if (n < *cap)
		return;
	memcpy(&p, items, sizeof(p));
	*cap = *cap == 0 ? 8 : *cap * 2;
	p = mem_resize(p, *cap, size);
	memcpy(items, &p, sizeof(p));
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct arena_block *b = a->block;
	void *p;

	if (size > SIZE_MAX - BLOCK_SIZE)
		out_of_memory();
	size = (size + align - 1) / align * align;
	if (b == NULL || b->size - b->used < size) {
		size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;

		b = mem_alloc(sizeof(*b) + room);
		b->next = a->block;
		b->size = room;
		b->used = 0;
		a->block = b;
	}
	p = (char *)b->data + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void
arena_grow(struct arena *a, void *items, size_t *cap, size_t n, size_t size)
{
	void *p, *more;

	if (n < *cap)
		return;
	*cap = *cap == 0 ? 8 : *cap * 2;
	more = arena_alloc(a, *cap * size);
	memcpy(&p, items, sizeof(p));
	if (n > 0)
		memcpy(more, p, n * size);
	memcpy(items, &more, sizeof(more));
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *tmp, *p;

	va_start(ap, fmt);
	if (vasprintf(&tmp, fmt, ap) < 0)
		out_of_memory();
	va_end(ap);
	p = arena_strdup(a, tmp);
	free(tmp);
	return p;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->block, *next;

	if (keep == NULL)
		return;
	for (struct arena_block *b = keep->next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	keep->used = 0;
	if (keep->size > BLOCK_SIZE)	/* one big cell must not stay for ever */
		arena_free(a);
}

void
arena_free(struct arena *a)
{
	struct arena_block *next;

	for (struct arena_block *b = a->block; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	a->block = NULL;
}

static void
buf_room(struct buf *b, size_t more)
{
	size_t need = b->len + more + 1;

	if (more > SIZE_MAX / 4)
		out_of_memory();
	if (need <= b->cap)
		return;
	b->cap = b->cap * 2 > need ? b->cap * 2 : need + 64;
	b->data = mem_resize(b->data, b->cap, 1);
}

void
buf_add(struct buf *b, const void *bytes, size_t len)
{
	buf_room(b, len);
	if (len > 0)
		memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	buf_add(b, text, (size_t)n);
	free(text);
}

const char *
buf_str(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){ 0 };
}
