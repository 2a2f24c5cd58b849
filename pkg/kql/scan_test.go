package kql

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestScan(t *testing.T) {
	tests := map[string]struct {
		kql  string
		want []string // token texts without white space
	}{
		"names, numbers and operators": {"a1 >= 0x1F", []string{"a1", ">=", "0x1F"}},
		"a pipe into a stage":          {"T|where a", []string{"T", "|", "where", "a"}},
		"timespans":                    {"1.5h 100ms 1e+5 2d", []string{"1.5h", "100ms", "1e+5", "2d"}},
		"a range is no fraction":       {"1..5", []string{"1", "..", "5"}},
		"a path":                       {"a.b", []string{"a", ".", "b"}},
		"an escaped quote":             {`'a\'b' c`, []string{`'a\'b'`, "c"}},
		"the other quote":              {`"it's" c`, []string{`"it's"`, "c"}},
		"a verbatim string":            {`@'a\' c`, []string{`@'a\'`, "c"}},
		"a doubled quote":              {`@"a""b" c`, []string{`@"a""b"`, "c"}},
		"an obfuscated string":         {`h'a' H"b" h@'c\' d`, []string{`h'a'`, `H"b"`, `h@'c\'`, "d"}},
		"a name that ends in h":        {`oh'a'`, []string{"oh", "'a'"}},
		"a multi-line string":          {"```a\n`'``` b", []string{"```a\n`'```", "b"}},
		"a tilde string":               {"~~~a\n~~~ b", []string{"~~~a\n~~~", "b"}},
		"a tilde string after =~":      {"a =~~~~b~~~", []string{"a", "=~", "~~~b~~~"}},
		"a comment":                    {"a // 'b\nc", []string{"a", "// 'b", "c"}},
		"a comment ends at any break":  {"a // b\u2028c", []string{"a", "// b", "c"}},
		"an open string ends its line": {"'a\nb", []string{"'a", "b"}},
		"an open verbatim string too":  {"@'a\nb", []string{"@'a", "b"}},
		"an open multi-line string":    {"```a\nb", []string{"```a\nb"}},
		"macros": {
			"$__a ${__b} ${__c:d} $left $", []string{"$__a", "${__b}", "${__c:d}", "$left", "$"},
		},
		"an open brace is no macro": {"${__a", []string{"$", "{", "__a"}},
		"letters of any script":     {"Ж1 名", []string{"Ж1", "名"}},
		"what is not KQL":           {"a\xff\u2060", []string{"a", "\xff", "\u2060"}},
		"nothing":                   {"", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, token := range Scan(tt.kql) {
				if token.Kind != Space {
					got = append(got, token.Text)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Scan(%q) = %q, want %q", tt.kql, got, tt.want)
			}
		})
	}
}

func TestDepthCountsOpenBrackets(t *testing.T) {
	var got strings.Builder
	for _, token := range Scan("a(b[c{d}])e)f '(' g") {
		if token.Kind != Space {
			fmt.Fprintf(&got, "%s%d ", token.Text, token.Depth)
		}
	}
	const want = "a0 (0 b1 [1 c2 {2 d3 }2 ]1 )0 e0 )0 f0 '('0 g0 "
	if got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}

// FuzzScan: the tokens, joined, are the input, and nothing that follows panics.
func FuzzScan(f *testing.F) {
	for _, file := range []string{"macros.json", "format.json", "variables.json"} {
		for _, raw := range fuzzSeeds(f, file) {
			f.Add(raw)
		}
	}
	f.Add("'a\\")
	f.Add("((]}`~~$__timeFilter(")
	f.Fuzz(func(t *testing.T, kql string) {
		var joined strings.Builder
		for _, token := range Scan(kql) {
			if token.Offset != joined.Len() || token.Text == "" {
				t.Fatalf("the token %q is at %d, want %d", token.Text, token.Offset, joined.Len())
			}
			joined.WriteString(token.Text)
		}
		if joined.String() != kql {
			t.Fatalf("the tokens join to %q, want %q", joined.String(), kql)
		}
		hunt, err := Query{Query: kql, Range: RangeDashboard}.Write(Moment{From: ten, To: eleven, TimeColumns: knownTables})
		if err == nil && !strings.Contains(kql, "$") && hunt.KQL != kql {
			t.Fatalf("%q became %q without a macro", kql, hunt.KQL)
		}
	})
}
