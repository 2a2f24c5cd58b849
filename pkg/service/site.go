package service

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// API is one of the services that run hunts, as the settings spell it.
type API string

// The APIs. The last two stop returning data on LegacyEnd.
const (
	Graph API = "graph"
	XDR   API = "xdr"
	MDE   API = "mde"
)

// LegacyEnd is the day on which xdr and mde stop returning data.
// https://learn.microsoft.com/graph/api/resources/security-api-overview (MC1220762)
const LegacyEnd = "2027-02-01"

// Cloud is one of Microsoft's, as the settings spell it.
type Cloud string

// The clouds.
const (
	Commercial Cloud = "commercial"
	GCC        Cloud = "gcc"
	GCCHigh    Cloud = "gccHigh"
	DoD        Cloud = "dod"
	China      Cloud = "china"
)

// Site is one API in one cloud.
type Site struct {
	API        API
	Cloud      Cloud
	Region     string   // mde: the nearer host that was asked for, "" = the main one
	AzureCloud string   // the cloud as Grafana's Azure settings spell it
	Authority  string   // the host that signs in
	Host       string   // the host that runs hunts
	Portal     string   // the host where people hunt by hand, "" = not documented
	Path       string   // of a hunt, beginning with a slash
	Resource   string   // whom tokens are for, without a slash at the end
	AppID      string   // the resource's application id; `aud` may hold it instead
	Audiences  []string // other resources whose tokens the host takes
	Role       string   // the application role a hunt needs
	Delegated  string   // the delegated scope a hunt needs
	Ends       string   // the day on which it stops returning data, "" = none announced
	Caution    string   // what is not certain about this site, one sentence, "" = nothing
	Limits     Limits
}

// Error is a choice of API, cloud and region that does not exist.
type Error struct {
	Setting string // api, cloud or region
	Reason  string // a sentence for people that names the choice
}

func (e *Error) Error() string { return e.Reason }

// Find is the site of an API in a cloud; "" is graph, commercial and the main
// host. Errors are *Error.
func Find(api API, cloud Cloud, region string) (Site, error) {
	if api == "" {
		api = Graph
	}
	if cloud == "" {
		cloud = Commercial
	}
	offer := slices.IndexFunc(offers, func(o offer) bool { return o.api == api })
	if offer < 0 {
		return Site{}, &Error{"api", fmt.Sprintf("There is no API %q. Choose graph, xdr or mde.", api)}
	}
	home := slices.IndexFunc(homes, func(h home) bool { return h.cloud == cloud })
	if home < 0 {
		return Site{}, &Error{"cloud", fmt.Sprintf("There is no cloud %q. Choose %s.", cloud, cloudNames())}
	}
	return offers[offer].site(homes[home], region)
}

// All is every site that exists, without regions.
func All() []Site {
	var all []Site
	for _, o := range offers {
		for _, h := range homes {
			if site, err := o.site(h, ""); err == nil {
				all = append(all, site)
			}
		}
	}
	return all
}

// Regions are the nearer hosts of mde, by their names in the settings.
func Regions() []string { return slices.Clone(regions) }

// Endpoint is the address of the host.
func (s Site) Endpoint() *url.URL { return &url.URL{Scheme: "https", Host: s.Host} }

// AuthorityURL is the address of the sign-in host.
func (s Site) AuthorityURL() *url.URL { return &url.URL{Scheme: "https", Host: s.Authority} }

// Scope asks for all that the identity may do with the API. It stays the same
// when another host stands in for the API's.
func (s Site) Scope() string { return s.Resource + "/.default" }

// Hosts are all hosts on which Microsoft answers for this site: the main one, its
// regions, and its aliases of other years.
func (s Site) Hosts() []string {
	hosts := []string{s.Host}
	for _, o := range offers {
		if o.api == s.API {
			hosts = append(hosts, o.hosts[s.Cloud])
			if s.Cloud == Commercial {
				hosts = append(hosts, o.aliases...)
			}
		}
	}
	if s.API == MDE && s.Cloud == Commercial {
		for _, region := range regions {
			hosts = append(hosts, regionHost(region))
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// Serves tells whether a token is for this site by its audience (`aud`): a
// resource, with or without a slash at the end, or its application id.
func (s Site) Serves(audience string) bool {
	audience = strings.TrimRight(audience, "/")
	return audience == s.Resource || audience == s.AppID || slices.Contains(s.Audiences, audience)
}

func cloudNames() string {
	names := make([]string, len(homes))
	for i, h := range homes {
		names[i] = string(h.cloud)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
