// Package frames shapes the columns of a hunt into Grafana's data frames.
//
// The words it uses:
//
//   - An answer is what package hunting decoded: typed columns of one length.
//   - A table is one frame with the answer's columns as they came (dataplane type
//     "table"). A wide series frame has one ascending time field and one field for
//     each series (dataplane type "timeseries-wide"), as alert rules read it.
//   - A series is one value column under one set of labels; labels are the text
//     columns of the answer.
package frames
