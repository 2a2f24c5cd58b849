// Package recall stands between those who ask and the hunting service, and spares
// the service what it has answered already.
//
// The words it uses:
//
//   - A Memory is one data source's: its calls under way and its answers. Nothing
//     of it is another's, as whoever may make a data source could else name a
//     foreign tenant's ids and read what was hunted there. A change of settings
//     makes a new, empty one.
//   - A Want is one hunt that somebody asks for, and how.
//   - A hunt's key is everything that its answer depends on: host, workspace, KQL
//     and Timespan as sent, the cap of rows, and the user where each signs in alone.
//   - An answer is fresh to the one whose call it was, shared to those who joined
//     that call, stored to those who came later. It is stale when it is served
//     because the service takes no calls now.
//   - Its age counts from the moment the service was asked, since rows that came
//     after that may be missing in it.
//   - Same hunts ask the same of another range: last hour's now, and last hour's a
//     minute ago. Only a same hunt's answer can be served stale.
//
// # Who reads what
//
//   - A Viewer reads stored answers while they live: cacheSeconds, or the query's
//     step if that is longer, 5 minutes of it at most.
//   - ByHand, somebody who pressed a button, reads those of the last 5 seconds.
//   - Exact, an alert rule or a request to skip the cache, reads none, and joins
//     only a call that began after its own request did. What came for it is stored.
//
// Nothing is served to an identity that has no token of its own now, and what was
// stored for one is dropped when its sign-in fails or the service refuses it.
package recall
