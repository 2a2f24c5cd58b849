// Package reach puts into words why a host did not answer an HTTP request.
//
// The words it uses:
//
//   - A host is unreachable when no connection to it could be made: its name is
//     not known, nothing listens, nothing answers, or not in TLS.
//   - A host is untrusted when its certificate ended the connection.
//   - A connection that ended later is broken.
package reach
