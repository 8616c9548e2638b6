/*
 * A scheme: its files one behind the other ("@@ 表单.csv").  What passes
 * without complaint can be loaded, and a batch without studios assessed.
 */
#include "fuzz.h"

#include "assess/assess.h"
#include "base/file.h"
#include "scheme/scheme.h"

static void
put(const char *name, const char *bytes, size_t len)
{
	struct arena a = { 0 };

	(void)fuzz_put(path_join(&a, "scheme", name), bytes, len);
	arena_free(&a);
}

static void
use(const struct scheme *s)
{
	struct store store;
	struct err err = { 0 };

	MUST(store_create(&store, &err) == 0);
	MUST(scheme_load(s, &store, &err) == 0);
	MUST(assess_run(s, &store, "2024-03-01", false, &err) == 0);
	fuzz_check_table(&store, "概况");
	store_close(&store);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct scheme s = { 0 };
	struct err err = { 0 };

	fuzz_split(data, size, put);
	if (scheme_read(&s, fuzz_path(&a, "scheme"), &err) == 0) {
		MUST(scheme_check(&s, &err) == 0);
		for (size_t i = 0; i < s.nlints; i++)
			MUST(*s.lints[i].text != '\0');
		if (s.nlints == 0)
			use(&s);
	} else {
		MUST(*err.text != '\0');
	}
	scheme_free(&s);
	fuzz_clear("scheme");
	arena_free(&a);
	return 0;
}
