package kql

import "time"

// Rules are what an administrator lets queries do. They hold for every query of a
// data source, wherever it comes from: any viewer of a dashboard can send any KQL.
// The zero Rules allow every table and no external source.
type Rules struct {
	Allowed  []string      // tables that may be read; empty = all
	Denied   []string      // tables that may not be read, Allowed or not
	External bool          // externaldata, adx(), arg(), workspace() and the like are allowed
	MaxRange time.Duration // the longest range a query may read; 0 = any

	// Known tells the names of the service's tables. Nil knows none.
	Known func(table string) bool
}
