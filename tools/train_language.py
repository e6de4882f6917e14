#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write the language model of a language for `apograph score`: train_language.py LANG OUT.ngrams --name WORDS --licence WORDS
[--lines FILE...] [--text FILE...] [--known FILE...] [--classes FILE...] [--program build/tools/score-signs]

--lines FILE   a sentence or part of one a line; a line without a capital first is no whole sentence
--text FILE    running text
--known FILE   words, one a line: known, but without any n-grams (a list of headwords)
--classes FILE word<TAB>class: what stands for a word that is not frequent; else its ending does

Words are cut and stemmed by the program itself. The model has words by the two before (interpolated Kneser and Ney 1995) and classes by
the three before; what is rare is left out. src/fidelity/scoring/language_model.c describes the file and reads it. Every 50th sentence is
kept out to measure what surprise good text has. docs/fidelity.md says where the texts come from.
"""
import argparse
import collections
import math
import struct
import subprocess

MASK, BUCKETS, STEPS, MOST = (1 << 64) - 1, 65536, 16, 15.9
WORD, PAIR, TRIPLE, BACK, CLASS, STEM, CAPITALISED, CLASSED = 1, 2, 3, 4, 5, 9, 10, 11  # language_model.c has the same
FREQUENT = 9.5       # nats: pairs of words so frequent are all kept; language_model.c has the same
BACKOFF = .9163      # the same
CLOSED = 400         # words that are a class of their own
ENDINGS = {2: 50, 3: 60, 4: 40}
MOST_CLASSES = 120
DISCOUNT = .75       # of Kneser and Ney
LEAST = {"word": 2, "pair": 2, "triple": 2, 2: 2, 3: 4, 4: 6}  # times that an n-gram must be there
GAIN = .8           # nats by which a triple must differ from its pair
WORDS, NUMBER, PUNCTUATION = 0, 2, 3   # kinds of tokens
CAPITAL, INITIAL = 1, 4
BEGIN, END = "<s>", "</s>"


def mixed(h):
    h = ((h ^ (h >> 30)) * 0xbf58476d1ce4e5b9) & MASK
    h = ((h ^ (h >> 27)) * 0x94d049bb133111eb) & MASK
    return h ^ (h >> 31)


def symbol(text, cache={}):
    if text not in cache:
        data = text.encode()
        h = 0xcbf29ce484222325 ^ len(data)
        for byte in data:
            h = ((h ^ byte) * 0x100000001b3) & MASK
        cache[text] = mixed(h)
    return cache[text]


def key_of(kind, symbols):
    h = kind
    for s in symbols:
        h = ((h ^ s) * 0x100000001b3 + (h >> 32)) & MASK
    return mixed(h)


def sentences(program, lang, form, path):
    """lists of (form, stem, kind, flags)"""
    run = subprocess.run([program, "words", lang, form, path], capture_output=True, text=True, encoding="utf-8", check=True)
    sentence = []
    for line in run.stdout.split("\n"):
        if line:
            word, stem, kind, flags = line.split("\t")
            sentence.append((word, stem, int(kind), int(flags)))
        elif sentence:
            yield sentence
            sentence = []


def choose_classes(counts):
    closed = [w for w, _ in counts.most_common() if w not in (BEGIN, END, "0")][:CLOSED]
    of = collections.Counter()
    for word, n in counts.items():
        if n > 1 and len(word) > 4 and word.isalpha():
            for size in ENDINGS:
                of[word[-size:]] += 1
    endings = [e for size, most in ENDINGS.items() for e, _ in [x for x in of.most_common() if len(x[0].encode()) == size][:most]]
    return closed, endings


def class_of(word, closed, endings, classed):
    form, _, kind, flags = word
    if kind == NUMBER:
        return symbol("0")
    if form in closed:
        return symbol(form)
    if flags & CAPITAL and not flags & INITIAL:
        return symbol("A")
    if form in classed:
        return (symbol("class") + 1 + classed[form]) & MASK
    data = form.encode()
    for size in (4, 3, 2):
        if len(data) > size + 1 and data[-size:] in endings:
            return (symbol(data[-size:].decode()) + 1) & MASK
    return symbol("x")


def byte(p):
    return min(255, max(0, round(-math.log(p) * STEPS)))


class Model:
    def __init__(self):
        self.entries = {}

    def put(self, kind, symbols, value):
        self.entries[key_of(kind, symbols) >> 32] = value

    def write(self, path, head):
        keys = sorted(self.entries)
        counts = [0] * BUCKETS
        for key in keys:
            counts[key >> 16] += 1
        with open(path, "wb") as out:
            out.write(("".join("%s %s\n" % line for line in head) + "---\n").encode())
            out.write(struct.pack("<%dH" % BUCKETS, *counts))
            out.write(struct.pack("<%dH" % len(keys), *(key & 0xffff for key in keys)))
            out.write(bytes(self.entries[key] for key in keys))
        return len(keys)


def grams_of(symbols, size):
    return zip(*(symbols[i:] for i in range(size)))


def train_words(model, lines, known_stems):
    """lines of forms with their edges; returns a function that gives the surprise of a line's words"""
    ones, twos, threes = collections.Counter(), collections.Counter(), collections.Counter()
    for line in lines:
        ones.update(line[2:] if line[:1] == [BEGIN] else line)
        twos.update(grams_of(line, 2))
        threes.update(grams_of(line, 3))
    for gram in [g for g in threes if g[0] == g[1] == BEGIN and threes[g] < 1]:
        del threes[gram]
    total = sum(ones.values())
    fans, follow, before = collections.Counter(), collections.Counter(), collections.Counter()
    for a, b in twos:
        fans[b] += 1      # words before b
        follow[a] += 1    # words behind a
    heads = collections.Counter()
    for (a, _), n in twos.items():
        heads[a] += n
    triple_follow = collections.Counter()
    for a, b, _ in threes:
        triple_follow[a, b] += 1
    kept = {w for w, n in ones.items() if n >= LEAST["word"]} | {BEGIN, END}
    types = len(twos)
    alone = {w: (ones[w] if w != BEGIN else len(lines)) / total for w in kept}
    lower = {w: max(fans[w], .5) / types for w in kept}
    back = {w: DISCOUNT * follow[w] / heads[w] for w in kept if follow[w]}
    pair = {}
    for (a, b), n in twos.items():
        if a in kept and b in kept:
            pair[a, b] = max(n - DISCOUNT, 0) / heads[a] + back[a] * lower[b]
    frequent = {w for w in kept if -math.log(alone[w]) <= FREQUENT}
    for w in kept:
        model.put(WORD, [symbol(w)], byte(alone[w]))
        if w in back:
            # the program backs off to how often a word is, not to how many words it follows: the mean makes up for it
            model.put(BACK, [symbol(w)], byte(back[w]))
    for (a, b), p in pair.items():
        if twos[a, b] >= LEAST["pair"] or (a in frequent and b in frequent):
            model.put(PAIR, [symbol(a), symbol(b)], byte(p))
    for (a, b, c), n in threes.items():
        if n < LEAST["triple"] or (b, c) not in pair:
            continue
        p = max(n - DISCOUNT, 0) / twos[a, b] + DISCOUNT * triple_follow[a, b] / twos[a, b] * pair[b, c]
        if abs(math.log(p / pair[b, c]) + BACKOFF) > GAIN:
            model.put(TRIPLE, [symbol(a), symbol(b), symbol(c)], byte(p))
    for stem in known_stems:
        model.put(STEM, [symbol(stem)], 0)
    return total


