#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Many programs that dismiss at a time lose nothing; one that cannot write leaves the list as it was.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

writers=8 each=12
for writer in $(seq $writers); do
	(
		for i in $(seq $each); do
			"$APOGRAPH" dismiss -q --why "writer $writer, $i" "$(printf '%08x%08x' "$writer" "$i")" || echo "writer $writer failed"
		done
	) &
done
wait
list=apograph-dismissals.tsv
count=$((count + 1))
[ "$(grep -cE '^[0-9a-f]{16}		writer [0-9]+, [0-9]+$' $list)" = $((writers * each)) ] || complain "lines were lost: $(wc -l <$list)"
[ "$(grep -c '^#' $list)" = 1 ] || complain "the first line is there more than once"
[ "$(wc -l <$list)" = $((writers * each + 1)) ] || complain "other lines"

# no room for another line
count=$((count + 1))
cp $list before
(
	ulimit -f 1 # blocks of 512 or 1024 bytes, both less than the list has
	trap '' XFSZ
	"$APOGRAPH" dismiss -q --why "no room" ffffffffffffffff 2>err
)
[ $? = 4 ] || complain "a full disk: exit status, $(cat err)"
cmp -s before $list || complain "a full disk changed the list"

# a last line without its end, as some editors leave it
count=$((count + 1))
printf '00000000000000aa\t\tby hand' >by-hand.tsv
"$APOGRAPH" dismiss -q --dismissals by-hand.tsv --why "more" 00000000000000bb 00000000000000bb
[ "$(cat by-hand.tsv)" = "$(printf '00000000000000aa\t\tby hand\n00000000000000bb\t\tmore')" ] || complain "by hand: $(cat by-hand.tsv)"
finish
