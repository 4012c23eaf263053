-- Records and money by what has become of them.
select state, sum(n_lines), sum(amount) from {orders} group by state