def train_classes(model, lines):
    counts = {n: collections.Counter() for n in (1, 2, 3, 4)}
    for line in lines:
        for n in counts:
            counts[n].update(g for g in grams_of(line, n) if g[-1] != symbol(BEGIN))
    contexts = {n: collections.Counter() for n in (2, 3, 4)}
    kinds = {n: collections.Counter() for n in (2, 3, 4)}
    for n in contexts:
        for gram, times in counts[n].items():
            contexts[n][gram[:-1]] += times
            kinds[n][gram[:-1]] += 1
    total = sum(counts[1].values())
    p = {g: n / total for g, n in counts[1].items()}
    for n in (2, 3, 4):
        for gram, times in counts[n].items():
            context = contexts[n][gram[:-1]]
            p[gram] = max(times - DISCOUNT, 0) / context + DISCOUNT * kinds[n][gram[:-1]] / context * p[gram[1:]]
    for gram, value in p.items():
        n = len(gram)
        if n == 1 or counts[n][gram] >= LEAST[n]:
            model.put(CLASS + n - 1, gram, byte(value))


class Reader:
    """What language_model.c does, to measure good text."""

    def __init__(self, model):
        self.entries = model.entries

    def get(self, kind, symbols):
        value = self.entries.get(key_of(kind, symbols) >> 32)
        return None if value is None else value / STEPS

    def word(self, s):
        alone = self.get(WORD, s[2:])
        if alone is None:
            return None
        surprise = self.get(TRIPLE, s)
        if surprise is not None:
            return surprise
        paid = BACKOFF if self.get(PAIR, s[:2]) is not None else 0
        surprise = self.get(PAIR, s[1:])
        if surprise is None:
            surprise = alone + (self.get(BACK, s[1:2]) or 0)
        return min(MOST, surprise + paid)

    def classes(self, s):
        paid = 0
        for n in (4, 3, 2, 1):
            surprise = self.get(CLASS + n - 1, s[4 - n:])
            if surprise is not None:
                return min(MOST, surprise + paid)
            paid += BACKOFF
        return MOST


