-- Columns of the lines that count.
select {columns} from {used_lines}
