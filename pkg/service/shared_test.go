package service

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"
)

// sharedTable is tests/cases/services.json, which the settings page and the emulator
// are held against too.
type sharedTable struct {
	LegacyEnd string         `json:"legacyEnd"`
	Sites     []sharedSite   `json:"sites"`
	Refused   []sharedPair   `json:"refused"` // no document gives a host
	Regions   []sharedRegion `json:"regions"` // of mde in the commercial cloud
	Hosts     []string       `json:"hosts"`   // all of Microsoft's, by which tokens of Grafana's own may go out
}

type sharedPair struct {
	API   API   `json:"api"`
	Cloud Cloud `json:"cloud"`
}

type sharedRegion struct {
	Region string `json:"region"`
	Host   string `json:"host"`
}

type sharedSite struct {
	sharedPair
	AzureCloud string       `json:"azureCloud"`
	Login      string       `json:"login"`
	Host       string       `json:"host"`
	Path       string       `json:"path"`
	Portal     string       `json:"portal"`
	Scope      string       `json:"scope"`
	AppID      string       `json:"appId"`
	Role       string       `json:"role"`
	Delegated  string       `json:"delegated"`
	Ends       string       `json:"ends"`
	Caution    bool         `json:"caution"` // the settings page and the health check warn
	Limits     sharedLimits `json:"limits"`
}

type sharedLimits struct {
	DaysBack          int   `json:"daysBack"`
	Caps              []int `json:"caps"` // rows
	AnswerBytes       int64 `json:"answerBytes"`
	OneCallSeconds    int   `json:"oneCallSeconds"`
	CallsPerMinute    int   `json:"callsPerMinute"`
	CallsPerHour      int   `json:"callsPerHour"`
	RunMinutesPerHour int   `json:"runMinutesPerHour"`
	RunMinutesPerDay  int   `json:"runMinutesPerDay"`
}

func shared(s Site) sharedSite {
	l := s.Limits
	return sharedSite{
		sharedPair{s.API, s.Cloud},
		s.AzureCloud, s.Authority, s.Host, s.Path, s.Portal, s.Scope(), s.AppID, s.Role,
		s.Delegated, s.Ends, s.Caution != "",
		sharedLimits{
			l.DaysBack, l.Caps, l.AnswerBytes, int(l.OneCall / time.Second), l.CallsPerMinute, l.CallsPerHour,
			int(l.RunPerHour / time.Minute), int(l.RunPerDay / time.Minute),
		},
	}
}

func readShared(t *testing.T) sharedTable {
	t.Helper()
	text, err := os.ReadFile("../../tests/cases/services.json")
	if err != nil {
		t.Fatal(err)
	}
	var table sharedTable
	if err := json.Unmarshal(text, &table); err != nil {
		t.Fatal(err)
	}
	return table
}

func TestEachAPIInEachCloudIsAsTheSharedTableSays(t *testing.T) {
	table := readShared(t)
	hosts := []string{}
	for _, want := range table.Sites {
		t.Run(string(want.API)+" in "+string(want.Cloud), func(t *testing.T) {
			site, err := Find(want.API, want.Cloud, "")
			if err != nil {
				t.Fatal(err)
			}
			got, _ := json.Marshal(shared(site)) //nolint:errchkjson // texts and numbers
			text, _ := json.Marshal(want)        //nolint:errchkjson // texts and numbers
			if string(got) != string(text) {
				t.Errorf("got  %s\nwant %s", got, text)
			}
			if !slices.Contains(site.Hosts(), want.Host) || !site.Serves(site.Resource+"/") || !site.Serves(site.AppID) ||
				site.Serves("x") {
				t.Errorf("hosts %v", site.Hosts())
			}
			hosts = append(append(hosts, site.Authority), site.Hosts()...)
		})
	}
	for _, pair := range table.Refused {
		if _, err := Find(pair.API, pair.Cloud, ""); err == nil {
			t.Errorf("%s in %s is not refused", pair.API, pair.Cloud)
		}
	}
	if slices.Sort(hosts); !slices.Equal(slices.Compact(hosts), table.Hosts) {
		t.Errorf("hosts %v", slices.Compact(hosts))
	}
	if len(All()) != len(table.Sites) || len(table.Sites)+len(table.Refused) != len(offers)*len(homes) {
		t.Errorf("%d sites, the table has %d and refuses %d", len(All()), len(table.Sites), len(table.Refused))
	}
}

func TestARegionIsAHostOfItsOwn(t *testing.T) {
	table := readShared(t)
	if len(table.Regions) != len(Regions()) || table.LegacyEnd != LegacyEnd {
		t.Errorf("%d regions, end %s", len(table.Regions), table.LegacyEnd)
	}
	for _, want := range table.Regions {
		s, err := Find(MDE, "", want.Region)
		const scope = "https://api.securitycenter.microsoft.com/.default"
		if err != nil || s.Host != want.Host || s.Scope() != scope {
			t.Errorf("%s: %s, %s, %v", want.Region, s.Host, s.Scope(), err)
		}
	}
}
