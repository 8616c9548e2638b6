# How the harnesses of tests/fuzz are built; what they are, fuzz.h says.
FUZZ    ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
REPLAYS  = $(FUZZ:%=$(B)/replay/fuzz_%)
HUNTS    = $(FUZZ:%=$(B)/hunt/fuzz_%)
FUZZOBJ  = $(patsubst %,$(B)/fuzzing/%.o,fuzz pages books)

.SECONDARY: $(FUZZOBJ) $(B)/fuzzing/replay.o $(FUZZ:%=$(B)/fuzzing/fuzz_%.o)

# What judges is not what is hunted in: no coverage of it.
comma = ,
$(B)/fuzzing/%.o: override SAN := $(subst fuzzer-no-link$(comma),,$(SAN))

$(B)/fuzzing/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) -Itests/fuzz $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/replay/%: $(B)/fuzzing/%.o $(B)/fuzzing/replay.o $(FUZZOBJ) $(B)/libpinggu.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/hunt/%: $(B)/fuzzing/%.o $(FUZZOBJ) $(B)/libpinggu.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

seeds:
	@$(PYTHON) tests/fuzz/seeds.py build/fuzz

# make fuzz FUZZ=csv SECONDS=3600 hunts long in one place; with SEED=1 the same
# hunt again.  A query may take fewer steps than a clerk would wait for.
FUZZCC  ?= clang-14
SECONDS ?= 20
SEED    ?= 0
fuzz: seeds
	@tools/setup.sh fuzz
	@$(MAKE) --no-print-directory -j$(shell nproc) B=build/fuzz CC=$(FUZZCC) HARDEN= HARDLD= \
	    OPT='-O1 -g -fno-omit-frame-pointer -DSTORE_FOREIGN_STEPS=2000000ull' \
	    SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
	    FUZZ='$(FUZZ)' hunts
	@$(PYTHON) tests/fuzz/hunt.py build/fuzz $(SECONDS) $(SEED) $(FUZZ)

hunts: $(HUNTS)

.PHONY: fuzz hunts seeds
