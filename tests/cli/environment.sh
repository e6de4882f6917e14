#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Surroundings that fail: full disks, folders that may not be written to, no HOME, no TMPDIR, other locales and masks. The right
# result or one plain message; never a half file, never a false status.
# shellcheck disable=SC2015 # complain after all of a && b
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

cp "$nato/wire.en.txt" in.txt
cp "$nato/wire.de.txt" b.txt
mkdir corpus && cp "$nato/wire.en.txt" "$nato/wire.de.txt" "$nato/toutiao.en.txt" corpus # what fails here is not the trace
printf 'Haus\thouse\n' >words.de-en.tsv
"$APOGRAPH" align -q -o memory.tmx in.txt b.txt || complain "no memory.tmx"

# ---- standard output is full ----
if [ -e /dev/full ]; then
	full() {
		count=$((count + 1))
		"$APOGRAPH" "$@" >/dev/full 2>err <words.de-en.tsv
		status=$?
		[ $status = 4 ] || { complain "exit status $status, expected 4: $* >/dev/full"; cat err; }
		grep -q 'standard output: cannot be written: ' err || { complain "no message: $* >/dev/full"; cat err; }
	}
	full segment in.txt
	full align in.txt b.txt
	full qa in.txt b.txt
	full trace corpus
	full audit corpus
	full audit memory.tmx
	full score --from de --to en
	for action in 'stats memory.tmx' 'validate --format json memory.tmx' 'clean memory.tmx' 'merge memory.tmx' 'convert memory.tmx' \
		'clean --format json memory.tmx -o cleaned.tmx' 'split --units 1 memory.tmx -o parts'; do
		# shellcheck disable=SC2086 # words
		full tmx $action
	done
	full lexicon show --from de --to en Haus
	full help
	full help align
	full help --man
	full help --completion bash
	full --help
	full --version
	full align --help
	count=$((count + 1))
	"$APOGRAPH" segment in.txt -o /dev/full 2>err
	[ $? = 4 ] || complain "-o /dev/full"
fi

# ---- a file may have so many bytes ----
# shellcheck disable=SC3045 # dash has it
for output in out.json out.html out.tmx; do
	count=$((count + 1))
	echo old >$output
	(trap '' XFSZ; ulimit -f 1; exec "$APOGRAPH" align -q in.txt b.txt -o $output) 2>err
	status=$?
	[ $status = 4 ] || { complain "exit status $status, expected 4: a limit of the size of files"; cat err; }
	[ "$(cat $output)" = old ] || complain "$output is half written"
	rm -f $output
done

# ---- a full disk, as root ----
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
	trap 'umount disk; rm -rf "$work"' EXIT
	echo old >disk/out.tmx
	printf 'in.txt\tb.txt\tdone.tsv\n' >disk/list
	head -c 60000 /dev/zero >disk/filler 2>/dev/null
	count=$((count + 2))
	"$APOGRAPH" align -q in.txt b.txt -o disk/out.tmx 2>err
	[ $? = 4 ] && [ "$(cat disk/out.tmx)" = old ] || { complain "a full disk"; cat err; }
	head -c 60000 /dev/zero >>disk/filler 2>/dev/null
	"$APOGRAPH" align -q --batch disk/list 2>err
	[ -s done.tsv ] || { complain "a batch whose record does not fit"; cat err; }
	[ "$(ls disk)" = "$(printf 'filler\nlist\nlist.done\nout.tmx')" ] || [ "$(ls disk)" = "$(printf 'filler\nlist\nout.tmx')" ] ||
		complain "left on the full disk: $(ls disk)"
fi

# ---- another user ----
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	as_user() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
else
	as_user() { "$@"; }
