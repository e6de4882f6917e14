#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The program cannot reach the network: it calls nothing that opens a socket or loads a library, and libxml2 is told
# to refuse (XML_PARSE_NONET, no external entities).
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

for name in socket connect getaddrinfo gethostbyname system popen execvp posix_spawn dlopen xmlNanoHTTPFetch xmlNanoFTPOpen; do
	count=$((count + 1))
	! nm -D --undefined-only "$APOGRAPH" | grep -qE " $name(@|\$)" || [ -n "${SANITIZED:-}" ] || complain "the program calls $name"
done
finish
