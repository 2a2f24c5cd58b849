// Package reach puts into words why a host did not answer an HTTP request.
//
// The words it uses:
//
//   - A host is unreachable when no connection to it could be made: its name is
//     not known, nothing listens, nothing answers.
//   - A host is untrusted when its certificate, or the lack of one, ended the
//     connection.
//   - A connection that ended later is broken.
package reach