fi
chmod 755 "$work"
mkdir closed
echo old >closed/file.tsv
cp in.txt closed/in.txt
chmod 555 closed
if as_user test -x "$APOGRAPH" && as_user test -r in.txt; then
	count=$((count + 3))
	as_user "$APOGRAPH" align -q in.txt b.txt -o closed/new.tsv 2>err
	[ $? = 4 ] && [ ! -e closed/new.tsv ] || { complain "a folder that may not be written to"; cat err; }
	as_user "$APOGRAPH" align -q in.txt b.txt -o closed/file.tsv 2>err
	[ $? = 4 ] && [ "$(cat closed/file.tsv)" = old ] || { complain "a file that may not be written to"; cat err; }
	mkdir open
	chmod 777 open
	printf 'in.txt\tb.txt\topen/o.tsv\n' >closed-list
	cp closed-list closed/list 2>/dev/null || { chmod 755 closed; cp closed-list closed/list; chmod 555 closed; }
	as_user "$APOGRAPH" align --batch closed/list 2>err || { complain "a batch whose list cannot have a record"; cat err; }
	grep -q 'closed/list.done cannot be written' err || { complain "does not say that there is no record"; cat err; }
else
	echo "not as another user: the program or the folder is not open to all"
fi
chmod 755 closed

# ---- environment ----
"$APOGRAPH" align -q in.txt b.txt >wanted 2>err
right() {
	what=$1
	shift
	count=$((count + 1))
	"$@" align -q in.txt b.txt >out 2>err || { complain "$what: status $?"; cat err; }
	cmp -s out wanted || complain "$what: another result"
}
right 'no HOME' env -u HOME "$APOGRAPH"
right 'no TMPDIR' env -u TMPDIR "$APOGRAPH"
right 'no environment but that without dictionaries' env -i XDG_DATA_DIRS="$XDG_DATA_DIRS" "$APOGRAPH"
right 'HOME that is no folder' env HOME="$work/none/at/all" "$APOGRAPH"
right 'locale C' env LC_ALL=C "$APOGRAPH"
# one where "I" in lower case is not "i", made here since it is rarely installed
if mkdir locales && localedef -i tr_TR -f UTF-8 locales/tr_TR.UTF-8 2>/dev/null; then
	right 'locale tr_TR' env LOCPATH="$work/locales" LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 "$APOGRAPH"
else
	echo "not in Turkish: localedef does not make the locale"
	right 'locale tr_TR' env LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 "$APOGRAPH"
fi
# nothing can be shared in memory: /dev/shm is closed
if unshare -m mount -t tmpfs -o ro tmpfs /dev/shm 2>/dev/null; then
	# shellcheck disable=SC2016 # for the shell in there
	right 'no /dev/shm' unshare -m sh -c 'mount -t tmpfs -o ro tmpfs /dev/shm && exec "$@"' sh "$APOGRAPH"
	# shellcheck disable=SC2016
	(unshare -m sh -c 'mount -t tmpfs -o ro tmpfs /dev/shm && exec "$@"' sh "$APOGRAPH" trace -q -j 4 --format html corpus -o closed-shm.html &&
		"$APOGRAPH" trace -q -j 4 --format html corpus -o open-shm.html) 2>err || { complain "trace without /dev/shm"; cat err; }
	cmp -s closed-shm.html open-shm.html || complain "trace without /dev/shm: another page"
else
	echo "not without /dev/shm: nothing can be mounted"
fi
count=$((count + 1))
(umask 077; "$APOGRAPH" align -q in.txt b.txt -o masked.tsv) || complain "umask 077"
[ "$(stat -c %a masked.tsv)" = 600 ] || complain "umask 077: mode $(stat -c %a masked.tsv)"

# a TMPDIR that is no folder, for what is larger than memory is to hold
awk 'BEGIN { for (i = 0; i < 130000; i++) print "A line of some length, number " i ", which is a segment of its own." }' >large.txt
"$APOGRAPH" segment -q --lang en --presegmented large.txt >wanted
[ "$(stat -c %s wanted)" -gt 8388608 ] || complain "the text is too short for this test"
count=$((count + 1))
TMPDIR="$work/closed/none" "$APOGRAPH" segment --lang en --presegmented large.txt >out 2>err || { complain "a TMPDIR that is not there"; cat err; }
cmp -s out wanted || complain "a TMPDIR that is not there: another result"
grep -q 'no temporary file can be made in ' err || { complain "does not say where it writes"; cat err; }
finish
