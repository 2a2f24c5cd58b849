package service

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestEachAPIInEachCloud(t *testing.T) {
	const (
		com = "login.microsoftonline.com"
		us  = "login.microsoftonline.us"
		cn  = "login.partner.microsoftonline.cn"
	)
	tests := []struct {
		api          API
		cloud        Cloud
		host, login  string
		azure        string
		role, scoped string
	}{
		{"graph", "commercial", "graph.microsoft.com", com, "AzureCloud", "ThreatHunting.Read.All", "ThreatHunting.Read.All"},
		{"graph", "gcc", "graph.microsoft.com", com, "AzureCloud", "ThreatHunting.Read.All", "ThreatHunting.Read.All"},
		{
			"graph", "gccHigh", "graph.microsoft.us", us, "AzureUSGovernment",
			"ThreatHunting.Read.All", "ThreatHunting.Read.All",
		},
		{
			"graph", "dod", "dod-graph.microsoft.us", us, "AzureUSGovernment",
			"ThreatHunting.Read.All", "ThreatHunting.Read.All",
		},
		{
			"graph", "china", "microsoftgraph.chinacloudapi.cn", cn, "AzureChinaCloud",
			"ThreatHunting.Read.All", "ThreatHunting.Read.All",
		},
		{
			"xdr", "commercial", "api.security.microsoft.com", com, "AzureCloud",
			"AdvancedHunting.Read.All", "AdvancedHunting.Read",
		},
		{
			"xdr", "gcc", "api-gcc.security.microsoft.us", com, "AzureCloud",
			"AdvancedHunting.Read.All", "AdvancedHunting.Read",
		},
		{
			"xdr", "gccHigh", "api-gov.security.microsoft.us", us, "AzureUSGovernment",
			"AdvancedHunting.Read.All", "AdvancedHunting.Read",
		},
		{
			"xdr", "dod", "api-gov.security.microsoft.us", us, "AzureUSGovernment",
			"AdvancedHunting.Read.All", "AdvancedHunting.Read",
		},
		{
			"mde", "commercial", "api.securitycenter.microsoft.com", com, "AzureCloud",
			"AdvancedQuery.Read.All", "AdvancedQuery.Read",
		},
		{
			"mde", "gcc", "api-gcc.securitycenter.microsoft.us", com, "AzureCloud",
			"AdvancedQuery.Read.All", "AdvancedQuery.Read",
		},
		{
			"mde", "gccHigh", "api-gov.securitycenter.microsoft.us", us, "AzureUSGovernment",
			"AdvancedQuery.Read.All", "AdvancedQuery.Read",
		},
		{
			"mde", "dod", "api-gov.securitycenter.microsoft.us", us, "AzureUSGovernment",
			"AdvancedQuery.Read.All", "AdvancedQuery.Read",
		},
	}
	for _, tt := range tests {
		t.Run(string(tt.api)+" in "+string(tt.cloud), func(t *testing.T) {
			s, err := Find(tt.api, tt.cloud, "")
			if err != nil {
				t.Fatal(err)
			}
			if s.Host != tt.host || s.Authority != tt.login || s.AzureCloud != tt.azure {
				t.Errorf("hosts %s and %s, %s", s.Host, s.Authority, s.AzureCloud)
			}
			if s.Role != tt.role || s.Delegated != tt.scoped || s.Scope() != "https://"+tt.host+"/.default" {
				t.Errorf("%s, %s, %s", s.Role, s.Delegated, s.Scope())
			}
			if ends := s.Ends != ""; ends != (tt.api != Graph) {
				t.Errorf("ends %q", s.Ends)
			}
			if caution := s.Caution != ""; caution != (tt.cloud == China) {
				t.Errorf("caution %q", s.Caution)
			}
			if !slices.Contains(s.Hosts(), tt.host) || !s.Serves(s.Resource+"/") || !s.Serves(s.AppID) || s.Serves("x") {
				t.Errorf("hosts %v", s.Hosts())
			}
		})
	}
	if len(All()) != len(tests) {
		t.Errorf("the table has %d sites, the test %d", len(All()), len(tests))
	}
}

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

func TestARegionTakesTheTokensOfTheMainHost(t *testing.T) {
	for _, region := range Regions() {
		s, err := Find(MDE, "", region)
		if err != nil {
			t.Fatal(err)
		}
		const scope = "https://api.securitycenter.microsoft.com/.default"
		if s.Host != region+".api.security.microsoft.com" || s.Scope() != scope {
			t.Errorf("%s: %s, %s", region, s.Host, s.Scope())
		}
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

func TestTheLowestDocumentedLimitIsTheDefault(t *testing.T) {
	s, _ := Find(MDE, "", "")
	l := s.Limits
	if l.CallsPerMinute != 15 || l.CallsPerHour != 1500 || l.RunPerHour.Minutes() != 10 || l.RunPerDay.Hours() != 3 ||
		l.OneCall.Seconds() != 200 || !slices.Equal(l.Caps, []int{10_000, 100_000}) {
		t.Errorf("%+v", l)
	}
}
