# pinggu: what it is made of, how, and what a developer types.
#
#   make            the program, ./pinggu      make demo    set up, build, run on samples/
#   make test       set up, then every test    make bench   figures of time and memory
#   make lint       cppcheck and clang-tidy    make install PREFIX= DESTDIR=

# ---- what: the folders are the pipeline, in the order of the data -------------
STAGES = base sheet store scheme intake assess report report/pdf report/xlsx
SRCS   = $(sort $(foreach s,$(STAGES),$(wildcard src/$(s)/*.c)))
MAINS  = src/main.c $(wildcard src/command*.c)
UNITS  = $(sort $(wildcard tests/unit/test_*.c))

VERSION = 0.1.0
PKGS    = sqlite3 gmp nettle harfbuzz harfbuzz-subset fontconfig libcmark \
	  libunibreak xlsxwriter
PYTHON ?= /usr/bin/python3
PREFIX ?= /usr/local
B      ?= build
PROG   ?= pinggu

# ---- how ----------------------------------------------------------------------
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
ifneq ($(WERROR),)
WARN   += -Werror
endif
OPT    ?= -O2 -g
HARDEN ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDLD ?= -pie -Wl,-z,relro,-z,now
CFLAGS  = -std=c11 -D_GNU_SOURCE $(WARN) $(OPT) $(HARDEN) $(SAN) -pthread
CPPFLAGS = -Isrc -I$(B)/gen -DPINGGU_VERSION='"$(VERSION)"' \
	  -DPINGGU_SHARE='"$(PREFIX)/share/pinggu"' \
	  $(filter-out -D_REENTRANT,$(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g'))
LDFLAGS = $(HARDLD) $(SAN) -pthread
LDLIBS  = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lhpdf -lunistring -lm

OBJS    = $(SRCS:src/%.c=$(B)/%.o)
MAINOBJ = $(MAINS:src/%.c=$(B)/%.o)
TESTS   = $(UNITS:tests/unit/%.c=$(B)/unit/%)

all: $(PROG)

$(PROG): $(MAINOBJ) $(B)/libpinggu.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libpinggu.a: $(OBJS)
	@rm -f $@
	@$(AR) rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# An SQL file becomes a C array of its bytes, NUL at the end.
$(B)/gen/%.inc: src/%.sql
	@mkdir -p $(@D)
	od -An -v -tu1 $< | sed 's/\([0-9][0-9]*\)/\1,/g' > $@
	echo 0 >> $@
$(B)/store/store.o: $(B)/gen/store/schema.inc

$(B)/unit/%: tests/unit/%.c $(B)/libpinggu.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/libpinggu.a $(LDLIBS) -lcmocka

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d)

# ---- what a developer types ---------------------------------------------------
check-unit: $(TESTS)
	@set -e; for t in $(TESTS); do echo "== $$t"; $$t 2>&1 || exit 1; done

clean:
	rm -rf build pinggu

.PHONY: all check-unit clean
.DELETE_ON_ERROR:
