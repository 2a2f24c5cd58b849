package plugin

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

var (
	guid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

	// A tenant is named by its GUID or by one of its domains.
	tenant = regexp.MustCompile(`^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$`)
)

func checkSite(s *settings, j jsonData) error {
	var err error
	s.site, err = service.Find(service.API(j.API), service.Cloud(j.Cloud), j.Region)
	var refused *service.Error
	if errors.As(err, &refused) {
		return fault(refused.Setting, refused.Reason)
	}
	if c := j.Credentials.AzureCloud; c != "" && c != s.site.AzureCloud {
		return fault("azureCredentials.azureCloud", fmt.Sprintf("The settings name two clouds: cloud %s belongs to %s,"+
			" but azureCredentials.azureCloud is %q. Choose the cloud anew and save.", s.site.Cloud, s.site.AzureCloud, c))
	}
	return err
}

func checkWorkspace(s *settings, _ jsonData) error {
	switch {
	case s.workspaceID != "" && !guid.MatchString(s.workspaceID):
		return fault("workspaceId", "The workspace id is not a GUID."+
			" Enter the id of the Sentinel workspace, or leave it empty.")
	case s.workspaceID != "" && s.site.API != service.Graph:
		return fault("workspaceId", fmt.Sprintf("The API %s knows no workspaces. Choose the API graph, or leave the"+
			" workspace id empty.", s.site.API))
	}
	return nil
}

func checkEndpoints(s *settings, j jsonData) error {
	var err error
	if s.api, err = endpoint("endpoint.api", j.Endpoint.API, s.site.Endpoint()); err != nil {
		return err
	}
	if s.authority, err = endpoint("endpoint.authority", j.Endpoint.Authority, s.site.AuthorityURL()); err != nil {
		return err
	}
	if s.authority.Scheme != "https" {
		return fault("endpoint.authority", "The authority endpoint must be https, on loopback too:"+
			" Microsoft's sign-in library sends a secret over nothing else.")
	}
	return nil
}

// endpoint reads an address that stands in for one of Microsoft's. A token or a
// secret goes there, so it is https; plain http is for loopback alone.
func endpoint(setting, text string, usual *url.URL) (*url.URL, error) {
	if text = strings.TrimSpace(text); text == "" {
		return usual, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fault(setting, fmt.Sprintf("The setting %s is not an address such as https://localhost:8443.", setting))
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, fault(setting, fmt.Sprintf("The setting %s must be https; plain http is for this machine's own addresses"+
			" (localhost, 127.0.0.1, ::1) alone.", setting))
	}
	u.Path = strings.TrimRight(u.Path, "/")
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func checkNumbers(s *settings, j jsonData) error {
	var err error
	s.timeout, err = seconds("timeoutSeconds", j.TimeoutSeconds, defaultTimeoutSeconds, [2]int{1, maxTimeoutSeconds})
	if err != nil {
		return err
	}
	s.alignment, err = seconds("cacheSeconds", j.CacheSeconds, defaultCacheSeconds, [2]int{0, maxCacheSeconds})
	return err
}

// seconds reads a number of whole seconds within bounds, both included.
func seconds(setting string, stored *float64, usual int, bounds [2]int) (time.Duration, error) {
	number, err := whole(setting, stored, usual, bounds)
	return time.Duration(number) * time.Second, err
}

// whole reads a whole number within bounds, both included.
func whole(setting string, stored *float64, usual int, bounds [2]int) (int, error) {
	if stored == nil {
		return usual, nil
	}
	number := int(*stored)
	if float64(number) != *stored || number < bounds[0] || number > bounds[1] {
		return 0, fault(setting, fmt.Sprintf("The setting %s is %v; it must be a whole number from %d to %d.",
			setting, *stored, bounds[0], bounds[1]))
	}
	return number, nil
}
