/** Each operator of a pipeline: how it is written, and what it does. A source of rows may begin a statement. */
export const OPERATORS = `
as Name — Names the rows so far, for use further on in the statement
consume — Reads all rows and returns none; for measuring
count — The number of rows
distinct Column, … — Each combination of values once
evaluate plugin(…) — Runs a plugin such as bag_unpack or pivot
extend Name = Expression, … — Adds computed columns
invoke Function(…) — Hands the rows to a function such as FileProfile
join kind=inner (Table) on Column — Joins the rows with those of another table that have the same values
limit Rows — Any rows, at most so many
lookup kind=leftouter (Table) on Column — Adds columns from a small table
make-series Name = count() default = 0 on Timestamp from Start to End step 1h by Column — Series with a value for each step of time
mv-apply Column on (Operators) — Runs operators on the elements of each array
mv-expand Column — One row for each element of an array
order by Column desc — Sorts the rows
parse Column with Pattern — Cuts a text into columns by a pattern
parse-kv Column as (Key: type, …) with (…) — Reads pairs of keys and values from a text
parse-where Column with Pattern — As parse, and keeps only the rows that fit
partition by Column (Operators) — Runs operators on the rows of each value
project Name = Expression, … — Only these columns, computed ones too
project-away Column, … — All columns but these
project-keep Column, … — Only these columns, in their own order
project-rename New = Old, … — Gives columns other names
project-reorder Column, … — These columns first
render Chart — A picture in the portal; the API leaves it out
sample Rows — So many rows by chance
sample-distinct Values of Column — So many different values by chance
scan with (Steps) — Finds sequences of rows
serialize Name = Expression — Fixes the order of rows, for prev() and next()
sort by Column desc — Sorts the rows
summarize Name = Aggregate(…) by Column, … — One row for each combination of the columns after by
take Rows — Any rows, at most so many
top Rows by Column desc — The first rows after sorting
top-hitters Values of Column by Number — The most frequent values, approximately
top-nested Values of Column by Aggregate — The first values on several levels
union Table, … — The rows of several tables
where Condition — Only the rows for which the condition holds
`;

/** What may begin a statement beside a table. */
export const SOURCES = `
datatable (Name: type, …) [Values] — A table written out in the query
externaldata (Name: type, …) [Address] — A table read from an address on the web
find in (Table, …) where Condition — Rows of several tables that fit, with the columns in common
let Name = Expression; — Gives a name to a value, a table or a function
materialize(Table) — A table that is computed once and used several times
print Name = Expression, … — One row of computed values
range Name from Start to End step Step — A table of steps
search in (Table, …) "term" — Rows that have a term in any column
union Table, … — The rows of several tables
`;

/** Comparisons of text, and the other words between values. */
export const COMPARISONS = `
!= — Is not equal, letters' case counts
!contains — Has no such part
!has — Has no such term
!in — Is none of a list, letters' case counts
!in~ — Is none of a list, letters' case aside
!startswith — Begins otherwise
== — Is equal, letters' case counts
=~ — Is equal, letters' case aside
and — Both hold
between (From .. To) — Lies within, both ends included
contains — Has this part anywhere: every character is read; has is faster
contains_cs — Has this part anywhere, letters' case counts
endswith — Ends so, letters' case aside
has — Has this whole term, found through the index
has_all (List) — Has all of these terms
has_any (List) — Has one of these terms
has_cs — Has this whole term, letters' case counts
hasprefix — A term of it begins so
hassuffix — A term of it ends so
in (List) — Is one of a list, letters' case counts
in~ (List) — Is one of a list, letters' case aside
matches regex — Fits a regular expression (RE2), slow
or — One of both holds
startswith — Begins so, letters' case aside
`;

/** What `join kind=` may be. */
export const JOIN_KINDS = `
inner — Every pair of rows that fit
innerunique — As inner, but of the left rows with the same key only one: the default
leftouter — Every left row, with what fits on the right or nothing
rightouter — Every right row, with what fits on the left or nothing
fullouter — Every row of both sides
leftsemi — Left rows for which something fits on the right
leftanti — Left rows for which nothing fits on the right
rightsemi — Right rows for which something fits on the left
rightanti — Right rows for which nothing fits on the left
`;
