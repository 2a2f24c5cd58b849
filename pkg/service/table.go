package service

import (
	"fmt"
	"slices"
)

// home is what a cloud's APIs have in common.
type home struct {
	cloud      Cloud
	azureCloud string
	authority  string
	portal     string
}

// homes are the clouds.
//
// Sign-in: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
// Portals: https://learn.microsoft.com/defender-xdr/usgov (both read 2026-08).
// No document names a portal of China's.
var homes = []home{
	{Commercial, "AzureCloud", "login.microsoftonline.com", "security.microsoft.com"},
	{GCC, "AzureCloud", "login.microsoftonline.com", "security.microsoft.com"},
	{GCCHigh, "AzureUSGovernment", "login.microsoftonline.us", "security.microsoft.us"},
	{DoD, "AzureUSGovernment", "login.microsoftonline.us", "security.apps.mil"},
	{China, "AzureChinaCloud", "login.partner.microsoftonline.cn", ""},
}

// offer is an API and where it is.
type offer struct {
	api       API
	path      string
	appID     string
	role      string
	delegated string
	ends      string
	hosts     map[Cloud]string // a cloud that is not here has no documented host
	aliases   []string         // hosts of other years, commercial
	caution   map[Cloud]string
	limits    Limits
}

// offers are the APIs, in the order of the settings page.
//
// Graph: https://learn.microsoft.com/graph/deployments and
// https://learn.microsoft.com/graph/api/security-security-runhuntingquery (2026-08-18).
// xdr: https://learn.microsoft.com/defender-xdr/api-advanced-hunting (2024-04-01).
// mde: https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api; its
// tokens are for api.securitycenter.microsoft.com even where the host is another:
// https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-sample-python
// US government hosts of both: https://learn.microsoft.com/defender-endpoint/gov
var offers = []offer{
	{
		api: Graph, path: "/v1.0/security/runHuntingQuery", appID: "00000003-0000-0000-c000-000000000000",
		role: "ThreatHunting.Read.All", delegated: "ThreatHunting.Read.All",
		hosts: map[Cloud]string{
			Commercial: "graph.microsoft.com", GCC: "graph.microsoft.com", GCCHigh: "graph.microsoft.us",
			DoD: "dod-graph.microsoft.us", China: "microsoftgraph.chinacloudapi.cn",
		},
		caution: map[Cloud]string{China: "One document of Microsoft's lists hunting for China (21Vianet), newer ones" +
			" leave it out: the host may answer that it has no such API."},
		limits: graphLimits,
	},
	{
		api: XDR, path: "/api/advancedhunting/run", appID: "8ee8fdad-f234-4243-8f3b-15c294843740",
		role: "AdvancedHunting.Read.All", delegated: "AdvancedHunting.Read", ends: LegacyEnd,
		hosts: map[Cloud]string{
			Commercial: "api.security.microsoft.com", GCC: "api-gcc.security.microsoft.us",
			GCCHigh: "api-gov.security.microsoft.us", DoD: "api-gov.security.microsoft.us",
		},
		limits: xdrLimits,
	},
	{
		api: MDE, path: "/api/advancedqueries/run", appID: "fc780465-2017-40d4-a0c5-307022471b92",
		role: "AdvancedQuery.Read.All", delegated: "AdvancedQuery.Read", ends: LegacyEnd,
		hosts: map[Cloud]string{
			Commercial: "api.securitycenter.microsoft.com", GCC: "api-gcc.securitycenter.microsoft.us",
			GCCHigh: "api-gov.securitycenter.microsoft.us", DoD: "api-gov.securitycenter.microsoft.us",
		},
		aliases: []string{"api.securitycenter.windows.com", "api.security.microsoft.com"},
		limits:  mdeLimits,
	},
}

// oldResource is what tokens for mde were for before 2020; the host still takes them.
const oldResource = "https://api.securitycenter.windows.com"

// regions are where mde has nearer hosts, commercial only.
// https://learn.microsoft.com/defender-endpoint/api/exposed-apis-list
var regions = []string{"us", "eu", "uk", "au", "swa", "ina", "aea"}

func regionHost(region string) string { return region + ".api.security.microsoft.com" }

func (o offer) site(h home, region string) (Site, error) {
	main, documented := o.hosts[h.cloud]
	if !documented {
		return Site{}, &Error{"api", fmt.Sprintf("The API %s has no documented host in the cloud %s. Choose graph there.",
			o.api, h.cloud)}
	}
	s := Site{
		API: o.api, Cloud: h.cloud, AzureCloud: h.azureCloud, Authority: h.authority, Portal: h.portal,
		Host: main, Path: o.path, Resource: "https://" + main, AppID: o.appID, Role: o.role, Delegated: o.delegated,
		Ends: o.ends, Caution: o.caution[h.cloud], Limits: o.limits,
	}
	if o.api == MDE && h.cloud == Commercial {
		s.Audiences = []string{oldResource}
	}
	if region == "" {
		return s, nil
	}
	return s.near(region)
}

func (s Site) near(region string) (Site, error) {
	switch {
	case s.API != MDE:
		return Site{}, &Error{"region", fmt.Sprintf("The region %q belongs to the API mde; %s has one host a cloud."+
			" Remove it.", region, s.API)}
	case s.Cloud != Commercial:
		return Site{}, &Error{"region", fmt.Sprintf("The cloud %s has no regions. Remove the region %q.", s.Cloud, region)}
	case !slices.Contains(regions, region):
		return Site{}, &Error{"region", fmt.Sprintf("There is no region %q. Choose one of us, eu, uk, au, swa, ina, aea.",
			region)}
	}
	s.Region, s.Host = region, regionHost(region)
	return s, nil
}