def mean(values):
    values = [v for v in values if v is not None]
    return sum(values) / max(len(values), 1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("lang")
    ap.add_argument("out")
    for option in ("lines", "text", "known", "classes"):
        ap.add_argument("--" + option, nargs="*", default=[])
    ap.add_argument("--name", required=True, help="what it was made from")
    ap.add_argument("--licence", required=True)
    ap.add_argument("--program", default="build/tools/score-signs")
    args = ap.parse_args()
    every = []
    for path in args.text:
        every += [(s, True) for s in sentences(args.program, args.lang, "text", path)]
    for path in args.lines:
        every += [(s, bool(s[0][3] & CAPITAL)) for s in sentences(args.program, args.lang, "lines", path)]
    measured = [x for i, x in enumerate(every) if i % 50 == 49 and x[1]]
    every = [x for i, x in enumerate(every) if not (i % 50 == 49 and x[1])]
    counts, capital, lower, stems = (collections.Counter() for _ in range(4))
    for sentence, _ in every:
        for form, stem, kind, flags in sentence:
            counts["0" if kind == NUMBER else form] += 1
            if kind == WORDS:
                stems[stem] += 1
                if not flags & INITIAL:
                    (capital if flags & CAPITAL else lower)[form] += 1
    for path in args.known:
        for sentence in sentences(args.program, args.lang, "lines", path):
            stems.update({stem: 2 for _, stem, kind, _ in sentence if kind == WORDS})
    closed, endings = choose_classes(counts)
    given = dict(line.rstrip("\n").split("\t") for path in args.classes for line in open(path, encoding="utf-8"))
    often = collections.Counter()
    for form, name in given.items():
        often[name] += counts[form]
    numbers = {name: i for i, (name, _) in enumerate(often.most_common(MOST_CLASSES))}
    classed = {form: numbers[name] for form, name in given.items() if name in numbers and form not in closed}
    closed_set, ending_set = set(closed), {e.encode() for e in endings}

    def forms_of(sentence, whole):
        forms = ["0" if kind == NUMBER else form for form, _, kind, _ in sentence]
        return [BEGIN, BEGIN] + forms + [END] if whole else forms

    def classes_of(sentence, whole):
        symbols = [class_of(word, closed_set, ending_set, classed) for word in sentence]
        return [symbol(BEGIN)] * 3 + symbols + [symbol(END)] if whole else symbols

    model = Model()
    total = train_words(model, [forms_of(*x) for x in every], [s for s, n in stems.items() if n > 1])
    train_classes(model, [classes_of(*x) for x in every])
    for form, n in capital.items():
        if n + lower[form] > 2:
            model.put(CAPITALISED, [symbol(form)], round(255 * n / (n + lower[form])))
    for form, number in classed.items():
        model.put(CLASSED, [symbol(form)], number)
    reader = Reader(model)
    words = mean(reader.word(g) for x in measured for g in grams_of([symbol(w) for w in forms_of(*x)], 3))
    classes = mean(reader.classes(g) for x in measured for g in grams_of(classes_of(*x), 4))
    entries = model.write(args.out, [("made-from", args.name), ("licence", args.licence), ("words", total), ("mean-words", "%.3f" % words),
                                     ("mean-classes", "%.3f" % classes), ("closed", " ".join(closed)), ("endings", " ".join(endings))])
    print("%d sentences, %d words, %d entries; surprise of the %d sentences kept out: %.3f nats a word, %.3f a class" % (
        len(every), total, entries, len(measured), words, classes))


if __name__ == "__main__":
    main()
