// Package trail marks the parts of a hunt in the traces that Grafana collects.
//
// The words it uses:
//
//   - A part is a span within the span that its context carries: a wait, a token, a
//     call. Without a span that is recorded a part costs next to nothing.
//   - A part that failed says so and no more: errors of the service quote the
//     query, and no KQL, cell or token may be in a trace.
package trail
