package kql

import (
	"fmt"
	"strings"
	"testing"
)

func TestClassify(t *testing.T) {
	tests := map[string]struct {
		text string
		want []indicator
	}{
		"an MD5 in capitals":            {strings.Repeat("AB", 16), []indicator{{kindMD5, strings.Repeat("ab", 16)}}},
		"a SHA1":                        {strings.Repeat("a1", 20), []indicator{{kindSHA1, strings.Repeat("a1", 20)}}},
		"a SHA256":                      {strings.Repeat("0f", 32), []indicator{{kindSHA256, strings.Repeat("0f", 32)}}},
		"a hash that is too short":      {strings.Repeat("a", 31), nil},
		"an address":                    {"10.1.2.3", []indicator{{kindIP, "10.1.2.3"}}},
		"an address with a port":        {"10.1.2.3:443", []indicator{{kindIP, "10.1.2.3"}}},
		"a long form of IPv6":           {"2001:0DB8:0:0::1", []indicator{{kindIP, "2001:db8::1"}}},
		"an IPv4 address in IPv6":       {"::ffff:10.1.2.3", []indicator{{kindIP, "10.1.2.3"}}},
		"a network":                     {"10.1.2.3/8", []indicator{{kindNetwork, "10.0.0.0/8"}}},
		"a domain with brackets":        {"evil[.]example[dot]com", []indicator{{kindDomain, "evil.example.com"}}},
		"a domain beyond ASCII":         {"bücher.example", []indicator{{kindDomain, "bücher.example"}}},
		"an encoded domain":             {"xn--bcher-kva.xn--p1ai", []indicator{{kindDomain, "xn--bcher-kva.xn--p1ai"}}},
		"a file is no domain":           {"invoice.pdf", nil},
		"one word":                      {"localhost", nil},
		"a URL":                         {"HTTPS://Evil.com/A?b=1", []indicator{{kindURL, "Evil.com/A?b=1"}}},
		"a URL that nobody clicks":      {"hxxps[://]evil[.]com/a", []indicator{{kindURL, "evil.com/a"}}},
		"a URL without a scheme":        {"evil.com/a", []indicator{{kindURL, "evil.com/a"}}},
		"a URL that is only a host":     {"http://evil.com/", []indicator{{kindDomain, "evil.com"}}},
		"a URL that is only an address": {"http://10.1.2.3/", []indicator{{kindIP, "10.1.2.3"}, {kindURL, "10.1.2.3"}}},
		"a mail address":                {"a.b+c@evil[.]com", []indicator{{kindMail, "a.b+c@evil.com"}}},
		"a script":                      {"javascript://evil.com/a", nil},
		"nothing":                       {"", nil},
		"an end of a literal":           {"' or true //", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found, known := classify(tt.text)
			if fmt.Sprint(found) != fmt.Sprint(tt.want) || known != (tt.want != nil) {
				t.Errorf("%q is %v, %v; want %v", tt.text, found, known, tt.want)
			}
		})
	}
}

func TestListsAreLong(t *testing.T) {
	values := make([]string, 5000)
	for i := range values {
		values[i] = textLiteral(fmt.Sprintf("10.%d.%d.1", i/250, i%250))
	}
	list := strings.Join(values, ", ")
	for _, macro := range []string{"$__in(RemoteIP, %s)", "$__has_any(RemoteUrl, %s)", "$__ioc(%s)"} {
		t.Run(macro, func(t *testing.T) {
			hunt, err := Query{Query: "DeviceEvents | where " + fmt.Sprintf(macro, list)}.Write(Moment{Columns: knownColumns})
			if err != nil || !strings.Contains(hunt.KQL, values[0]) || !strings.Contains(hunt.KQL, list[len(list)-20:]) {
				t.Errorf("%v; %d bytes", err, len(hunt.KQL))
			}
		})
	}
}

func TestIndicatorsThatATableCannotHold(t *testing.T) {
	query := Query{Query: "DeviceEvents | where $__ioc('10.1.2.3', 'x@evil.com')"}
	hunt, err := query.Write(Moment{Columns: knownColumns})
	if err != nil || len(hunt.Notices) != 1 || !strings.Contains(hunt.Notices[0], "no column that holds a mail address") {
		t.Errorf("a viewer gets %q, %v; want a notice", hunt.Notices, err)
	}
	_, err = query.Write(Moment{Columns: knownColumns, Alert: true})
	wantRefusal(t, err, "no column that holds a mail address")
}
