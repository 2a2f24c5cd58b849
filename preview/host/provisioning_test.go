package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func provision(t *testing.T, text string, env map[string]string) (provisioned, error) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "datasources"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "datasources", "one.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return readProvisioning(dir, func(name string) string { return env[name] })
}

func mustProvision(t *testing.T, text string, env map[string]string) provisioned {
	t.Helper()
	p, err := provision(t, text, env)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExpand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, []byte("-----BEGIN\nEND-----\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"HOST": "example", "PASSWORD": "pass-$HOST", "FILE": file}
	tests := map[string]struct{ value, want string }{
		"a bare name":                              {"https://$HOST:1", "https://example:1"},
		"a name in braces":                         {"${HOST}s", "examples"},
		"a name in $__env":                         {"$__env{HOST}", "example"},
		"an unset name is empty":                   {"[$NOTHING]", "[]"},
		"a doubled dollar stands for itself":       {"pass-$$HOST", "pass-$HOST"},
		"a file, without its last line break":      {"$__file{" + file + "}", "-----BEGIN\nEND-----"},
		"a dollar in a bare name's value stays":    {"$PASSWORD", "pass-$HOST"},
		"a dollar in braces' value is taken again": {"${PASSWORD}", "pass-example"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := expand(tt.value, func(name string) string { return env[name] })
			if err != nil || got != tt.want {
				t.Errorf("expand(%q) = %q, %v; want %q", tt.value, got, err, tt.want)
			}
		})
	}
	t.Run("a variable inside $__file is no path, as in Grafana", func(t *testing.T) {
		if got, err := expand("$__file{$FILE}", func(name string) string { return env[name] }); err == nil {
			t.Errorf("got %q, want an error", got)
		}
	})
}

func TestProvisioning(t *testing.T) {
	const head = "apiVersion: 1\ndatasources:\n  - name: D\n    type: huntboard-defender-datasource\n"
	tests := map[string]struct {
		text     string
		env      map[string]string
		jsonData string
		err      string
	}{
		"jsonData keeps types, lists and the file's order": {
			text:     head + "    jsonData: {b: 1, a: [true, 1.5, null, x], c: {d: '2'}}\n",
			jsonData: `{"b":1,"a":[true,1.5,null,"x"],"c":{"d":"2"}}`,
		},
		"no jsonData is an empty object": {text: head, jsonData: `{}`},
		"a variable in jsonData becomes a number or a boolean where it reads as one, as in Grafana": {
			text:     head + "    jsonData: {n: $N, t: $T, s: $S, f: $F, literal: '7'}\n",
			env:      map[string]string{"N": "7", "T": "true", "S": "7a", "F": "1.50"},
			jsonData: `{"n":7,"t":true,"s":"7a","f":1.5,"literal":"7"}`,
		},
		"text of several lines in a variable stays one value": {
			text:     head + "    jsonData: {ca: $CA}\n",
			env:      map[string]string{"CA": "BEGIN\n: - {\nEND"},
			jsonData: `{"ca":"BEGIN\n: - {\nEND"}`,
		},
		"data sources of other types are passed over": {
			text: "apiVersion: 1\ndatasources:\n  - {name: P, type: prometheus}\n" +
				"  - {name: D, type: huntboard-defender-datasource, jsonData: {us: true}}\n",
			jsonData: `{"us":true}`,
		},
		"no data source of ours":    {text: "apiVersion: 1\ndatasources: []\n", err: "no data source of type huntboard"},
		"the format of old Grafana": {text: "datasources: []\n", err: "apiVersion: 1"},
		"broken YAML":               {text: "apiVersion: [1\n", err: "one.yaml"},
		"a file that isn't there": {
			text: head + "    jsonData: {ca: '$__file{/no/such/file}'}\n", err: "line 5: the file that $__file{…} names",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := provision(t, tt.text, tt.env)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Fatalf("got error %v, want one with %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got, err := nodeJSON(&p.JSONData); err != nil || string(got) != tt.jsonData {
				t.Errorf("jsonData is %s, %v; want %s", got, err, tt.jsonData)
			}
		})
	}
}

func TestSecretsStayText(t *testing.T) {
	p := mustProvision(t, "apiVersion: 1\ndatasources:\n  - name: D\n    type: huntboard-defender-datasource\n"+
		"    secureJsonData: {azureClientSecret: $S}\n", map[string]string{"S": "0123"})
	if got := p.SecureJSONData["azureClientSecret"]; got != "0123" {
		t.Errorf("the secret is %q, want 0123", got)
	}
}
