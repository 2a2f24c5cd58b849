// Package kql turns the query that a dashboard stores into the KQL that the
// hunting service runs. It uses the standard library only: no Grafana, no HTTP.
//
// The words it uses:
//
//   - A Query is what a dashboard stores: KQL with macros, a format, a range rule.
//   - A Moment is when and for whom the query runs: the range, the interval, the
//     data source's cache step, whether an alert rule asks.
//   - A Hunt is what goes out: plain KQL, the Timespan beside it, and the shape
//     that the rows should take.
//   - A macro is a name that begins with `$__`, such as `$__timeFilter()`. It is
//     written out here, outside string literals and comments only.
//   - A statement ends at a `;`; a pipeline is a source and the stages after it,
//     each begun by `|`; a stage's operator is its first word (`where`).
//   - A window is a part of the range: a hunt that is split is sent once for each.
//   - A time bin is a key of `summarize … by` that rounds a time: `bin(Timestamp, 1h)`.
package kql
