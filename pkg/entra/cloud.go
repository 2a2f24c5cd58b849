package entra

import (
	"fmt"
	"net/url"
	"strings"
)

// Cloud is one of Microsoft's clouds.
type Cloud struct {
	Name       string // as the settings spell it
	AzureCloud string // as Grafana's Azure settings spell it
	authority  string // host that signs in
	graph      string // host of Microsoft Graph
}

// clouds are the hosts of each cloud.
//
// Sign-in: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
// Graph: https://learn.microsoft.com/graph/deployments (both read 2026-08).
// GCC lives on the commercial hosts. China's runHuntingQuery is listed in one
// document and left out of newer ones.
var clouds = []Cloud{
	{"commercial", "AzureCloud", "login.microsoftonline.com", "graph.microsoft.com"},
	{"gcc", "AzureCloud", "login.microsoftonline.com", "graph.microsoft.com"},
	{"gccHigh", "AzureUSGovernment", "login.microsoftonline.us", "graph.microsoft.us"},
	{"dod", "AzureUSGovernment", "login.microsoftonline.us", "dod-graph.microsoft.us"},
	{"china", "AzureChinaCloud", "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn"},
}

// FindCloud is the cloud of that name, "" being commercial.
func FindCloud(name string) (Cloud, error) {
	if name == "" {
		return clouds[0], nil
	}
	names := make([]string, len(clouds))
	for i, c := range clouds {
		if c.Name == name {
			return c, nil
		}
		names[i] = c.Name
	}
	return Cloud{}, fmt.Errorf("there is no cloud %q; choose one of %s", name, strings.Join(names, ", "))
}

// Authority is where the cloud signs in.
func (c Cloud) Authority() *url.URL { return &url.URL{Scheme: "https", Host: c.authority} }

// Graph is the cloud's Microsoft Graph.
func (c Cloud) Graph() *url.URL { return &url.URL{Scheme: "https", Host: c.graph} }

// GraphScope asks for all that the app may do with the cloud's Graph. It stays
// the same when a proxy stands in for the host.
func (c Cloud) GraphScope() string { return "https://" + c.graph + "/.default" }
