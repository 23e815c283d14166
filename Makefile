# Everything is done by launch.py, which needs nothing but Python; PORT=…, DATA=… and others pass.
PYTHON ?= python3

.PHONY: run test check bench
run test check bench:
	@$(PYTHON) launch.py $@
