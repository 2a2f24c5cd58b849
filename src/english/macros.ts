/** Our macros: how they are written, and what becomes of them. */
export const MACROS = `
$__timeFilter(column): bool — The time range of the dashboard over the table's time column, or over the one that is named
$__timeFrom(): datetime — The start of the time range
$__timeTo(): datetime — The end of the time range, which is not part of it
$__interval: timespan — The width of a time bin that fits the width of the graph
$__timeBin(column): datetime — The time column rounded down to $__interval
$__in(column, variable): bool — The column is one of the selected values; true where All is selected
$__has_any(column, variable): bool — The column has one of the selected values as a term; true where All is selected
$__adhocFilters(): bool — The dashboard's ad hoc filters
$__ioc(variable): bool — One of a list of hashes, addresses, domains, URLs or mail addresses is in the row
$__interval_ms: long — $__interval in milliseconds
`;

/** What Grafana puts in by itself. */
export const GRAFANA_VARIABLES = `
$__from: long — The start of the time range, in milliseconds since 1970; \${__from:date} is text
$__to: long — The end of the time range, in milliseconds since 1970
$__range: timespan — The length of the time range
$__range_s: long — The length of the time range in seconds
$__range_ms: long — The length of the time range in milliseconds
$__rate_interval: timespan — As $__interval, but never too short for a rate
$__timezone: string — The dashboard's time zone
`;
