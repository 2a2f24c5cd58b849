// Package decode reads the answer of a hunting query, as a stream, into typed
// columns. It knows the wire and nothing of HTTP or Grafana.
//
// The words it uses:
//
//   - A Table is what was read: columns of equal length and what a reader must
//     know about them.
//   - A sidecar is a key such as `Port@odata.type` that the service puts between
//     the cells of a row. It describes a cell and is never a column.
//   - A misfit is a cell whose value cannot be of its column's type. It becomes
//     null and is told in a notice; it never fails a hunt and never becomes 0.
//   - A token is one JSON value of a row as it stands in the window, the part of
//     the stream that is in memory.
//   - A store keeps values that cells point to, many in one allocation.
//
// # An answer
//
// `schema` names the columns and their types, `results` holds a JSON object for
// each row. Keys of the envelope are read in either casing (`schema`, `Schema`,
// `name`, `Name`), column names exactly: `LogonId` and `LogonID` are two columns.
// Columns follow the schema; a key that the schema does not list is not a column.
//
// A cell that is missing, `null` or `{}` is null (the service writes `{}` for
// null datetimes, numbers and dynamics), except in a string column, where it is
// "": Kusto's strings are never null. A string column whose cell is not a JSON
// string keeps the JSON text, since a string can hold it.
//
// # How a row is read
//
// window reads the stream in blocks, scanner finds tokens in it, keyring tells
// which column a key is, and the column's collector makes a cell of the token.
// The service writes the keys of all rows in one order, so that each key is
// compared with the one that followed last time before it is looked up. No token
// outlives its row: what a cell needs is copied, a repeated text once.
//
// # What is an error
//
// An answer must be JSON in UTF-8 from its first byte to its last (RFC 8259): a
// bad byte, escape or number, half of a surrogate pair, an end that comes too
// early and anything behind the end are a *Malformed with their offset, wherever
// they stand. A value that is JSON but not of its column's type is a misfit.
package decode
