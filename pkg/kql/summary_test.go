package kql

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSummary(t *testing.T) {
	tests := map[string]struct {
		kql    string
		keys   string // parted by blanks; - is a key that only the service names
		bin    time.Duration
		axis   string
		counts string
	}{
		"keys and a bin": {
			"DeviceEvents | summarize count() by DeviceName, RemotePort, bin(Timestamp, 1h)",
			"DeviceName RemotePort Timestamp", time.Hour, "Timestamp", "count_",
		},
		"names of its own": {
			"DeviceEvents | summarize n=count(), sum(FileSize), avg(FileSize) by Port=RemotePort, Hour=bin(Timestamp, 5m)",
			"Port Hour", 5 * time.Minute, "Hour", "n sum_FileSize",
		},
		"a key that only the service names": {
			"DeviceEvents | summarize dcount(DeviceId) by tolower(DeviceName), RemotePort", "- RemotePort", 0, "",
			"dcount_DeviceId",
		},
		"which a project makes unknown": {
			"DeviceEvents | summarize n=count() by tolower(DeviceName), RemotePort | project RemotePort, n",
			"RemotePort", 0, "", "n",
		},
		"later names": {
			"DeviceEvents | summarize n=count() by RemotePort | project-rename Port = RemotePort | project Port, Hits = n",
			"Port", 0, "", "Hits",
		},
		"a count that is made another": {
			"DeviceEvents | summarize n=count(), m=count() by RemotePort | extend n = n / 2.0", "RemotePort", 0, "", "m",
		},
		"a ratio is no count": {
			"DeviceEvents | summarize r = countif(a) * 1.0 / count() by RemotePort", "RemotePort", 0, "", "",
		},
		"the last one counts": {
			"DeviceEvents | summarize by DeviceId, RemotePort | summarize count() by RemotePort | top 5 by count_",
			"RemotePort", 0, "", "count_",
		},
		"the macro's bin is the interval": {
			"DeviceEvents | summarize count() by $__timeBin()", "Timestamp", time.Minute, "Timestamp", "count_",
		},
		"a bin whose width a let names": {
			"let w = time(10m); DeviceEvents | summarize count() by bin(Timestamp, w)", "Timestamp", 10 * time.Minute,
			"Timestamp", "count_",
		},
		"a bin of an earlier stage": {
			"DeviceEvents | extend Hour = bin(Timestamp, 1h) | summarize count() by Hour, RemotePort", "Hour RemotePort",
			time.Hour, "Hour", "count_",
		},
		"days": {
			"DeviceEvents | summarize count() by startofday(Timestamp)", "Timestamp", 24 * time.Hour, "Timestamp", "count_",
		},
		"months": {"DeviceEvents | summarize count() by startofmonth(Timestamp)", "Timestamp", 0, "Timestamp", "count_"},
		"a bin at an anchor": {
			"DeviceEvents | summarize count() by bin_at(Timestamp, 1d, datetime(2026-01-01))", "Timestamp", 24 * time.Hour,
			"Timestamp", "count_",
		},
		"a width that is worked out": {
			"DeviceEvents | summarize count() by bin(Timestamp, 2 * 1h)", "Timestamp", 0, "Timestamp", "count_",
		},
		"make-series": {
			"DeviceEvents | make-series n=count() default=0 on Timestamp from ago(1d) to now() step 1h by RemotePort",
			"RemotePort", time.Hour, "Timestamp", "n",
		},
		"what a let summarizes": {
			"let a = DeviceEvents | summarize count() by RemotePort; a | where count_ > 5", "RemotePort", 0, "", "count_",
		},
		"rows as they are": {"DeviceEvents | take 5", "", 0, "", ""},
		"no keys":          {"DeviceEvents | summarize count()", "", 0, "", "count_"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hunt, err := Query{Query: tt.kql}.Write(Moment{TimeColumns: knownTables, Interval: time.Minute})
			if err != nil {
				t.Fatal(err)
			}
			keys := strings.ReplaceAll(tt.keys, "-", "")
			s := hunt.Summary
			if got := strings.Join(s.Keys, " "); got != keys || s.Bin != tt.bin || s.Axis != tt.axis ||
				!slices.Equal(s.Counts, strings.Fields(tt.counts)) {
				t.Errorf("got %+v", s)
			}
		})
	}
}

func TestEventsAreBounded(t *testing.T) {
	tests := map[string]struct {
		kql  string
		rows int
		want string // the KQL that is sent, or the error
	}{
		"the newest 5,000": {
			"DeviceEvents | where a > 1", 0, "DeviceEvents | where a > 1\n| top 5000 by Timestamp desc",
		},
		"as many as asked": {"DeviceEvents", 10, "DeviceEvents\n| top 10 by Timestamp desc"},
		"a limit stays":    {"DeviceEvents | take 7 | extend b = 1", 0, "DeviceEvents | take 7 | extend b = 1"},
		"a summary stays":  {"DeviceEvents | summarize count() by a", 0, "DeviceEvents | summarize count() by a"},
		"behind it is a comment": {
			"DeviceEvents | where a > 1 // why\n;\n", 0,
			"DeviceEvents | where a > 1\n| top 5000 by Timestamp desc // why\n;\n",
		},
		"render stays last": {
			"DeviceEvents | where a > 1 | render table", 0,
			"DeviceEvents | where a > 1\n| top 5000 by Timestamp desc | render table",
		},
		"a table's own time": {"CallActivityEvents", 0, "CallActivityEvents\n| top 5000 by ActivityTimestamp desc"},
		"a table that nobody knows": {
			"SigninLogs | where TimeGenerated > ago(1h)", 0,
			"SigninLogs | where TimeGenerated > ago(1h)\n| top 5000 by TimeGenerated desc",
		},
		"and that says nothing of its times": {"SigninLogs", 0, "SigninLogs"},
		"a number is kept without times":     {"DeviceTvmSoftwareInventory", 3, "DeviceTvmSoftwareInventory\n| take 3"},
		"a union is left alone":              {"union DeviceEvents, DeviceInfo", 0, "union DeviceEvents, DeviceInfo"},
		"a limit on what is summarized": {
			"DeviceEvents | summarize count() by a", 9, "limits.rows bounds rows of tables",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q := Query{Query: tt.kql, Format: FormatLogs, Limits: Limits{Rows: tt.rows}}
			hunt, err := q.Write(Moment{TimeColumns: knownTables})
			if got := hunt.KQL; got != tt.want && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}
