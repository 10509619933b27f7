#!/bin/sh
# Wraps rustc for the crates of this workspace when fuzz targets are built: adds the coverage counters
# that libFuzzer steers by. Build scripts and macros run inside the compiler, where nothing reads counters.
case " $* " in
  *" --crate-name build_script_build "* | *" --crate-type proc-macro "*) exec "$@" ;;
  *" --crate-name "*) ;;
  *) exec "$@" ;;
esac
exec "$@" --cfg fuzzing \
  -Cpasses=sancov-module \
  -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares
