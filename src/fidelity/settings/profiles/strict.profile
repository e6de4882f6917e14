# strict: each place counts, also where the file has a way of its own; for a last look before delivery
extends = normal

[checks]
inline_code = critical
placeholder = critical
markup = major
do_not_translate = major
term_forbidden = major

[habits]
slips = any

[length]
longer = 2
shorter = 0.5

[score]
marks = 1
threshold = 1
fail-on = minor
