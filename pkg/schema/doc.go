// Package schema knows the tables and columns of advanced hunting.
//
// tables.json is the one copy that the backend, the editor and the emulator
// read. Names are case-sensitive, as they are in KQL: `LogonId` and `LogonID`
// of DeviceProcessEvents are two columns. A table that is not listed is not an
// error: a Sentinel workspace adds its own, and Microsoft adds tables often.
package schema
