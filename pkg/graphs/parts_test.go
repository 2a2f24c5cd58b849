package graphs

import (
	"strings"
	"testing"
)

func TestLongTextsAreSeveralDetails(t *testing.T) {
	long := strings.Repeat("ä", partRunes)
	for name, c := range map[string]struct {
		text string
		want figure
	}{
		"a short one is one":   {"a.exe -x", figure{said("C", "a.exe -x")}},
		"none says nothing":    {"", figure{said("C", "")}},
		"a long one is broken": {long + "ä", figure{said("C", long), said("C, part 2", "ä")}},
	} {
		got := inParts("C", c.text)
		if len(got) != len(c.want) {
			t.Errorf("%s: %d parts", name, len(got))
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v instead of %v", name, got[i], c.want[i])
			}
		}
	}
	all := inParts("C", strings.Repeat("x", 10_000))
	if end := all[len(all)-1].text; len(all) != mostParts || !strings.HasSuffix(end, "x…") {
		t.Errorf("a very long one has %d parts and ends with %q", len(all), end)
	}
}
