# normal: what the program finds, as severe as it finds it

[checks]
all = on

[confidence]
all = 0

[habits]
slips = 6
slips-one-in = 200

[length]
longer = 2.5
shorter = 0.3
most-characters = none

[score]
critical = 25
major = 5
minor = 1
marks = 0.1
threshold = 5
fail-on = critical
