# pinggu: what it is made of, how, and what a developer types.
#
#   make            the program, ./pinggu      make demo    set up, build, run on samples/
#   make test       set up, then every test    make bench   figures of time and memory
#   make lint       cppcheck and clang-tidy    make install PREFIX= DESTDIR=
#   make check      every test, no set-up      make check-unit, check-san, check-end
#   make dist       a tarball of HEAD          make deb     a Debian package
#   make fuzz       libFuzzer, FUZZ= SECONDS=         make check-faults   each call fails once

# ---- what: the folders are the pipeline, in the order of the data -------------
STAGES = base sheet store font document scheme cell intake assess page pdf xlsx report
SRCS   = $(sort $(foreach s,$(STAGES),$(wildcard src/$(s)/*.c)))
MAINS  = src/main.c $(wildcard src/command/*.c)
UNITS  = $(sort $(wildcard tests/unit/test_*.c))

VERSION = 0.1.0
PKGS    = sqlite3 libzip expat libxml-2.0 gmp nettle harfbuzz harfbuzz-subset \
	  fontconfig libcmark libunibreak xlsxwriter libdeflate
PYTHON ?= /usr/bin/python3
PREFIX ?= /usr/local
B      ?= build
PROG   ?= pinggu

# ---- how ----------------------------------------------------------------------
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-qual
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
LDLIBS  = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lhpdf -lunistring -lm

OBJS    = $(SRCS:src/%.c=$(B)/%.o)
MAINOBJ = $(MAINS:src/%.c=$(B)/%.o)
TESTS   = $(UNITS:tests/unit/%.c=$(B)/unit/%)

all: $(PROG)

# One word a file; V=1 shows the commands whole.
say = $(if $(V),,@printf '  %-3s %s\n' $(1) $(2);)

$(PROG): $(MAINOBJ) $(B)/libpinggu.a
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libpinggu.a: $(OBJS)
	@rm -f $@
	@$(AR) qcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# An SQL file becomes a C array of its bytes, NUL at the end.
$(B)/gen/%.inc: src/%.sql
	@mkdir -p $(@D)
	@{ od -An -v -tu1 $< | sed 's/\([0-9][0-9]*\)/\1,/g'; echo 0; } > $@
$(B)/store/store.o: $(B)/gen/store/schema.inc

$(B)/unit/%: tests/unit/%.c $(B)/libpinggu.a
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(B)/libpinggu.a $(LDLIBS) -lcmocka -lz

# A program whose queries may take few steps, so that tests of what happens
# when they do not last need not wait for twenty seconds of them.
BRIEF = $(B)/brief/pinggu
$(B)/brief/store.o: src/store/store.c $(B)/gen/store/schema.inc
	@mkdir -p $(@D)
	$(call say,CC,$@)$(CC) $(CPPFLAGS) $(CFLAGS) -DSTORE_FOREIGN_STEPS=2000000ull -MMD -MP -c -o $@ $<
$(BRIEF): $(MAINOBJ) $(B)/brief/store.o $(B)/libpinggu.a
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# What pdf_write is measured against; only for `make bench`.
ALTERNATIVES = $(B)/bench/alternatives
BENCHSRC     = $(sort $(wildcard tests/bench/*.c))
$(ALTERNATIVES): $(BENCHSRC) $(wildcard tests/bench/*.h) $(B)/libpinggu.a
	@mkdir -p $(@D)
	$(call say,CC,$@)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(BENCHSRC) $(B)/libpinggu.a $(LDLIBS) -lz

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d)

include tests/fuzz/rules.mk
include tests/faults/rules.mk

# ---- what a user types ----------------------------------------------------------
SCHEME ?= zhengzhou-2024
# Writers of workbooks that Debian has not: tools/judges.sh.
JUDGES_AT = build/judges

demo:
	@tools/setup.sh
	@$(MAKE) --no-print-directory -j$(shell nproc) all
	@mkdir -p out
	./pinggu report -s $(SCHEME) samples/$(SCHEME) -o out/$(SCHEME) || [ $$? = 1 ]

test:
	@tools/setup.sh test
	@tools/judges.sh $(JUDGES_AT)
	@$(MAKE) --no-print-directory -j$(shell nproc) all $(TESTS)
	@$(MAKE) --no-print-directory check

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/pinggu
	install $(PROG) $(DESTDIR)$(PREFIX)/bin/pinggu
	cp -R rubrics templates $(DESTDIR)$(PREFIX)/share/pinggu/
	for s in 1 5 7; do install -d $(DESTDIR)$(PREFIX)/share/man/man$$s && \
	    install -m 644 man/*.$$s $(DESTDIR)$(PREFIX)/share/man/man$$s/ || \
	    exit 1; done

# ---- what is given away ----------------------------------------------------------
DIST = pinggu-$(VERSION)
DEB  = $(B)/pinggu_$(VERSION)_$(shell dpkg --print-architecture 2>/dev/null).deb
# Says nothing, and that is yes, at the top of a git checkout.
NOGIT = git rev-parse --show-prefix 2>&1 || echo '-'
# What the package is dated by: the commit; in an unpacked tarball, the
# Makefile, which has the commit's date there.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell test -z "$$($(NOGIT))" && \
	  git log -1 --format=%ct || stat -c %Y Makefile))

# HEAD as a tarball; the same commit makes the same bytes, whatever the
# user's git is set to do to ends of lines and modes.
dist:
	@why="$$($(NOGIT))"; test -z "$$why" || { \
	    echo "make dist：只能在 git 检出的最上层文件夹里做（$$why）" >&2; exit 1; }
	@left="$$(git -c core.quotePath=false status --short)"; test -z "$$left" || { \
	    echo "make dist：有未提交的修改，请先提交或删去：" >&2; echo "$$left" >&2; exit 1; }
	@mkdir -p $(B)
	@git -c core.autocrlf=false -c tar.umask=0022 archive --format=tar \
	    --prefix=$(DIST)/ -o $(B)/$(DIST).tar HEAD
	@gzip -9nf $(B)/$(DIST).tar
	@echo $(B)/$(DIST).tar.gz

# A build of its own: the program keeps PREFIX, and nothing of where it was built.
deb:
	@rm -rf $(B)/deb/root
	@umask 022; $(MAKE) --no-print-directory -j$(shell nproc) B=$(B)/deb PROG=$(B)/deb/pinggu \
	    OPT='$(OPT) -ffile-prefix-map=$(CURDIR)=.' PREFIX=/usr \
	    DESTDIR=$(CURDIR)/$(B)/deb/root install
	@packaging/deb.sh $(VERSION) $(EPOCH) $(CURDIR)/$(B)/deb/root $(CURDIR)/$(DEB)
	@echo $(DEB)

# Install it on a bare Debian 12 and run it there: root, debootstrap, a mirror.
check-deb: deb
	@packaging/check-deb.sh $(DEB)

# ---- what a developer types -----------------------------------------------------
check: all check-layers check-headers check-unit check-locale check-san check-end

# Unit tests; TESTS of another build with B= and SAN=, see check-san.
check-unit: $(TESTS) $(REPLAYS) seeds
	@$(PYTHON) tests/run.py unit $(TESTS) $(REPLAYS)

SANITIZE = $(MAKE) --no-print-directory -j$(shell nproc) B=build/san PROG=build/san/pinggu \
	    HARDEN= HARDLD= OPT='-O1 -g -fno-omit-frame-pointer' \
	    SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined' SANITIZED=1
check-san:
	@$(SANITIZE) all check-unit

# The unit tests once more where a decimal point is a comma: they fail when
# somebody calls setlocale beyond LC_CTYPE.
COMMA = $(B)/locale/de_DE.UTF-8
$(COMMA):
	@mkdir -p $(@D)
	@localedef -i de_DE -f UTF-8 $(CURDIR)/$@

check-locale: $(TESTS) $(COMMA)
	@LOCPATH=$(CURDIR)/$(B)/locale LC_ALL=de_DE.UTF-8 $(PYTHON) tests/run.py unit $(TESTS)

# The program as a whole, judged by other people's programs.
check-end: all $(FAULTS) $(BRIEF)
	@PINGGU=$(CURDIR)/pinggu PINGGU_SAN=$(CURDIR)/build/san/pinggu \
	    NODE_PATH=$(CURDIR)/$(JUDGES_AT)/node_modules $(PYTHON) tests/run.py end tests/e2e

# The wall: tools/check_layers.py says what it looks for.
check-layers: $(MAINOBJ) $(OBJS)
	@$(PYTHON) tools/check_layers.py src $(B) $(STAGES) command

# Every header can be compiled alone.
check-headers:
	@for h in $$(find src -name '*.h'); do \
	    $(CC) $(CPPFLAGS) -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only \
	    -x c $$h || exit 1; done

lint:
	@tools/setup.sh test
	cppcheck --quiet --std=c11 --enable=warning,portability,performance \
	    --inline-suppr --error-exitcode=1 -Isrc -Ibuild/gen --library=posix \
	    --suppress=missingIncludeSystem --suppress=readdirCalled src tests/bench
	clang-tidy --quiet $(SRCS) $(MAINS) $(BENCHSRC) -- $(CPPFLAGS) -std=c11 -D_GNU_SOURCE

# BENCH= options, see tests/bench/bench.py: BENCH="--studios 200 --jobs 2"; GROWTH=
# those of growth.py: GROWTH="--only awards".
bench:
	@tools/setup.sh test >&2
	@$(MAKE) --no-print-directory -j$(shell nproc) all $(ALTERNATIVES) >&2
	@PINGGU=$(CURDIR)/$(PROG) ALTERNATIVES=$(CURDIR)/$(ALTERNATIVES) \
	    $(PYTHON) tests/bench/bench.py $(BENCH)
	@PINGGU=$(CURDIR)/$(PROG) $(PYTHON) tests/bench/growth.py $(GROWTH)

clean:
	rm -rf build pinggu out

.PHONY: all demo test install dist deb check-deb check check-unit check-locale check-san \
	check-end check-layers check-headers lint bench clean
.DELETE_ON_ERROR:
