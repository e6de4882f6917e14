#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The ledger as a user meets it: inputs that are wrong, keys, minisign, a full disk.
# shellcheck disable=SC2015,SC2181 # complain after all of a && b
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

printf '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu></body></tmx>\n' >m.tmx
does() { # STATUS MENTIONED COMMAND...
	expected=$1 mentioned=$2
	shift 2
	count=$((count + 1))
	"$APOGRAPH" ledger "$@" >out 2>err </dev/null
	status=$?
	[ $status = "$expected" ] || { complain "exit status $status, expected $expected: ledger $*"; cat out err; }
	cat out err | grep -qF -- "$mentioned" || { complain "does not mention '$mentioned': ledger $*"; cat out err; }
}

# ---- the way it is meant ----
does 0 'records added' append n.ledger "$nato" m.tmx
does 0 'each follows the one before' verify n.ledger
head=$(sed -n 's/.*"hash":"\([0-9a-f]*\)".*/\1/p' n.ledger.head)
[ "$head" = "$(tail -n 1 n.ledger | sha256sum | cut -d' ' -f1)" ] || complain "the head is not the hash of the last line"
does 0 'records added' append n.ledger m.tmx
does 0 'each follows' verify n.ledger --at-least "$head" --at-least 5
does 1 'cut back' verify n.ledger --at-least 9999
does 1 'another history' verify n.ledger --at-least "$(echo x | sha256sum | cut -d' ' -f1)"
does 2 'expected a number of records' verify n.ledger --at-least many
does 0 'm.tmx: 1 units' show n.ledger --type tmx
"$APOGRAPH" ledger show n.ledger --format json | python3 -c 'import json, sys; r = json.load(sys.stdin); assert [x["seq"] for x in r] == list(range(1, len(r) + 1))' ||
	complain "show --format json"
# an independent look at the chain and at the canonical form
python3 - n.ledger <<'END' || complain "not canonical for Python"
import hashlib, json, sys
prev = "0" * 64
for line in open(sys.argv[1], "rb"):
    r = json.loads(line)
    assert r["prev"] == prev
    assert (json.dumps(r, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode() == line
    prev = hashlib.sha256(line).hexdigest()
END

# ---- inputs that are wrong ----
: >empty
echo 'To whom it may concern' >letter
mkdir folder
does 3 'is empty' verify empty
does 3 'is not a ledger' verify letter
does 3 'is a folder' verify folder
does 3 'is a folder' append folder m.tmx
does 3 'cannot be read' verify missing
does 3 'is not a ledger' append letter m.tmx
[ "$(cat letter)" = 'To whom it may concern' ] || complain "the letter was changed"
does 4 'there is no such file or folder' append none/n.ledger m.tmx
does 3 'missing.tmx' append fresh.ledger missing.tmx
[ ! -e fresh.ledger ] && [ ! -e fresh.ledger.head ] || complain "a ledger of nothing was left"
does 2 'expects LEDGER' append n.ledger
does 2 'does not take --type' verify n.ledger --type tmx
sed 's/"version":1}/"version":2}/' n.ledger >newer.ledger
cp n.ledger.head newer.ledger.head
does 1 'newer version' verify newer.ledger
does 3 'newer version' append newer.ledger m.tmx
sed "s/\$/$(printf '\r')/" n.ledger >crlf.ledger && cp n.ledger.head crlf.ledger.head
does 1 'it ends in CR LF' verify crlf.ledger
cp n.ledger headless.ledger
does 1 'is missing: that nothing was cut off cannot be shown' verify headless.ledger
does 3 'has lost its head' append headless.ledger m.tmx
printf '{"half' >>n.ledger
does 1 'torn tail' verify n.ledger
does 0 'were moved to' append n.ledger m.tmx
[ "$(cat n.ledger.torn)" = '{"half' ] || complain "n.ledger.torn"
does 0 'each follows' verify n.ledger
# two ledgers with a common beginning: each is right by itself, and neither is what was noted of the other
for name in left right; do cp n.ledger $name.ledger && cp n.ledger.head $name.ledger.head; done
does 0 'records added' append left.ledger m.tmx
does 0 'records added' append right.ledger "$nato"
left=$(sed -n '$p' left.ledger | sha256sum | cut -d' ' -f1)
does 0 'each follows' verify left.ledger --at-least "$left"
does 0 'each follows' verify right.ledger
does 1 'another history' verify right.ledger --at-least "$left"
cp right.ledger both.ledger && cp left.ledger.head both.ledger.head
does 1 'both.ledger' verify both.ledger
does 3 'both.ledger' append both.ledger m.tmx
tail -n 1 left.ledger >>right.ledger
does 1 'right.ledger' verify right.ledger
# the clock of another machine
SOURCE_DATE_EPOCH=86400 "$APOGRAPH" ledger append -q n.ledger m.tmx >/dev/null || complain "an old clock"
does 0 'a clock was wrong' verify n.ledger
if [ "$(id -u)" != 0 ]; then
	mkdir locked && cp n.ledger n.ledger.head locked && chmod 555 locked
	does 4 'cannot be written' append locked/n.ledger m.tmx
	chmod 755 locked
fi
# a full disk: the file may have no more blocks
cp n.ledger before && cp n.ledger.head before.head
(
	trap '' XFSZ
	ulimit -f $(($(wc -c <n.ledger) / 512))
	"$APOGRAPH" ledger append --no-sandbox n.ledger "$nato" >out 2>err </dev/null
	[ $? = 4 ] || { echo "exit status of a full disk"; cat err; exit 1; }
) || complain "a full disk"
cmp -s n.ledger before && cmp -s n.ledger.head before.head || complain "a full disk changed the ledger"

# ---- keys ----
does 0 'keep it to yourself' keygen --no-passphrase desk
[ "$(stat -c %a desk.key)" = 600 ] || complain "mode of desk.key"
does 4 'a key is not replaced' keygen --no-passphrase desk
does 2 'there is no terminal' keygen other
does 0 'minisig' sign n.ledger --key desk.key
does 0 'nobody vouches' verify n.ledger
does 0 'signed by key' verify n.ledger --key desk.pub
does 3 'is a secret key' verify n.ledger --key desk.key
does 3 'is a public key' sign n.ledger --key desk.pub
does 3 'is not a public key' verify n.ledger --key letter
cp letter letter.key && chmod 600 letter.key
does 3 'keygen makes one' sign n.ledger --key letter.key
does 3 'cannot be opened' sign n.ledger --key missing.key
for mode in 640 604 644; do
	chmod $mode desk.key
	does 3 'chmod 600' sign n.ledger --key desk.key
done
if [ "$(id -u)" != 0 ]; then # root reads all
	chmod 0 desk.key
	does 3 'cannot be opened' sign n.ledger --key desk.key
fi
does 3 'folder' sign n.ledger --key folder
chmod 600 desk.key
does 0 'keep it to yourself' keygen --no-passphrase second
does 1 'signed by another key' verify n.ledger --key second.pub
cp n.ledger.head.minisig old.minisig
does 0 'is not signed any more' append n.ledger m.tmx
does 1 'is not signed' verify n.ledger --key desk.pub
does 0 'records added' append n.ledger m.tmx --key desk.key
does 0 'signed by key' verify n.ledger --key desk.pub
mv old.minisig n.ledger.head.minisig
does 1 'is not the signature of this head' verify n.ledger
rm n.ledger.head.minisig
does 1 'the head says that it is signed' verify n.ledger
does 3 'nothing to sign' sign missing --key desk.key

# ---- minisign ----
if command -v minisign >/dev/null; then
	does 0 'minisig' sign n.ledger --key desk.key
	minisign -Vqm n.ledger.head -p desk.pub || complain "minisign refuses our signature"
	minisign -Sm n.ledger.head -s desk.key </dev/null >/dev/null || complain "minisign refuses our key"
	does 0 'signed by key' verify n.ledger --key desk.pub
	minisign -GW -p mini.pub -s mini.key </dev/null >/dev/null || complain "minisign makes no key"
	does 0 'minisig' sign n.ledger --key mini.key
	minisign -Vqm n.ledger.head -p mini.pub || complain "minisign refuses our signature by its key"
	does 0 'signed by key' verify n.ledger --key mini.pub
	minisign -Slm n.ledger.head -s mini.key </dev/null >/dev/null 2>&1 && does 1 'of the old kind' verify n.ledger
	if [ -z "${SANITIZED:-}" ]; then # 1 GiB and some seconds each
		printf 'correct horse\n' >pass && printf 'wrong\n' >wrong
		does 0 'keep it to yourself' keygen --passphrase-file pass sealed
		does 3 'the passphrase is wrong' sign n.ledger --key sealed.key --passphrase-file wrong
		minisign -Sm n.ledger.head -s sealed.key <pass >/dev/null 2>&1 || complain "minisign cannot decrypt our key"
		minisign -Vqm n.ledger.head -p sealed.pub || complain "minisign refuses its signature by our key"
	fi
else
	echo "minisign is not installed: not compared"
fi
finish
