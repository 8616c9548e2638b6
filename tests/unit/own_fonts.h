#ifndef TESTS_OWN_FONTS_H
#define TESTS_OWN_FONTS_H

/* A font library of chosen files: include it behind cmocka.h. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "font/font.h"

#define FONTS "/usr/share/fonts/"
#define DEJAVU FONTS "truetype/dejavu/DejaVuSans.ttf"
#define DROID FONTS "truetype/droid/DroidSansFallbackFull.ttf"
#define MICROHEI FONTS "truetype/wqy/wqy-microhei.ttc"
#define UMING FONTS "truetype/arphic/uming.ttc"
#define WENKAI FONTS "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
#define NOTO_SANS FONTS "opentype/noto/NotoSansCJK-Regular.ttc"
#define NOTO_SERIF FONTS "opentype/noto/NotoSerifCJK-Regular.ttc"
#define FREE_SERIF FONTS "opentype/freefont/FreeSerif.otf"

#define FILES(...) (const char *const[]){ __VA_ARGS__, NULL }

static char own_fonts[] = "/tmp/pinggu-font-XXXXXX";

static inline void
remove_own_fonts(void)
{
	(void)dir_remove(own_fonts, NULL);
}

/*
 * Open with these font files only; rule is what else fontconfig is told, or
 * NULL.  The files are links, which stay until the test ends: a library opens
 * a file when it needs it.
 */
static inline struct font_library *
open_in(const char *const *files, const char *rule,
    const struct font_choice *choice, struct err *err)
{
	static int n;
	char dir[64], conf[80], link[80];
	struct font_library *lib;
	FILE *f;

	if (n++ == 0) {
		assert_non_null(mkdtemp(own_fonts));
		assert_int_equal(atexit(remove_own_fonts), 0);
	}
	(void)snprintf(dir, sizeof(dir), "%s/%d", own_fonts, n);
	assert_int_equal(mkdir(dir, 0777), 0);
	for (int i = 0; files[i] != NULL; i++) {
		(void)snprintf(link, sizeof(link), "%s/font%d", dir, i);
		assert_int_equal(symlink(files[i], link), 0);
	}
	(void)snprintf(conf, sizeof(conf), "%s/fonts.conf", dir);
	f = fopen(conf, "w");
	assert_non_null(f);
	(void)fprintf(f, "<fontconfig><dir>%s</dir><cachedir>%s/cache"
	    "</cachedir>%s</fontconfig>", dir, dir, rule != NULL ? rule : "");
	(void)fclose(f);
	assert_int_equal(setenv("FONTCONFIG_FILE", conf, 1), 0);
	lib = font_library_open(choice, err);
	(void)unsetenv("FONTCONFIG_FILE");
	return lib;
}

/* A rule: the second file has this name. */
#define SECOND_IS(family) "<match target=\"scan\"><test name=\"file\" " \
	"compare=\"contains\"><string>font1</string></test>" \
	"<edit name=\"family\" mode=\"assign\"><string>" family \
	"</string></edit></match>"

#endif
