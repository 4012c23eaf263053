"""How much evidence is enough: every threshold by which a meaning is decided, in one table.

Shares are of the rows, orders, words or customers that a law looks at; counts are the fewest from
which on what they show is no chance, or the most that may be listed.
"""

from __future__ import annotations

#: What holds but for rounding; but for damaged cells; but for a few exceptions; mostly; rather.
ALL_BUT_ROUNDING, CLEARLY, NEARLY_ALL, MOSTLY, RATHER = 0.99, 0.95, 0.9, 0.8, 0.7
#: Half of them; enough to be a habit; so few that it is none; a rest that may be left over.
HALF, SOME, HARDLY, A_REST = 0.5, 0.3, 0.2, 0.05
#: What is asked about: a tenth of the orders; what is said: a hundredth of the money.
ASKED, MATTERS = 0.10, 0.01
#: Money that differs by less is the same: as a share, and as a cent with what rounding leaves.
SAME_MONEY, A_CENT = 0.0005, 0.011

#: Proofs of a word; rows, orders or customers where something else speaks as well, and where
#: nothing does; orders of which a share says something.
A_FEW, ENOUGH, MANY, ENOUGH_ORDERS = 2, 5, 20, 30
#: Different amounts that all have a counterpart by no chance; zeros that long ids all end in.
ENOUGH_AMOUNTS, ENOUGH_ZEROS = 4, 3
#: Different words of a column that tells kinds or states.
MOST_WORDS = 12

#: Customers who are none: the orders of one, how many times those of the next it has, by the look
#: of the number and of any look; how many such ids there may be, each with what share of orders.
LEAST_ORDERS, TIMES_MADE_UP, TIMES_A_HOUSE, MOST_HOUSES, A_HOUSE = 10, 3, 10, 3, 0.02

#: What a message lists: values, words, amounts.
SHOWN, SHOWN_WORDS, SHOWN_AMOUNTS = 3, 8, 6
