# Libraries that let a call of a program fail; fault.h says how.
FAULTS = build/faults/calls.so build/faults/alloc.so

build/faults/%.so: tests/faults/%.c tests/faults/fault.c tests/faults/fault.h
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O1 -g -fPIC -shared -o $@ $< \
	    tests/faults/fault.c -ldl

# Every fault of the program, then some of each kind under the sanitizers.
check-faults: all $(FAULTS)
	@$(SANITIZE) all
	@$(PYTHON) tests/faults/check_faults.py build/faults $(PROG) --kills 100
	@$(PYTHON) tests/faults/check_faults.py build/faults build/san/pinggu --few 150

.PHONY: check-faults
