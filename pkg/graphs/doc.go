// Package graphs makes graphs of what hunts have found: the processes of a device as
// a tree, an alert with what it is about.
//
// The words it uses:
//
//   - A sketch is a graph as an answer: a row with an id is a node, a row with a source
//     and a target an edge. Package frames shapes it as it shapes such an answer of the
//     service.
//   - A process is known by its key, which is its id and its creation: ids are used again.
//     A row without one of both names no process, and what it tells is left out.
//   - A process was seen starting if a row tells its start. Others are only named, by
//     what they started or did, with what that tells of them.
//   - A verdict is what an alert's evidence says of a process, and how sure it is that
//     the two are the same.
package graphs
