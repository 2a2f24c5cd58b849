// Command host is the smallest stand-in for Grafana's server that can run the built plugin: it launches the plugin's
// binary over Grafana's plugin protocol and answers the part of Grafana's HTTP API that a data source needs.
//
// Words used here:
//   - plugin: the process started from dist/gpx_huntboard_<os>_<arch>, reached over gRPC.
//   - source: the one data source, read from a provisioning file as Grafana reads it, and kept in memory.
//   - page: the bundled front end, built from preview/page, that loads the plugin's module.js.
//
// It is a development tool: one data source, one organization, no sign-in, loopback only. It has no dashboards,
// no expressions and no alerting; requests for those are refused.
package main
