/*
 * alloc.so: what asks for memory.  The program's malloc is its own and calls
 * glibc's by the names below.
 */
#include "fault.h"

#include <dlfcn.h>
#include <string.h>

#define ALLOCATES(name, parameters, arguments) \
	void *name parameters; \
	void *name parameters \
	{ \
		static __typeof__(&name) next; \
		if (next == NULL) { \
			void *found = dlsym(RTLD_NEXT, #name); \
			memcpy(&next, &found, sizeof(next)); \
		} \
		return fault_now(FAULT_ALLOC) ? NULL : next arguments; \
	}

ALLOCATES(__libc_malloc, (size_t size), (size))
ALLOCATES(__libc_calloc, (size_t count, size_t size), (count, size))
ALLOCATES(__libc_realloc, (void *p, size_t size), (p, size))
ALLOCATES(__libc_memalign, (size_t alignment, size_t size), (alignment, size))
