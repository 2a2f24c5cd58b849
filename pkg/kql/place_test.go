package kql

import (
	"testing"
	"unicode/utf16"
)

func TestNamesAndPlacesAreFoundAsEditorsCount(t *testing.T) {
	const kql = "// Nope\nDeviceInfo\n| where A == 'Nope😀' and Nope > 1 | project d.Last, ['Na me']"
	tests := map[string]struct {
		find func() (Place, bool)
		want string // "" = not found
	}{
		"a name outside strings and comments": {func() (Place, bool) { return PlaceOfName(kql, "Nope") }, "Nope"},
		"a name in brackets":                  {func() (Place, bool) { return PlaceOfName(kql, "Na me") }, "['Na me']"},
		"a member":                            {func() (Place, bool) { return PlaceOfName(kql, "Last") }, "Last"},
		"a name that is not there":            {func() (Place, bool) { return PlaceOfName(kql, "Gone") }, ""},
		"a line and column":                   {func() (Place, bool) { return PlaceAt(kql, 3, 3) }, "where"},
		"the middle of a token":               {func() (Place, bool) { return PlaceAt(kql, 2, 4) }, "DeviceInfo"},
		"a line beyond the end":               {func() (Place, bool) { return PlaceAt(kql, 9, 1) }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			place, found := tt.find()
			if found != (tt.want != "") {
				t.Fatalf("found %v: %+v", found, place)
			}
			if !found {
				return
			}
			if got := cutOut(kql, place); got != tt.want {
				t.Errorf("%+v is %q", place, got)
			}
		})
	}
}

func TestTheEndOfAQueryIsAPlace(t *testing.T) {
	if place, found := PlaceAt("T |", 1, 9); !found || place != (Place{3, 0}) {
		t.Errorf("%v, %+v", found, place)
	}
}

func cutOut(text string, p Place) string {
	all := utf16.Encode([]rune(text))
	return string(utf16.Decode(all[p.Start : p.Start+p.Length]))
}
