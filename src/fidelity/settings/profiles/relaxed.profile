# relaxed: what breaks a file or misinforms a reader, and what is nearly certain; for drafts and old memories
extends = normal

[checks]
spelling = off
double_word = minor
punctuation = off
whitespace = off
quotation_marks = off
capitalization = off
locale_number = minor
locale_date = minor
inconsistent_target = off
inconsistent_source = off

[confidence]
all = 0.8

[habits]
slips = 3
slips-one-in = 1000

[length]
longer = 4
shorter = 0.2

[score]
threshold = 10
