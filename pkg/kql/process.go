package kql

// deeds are what a process tree shows of a process beside those that it starts: the
// table, and the columns that tell what it reached for.
var deeds = map[string]struct {
	table   string
	columns []string
}{
	"network":  {"DeviceNetworkEvents", []string{"RemoteUrl", "RemoteIP"}},
	"file":     {"DeviceFileEvents", []string{"FolderPath", "FileName"}},
	"registry": {"DeviceRegistryEvents", []string{"RegistryKey", "RegistryValueName"}},
}
