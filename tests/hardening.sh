#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is built resists attacks on memory: hardening.sh PROGRAM SHARED_LIBRARY STATIC_LIBRARY fortified|...
set -u
program=$1 shared=$2 static=$3 fortified=$4
failed=0
complain() { echo "FAILED: $*"; failed=1; }
export LC_ALL=C
command -v readelf >/dev/null || { echo "readelf (binutils) is not installed"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

for file in "$program" "$shared"; do
	readelf -hW "$file" >header && readelf -dW "$file" >dynamic && readelf -lW "$file" >segments && readelf -W --dyn-syms "$file" >symbols ||
		exit 1
	grep -q 'Type: *DYN' header || complain "$file does not move in memory (Type is not DYN)"
	grep -qE 'BIND_NOW|FLAGS_1.*NOW' dynamic || complain "$file: functions are bound later (no BIND_NOW)"
	grep -q 'GNU_RELRO' segments || complain "$file: tables stay writable (no GNU_RELRO)"
	grep 'GNU_STACK' segments | grep -q 'RW ' || complain "$file: no GNU_STACK, or it is executable"
	! grep 'LOAD' segments | grep -q 'RWE' || complain "$file: a segment is writable and executable"
	! grep -qE 'TEXTREL|RPATH|RUNPATH' dynamic || complain "$file: TEXTREL, RPATH or RUNPATH"
	grep -q '__stack_chk_fail' symbols || complain "$file: the stack is not protected"
	[ "$fortified" != fortified ] || grep -qE '__[a-z]+_chk' symbols || complain "$file: no checked functions (_FORTIFY_SOURCE)"
done
readelf -dW "$program" | grep -q 'FLAGS_1.*PIE' || complain "$program is not position independent"

# the linker keeps the mark only when the C library's own start-up has it, so each object is asked
if readelf -hW "$program" | grep -q 'Machine:.*X86-64'; then
	objects=$(ar t "$static" | wc -l)
	marked=$(readelf -nW "$static" | grep -cE 'x86 feature: .*IBT.*SHSTK')
	[ "$objects" -gt 0 ] || complain "$static holds no objects"
	[ "$objects" -eq "$marked" ] || complain "$marked of $objects objects have control-flow protection"
fi
exit $failed
