// Package hunting runs advanced hunting queries on Microsoft Defender and reads
// the answers into typed columns. It knows the service and nothing of Grafana.
//
// The words it uses:
//
//   - A Query is what goes out: KQL, an optional Timespan, an optional workspace.
//   - A hunt is one Query and its Answer. A call is one hunt as the network sees
//     it: identical hunts that run at the same time share one call. A send is one
//     HTTP attempt of a call; a call whose token was refused has two.
//   - A span is a duration; a Timespan is the service's word for the range of
//     time that it searches, written `start/end`.
//
// What an answer is made of is package decode's. An Answer may be shared by
// several callers: nobody changes it.
//
// # The service's limits
//
// Graph runHuntingQuery (https://learn.microsoft.com/graph/api/security-security-runhuntingquery,
// page of 2026-08-18, and https://learn.microsoft.com/defender-xdr/advanced-hunting-limits):
//
//   - 30 days back, 100,000 rows, 50 MB an answer, 3 minutes a call.
//   - At least 45 calls a minute a tenant, and a share of CPU in every 15
//     minutes; either used up is a 429. Analysts in the portal draw on the same.
//   - An answer that was cut at 100,000 rows does not say so.
//   - A table that the tenant has no license for, or that the caller may not
//     read, is the same 400 as a table that does not exist.
//
// # Errors
//
// Every error of Run is an *Error, whose Kind says what happened. Callers ask by
// errors.As, never by its text.
package hunting
