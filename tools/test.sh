#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Build apograph and run every test. Installs what is missing with apt (sudo where needed); with --no-install what is missing is
# named instead. Last line: tests: P passed, F failed, S skipped
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tools/install.sh
. tools/install.sh
install_packages -- mandoc libxml2-utils strace

[ -f build/build.ninja ] || quietly configuring meson setup build
meson configure build -Dtests=true >/dev/null
# shellcheck disable=SC2119 # every target
build
status=0
meson test -C build --no-rebuild --print-errorlogs || status=$?
python3 tests/count.py build/meson-logs/testlog.junit.xml
exit $status
