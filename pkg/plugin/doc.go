// Package plugin introduces hunts to Grafana. It is the only package that knows
// Grafana's backend API: one file for each of its interfaces, one for the
// settings, one that gives errors their meaning in Grafana.
//
// The words it uses:
//
//   - Settings are what Grafana has stored for one data source: `jsonData`, which
//     the browser may read, and secrets, which only the backend gets.
//   - An instance is one data source with its settings as they are now. Grafana
//     makes a new one when they change. One with faulty settings exists too, so
//     that its queries and its health check can say what is at fault.
//   - An error is downstream when the query, the settings, the network or the
//     service are at fault, and the plugin's when this code is. Grafana counts them
//     apart.
package plugin
