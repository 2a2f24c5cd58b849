package kql

import (
	"errors"
	"testing"
)

func TestParseQuery(t *testing.T) {
	tests := map[string]struct {
		json    string
		refused string // a part of the error, "" = read
	}{
		"the query of a dashboard": {
			`{"refId":"A","schemaVersion":1,"query":"T","queryType":"hunt","format":"auto","range":"auto"}`, "",
		},
		"what another tool wrote":  {`{"query":"T"}`, ""},
		"an unknown field":         {`{"query":"T","intervalMs":1000,"datasource":{"uid":"a"},"later":[1]}`, ""},
		"the editor's builder":     {`{"query":"T","builder":{"table":"T"}}`, ""},
		"options that ask nothing": {`{"query":"T","fill":"none","flatten":false,"split":"none","limits":{}}`, ""},
		"transient fields":         {`{"query":"T","origin":"explore","relative":true}`, ""},
		"a newer version": {
			`{"query":"T","schemaVersion":2}`, "schemaVersion 2, this version of the plugin reads 1",
		},
		"no query":      {`{"refId":"A"}`, "The query is empty"},
		"a blank query": {`{"query":" \n"}`, "The query is empty"},
		"an unknown format": {
			`{"query":"T","format":"pie"}`, `format "pie" is not known. Use "auto", "table", "timeseries", "logs" or "graph".`,
		},
		"an unknown range": {
			`{"query":"T","range":"week"}`, `range "week" is not known. Use "auto", "dashboard" or "query".`,
		},
		"an unknown query type": {`{"query":"T","queryType":"kql"}`, `Use "hunt", "go", "process", "incident" or "budget".`},
		"an entity":             {`{"queryType":"go"}`, `"go" needs hunt`},
		"a process tree":        {`{"queryType":"process","hunt":{"deviceId":"d"}}`, `hunt.processId and hunt.createdMs`},
		"an incident":           {`{"queryType":"incident","hunt":{}}`, `needs hunt.alertId`},
		"an unknown filling": {
			`{"query":"T","fill":"one"}`, `fill "one" is not known. Use "auto", "none", "null" or "zero".`,
		},
		"shapes of all kinds":        {`{"query":"T","fill":"zero","flatten":true,"limits":{"rows":5,"nodes":9}}`, ""},
		"splitting by another width": {`{"query":"T","split":"1d"}`, `split "1d" is not known. Use "none", "hour" or "day".`},
		"splitting what is no hunt":  {`{"query":"now","queryType":"budget","split":"day"}`, "cuts hunts, not"},
		"a limit below nothing":      {`{"query":"T","limits":{"rows":-1}}`, "limits.rows is -1; it takes 1 to 100000."},
		"more nodes than one sees":   {`{"query":"T","limits":{"nodes":9999}}`, "limits.nodes is 9999; it takes 1 to 1500."},
		"a depth without an end":     {`{"query":"T","limits":{"depth":51}}`, "limits.depth is 51; it takes 1 to 50."},
		"a limit that is no number": {
			`{"query":"T","limits":{"rows":"5"}}`, "limits.rows of the stored query is a JSON string",
		},
		"an unknown origin": {`{"query":"T","origin":"moon"}`, `origin "moon" is not known`},
		"a number as format": {
			`{"query":"T","format":3}`, "The field format of the stored query is a JSON number where a string belongs",
		},
		"no object": {`[1]`, "not a JSON object"},
		"no JSON":   {`{"query":`, "not a JSON object"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q, err := ParseQuery([]byte(tt.json))
			if tt.refused != "" {
				wantRefusal(t, err, tt.refused)
				return
			}
			if err != nil || q.Query != "T" || q.QueryType != QueryHunt || q.Format != FormatAuto || q.Range != RangeAuto {
				t.Errorf("got %+v, %v", q, err)
			}
		})
	}
}

func TestARefusalNamesItsField(t *testing.T) {
	_, err := ParseQuery([]byte(`{"query":"T","format":"pie"}`))
	var refused *Error
	if !errors.As(err, &refused) || refused.Subject != "format" {
		t.Errorf("got %#v, want an *Error about format", err)
	}
}
