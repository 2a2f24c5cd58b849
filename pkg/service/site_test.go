package service

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestAChoiceThatDoesNotExistIsRefusedByName(t *testing.T) {
	tests := map[string]struct {
		api           API
		cloud         Cloud
		region        string
		setting, want string
	}{
		"an API of no name":            {"soc", "", "", "api", `"soc"`},
		"a cloud of no name":           {"", "moon", "", "cloud", `"moon"`},
		"xdr in china":                 {XDR, China, "", "api", "xdr has no documented host in the cloud china"},
		"mde in china":                 {MDE, China, "", "api", "mde has no documented host in the cloud china"},
		"a region of Graph":            {Graph, "", "eu", "region", `"eu" belongs to the API mde`},
		"a region of xdr":              {XDR, "", "eu", "region", `"eu" belongs to the API mde`},
		"a region in a government":     {MDE, DoD, "us", "region", "dod has no regions"},
		"a region that does not exist": {MDE, "", "mars", "region", `"mars"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Find(tt.api, tt.cloud, tt.region)
			var refused *Error
			if !errors.As(err, &refused) || refused.Setting != tt.setting || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTheOldestAPIIsKnownUnderItsOtherNames(t *testing.T) {
	s, err := Find(MDE, "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{
		"api.securitycenter.windows.com", "api.security.microsoft.com", "eu.api.security.microsoft.com",
	} {
		if !slices.Contains(s.Hosts(), host) {
			t.Errorf("%s is missing", host)
		}
	}
	if !s.Serves("https://api.securitycenter.windows.com") {
		t.Error("a token for the old resource is not taken")
	}
}
