-- Lines of items as those that the margin is told by.
select units as quantity, amount, cost from {item_lines}
