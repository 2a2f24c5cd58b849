package plugin

import (
	"context"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/grafana/grafana-plugin-sdk-go/backend/proxy"
)

// wire is how this data source sends HTTP: hunts and sign-ins go the same way,
// with the same certificates and proxies.
type wire struct {
	transport http.RoundTripper
	pool      *http.Transport // what transport ends in: the connections
}

// newWire builds it from Grafana's own HTTP settings (tlsAuthWithCACert and
// tlsCACert, enableSecureSocksProxy).
func newWire(ctx context.Context, stored backend.DataSourceInstanceSettings) (wire, error) {
	options, err := stored.HTTPClientOptions(ctx)
	if err != nil {
		return wire{}, explainFault("jsonData", "The HTTP settings cannot be read: %s.", err)
	}
	if options.ProxyOptions != nil && !proxy.New(options.ProxyOptions).SecureSocksProxyEnabled() {
		return wire{}, fault("enableSecureSocksProxy", "The setting enableSecureSocksProxy is on, but this Grafana has no"+
			" secure SOCKS proxy. Set one up in Grafana's configuration, or switch the setting off.")
	}
	options.Timeouts = withoutEnd(options.Timeouts)
	options.BasicAuth, options.SigV4, options.Header = nil, nil, nil // their settings are refused
	options.Middlewares = []httpclient.Middleware{
		httpclient.TracingMiddleware(nil),
		httpclient.DataSourceMetricsMiddleware(),
		httpclient.UserAgentMiddleware(),
		httpclient.ResponseLimitMiddleware(0), // Grafana's own limit; ours is in package hunting
		// Left out on purpose: the middleware that forwards the browser's headers, cookies
		// and tokens, and the one that captures traffic. Neither belongs at an authority.
	}
	var w wire
	options.ConfigureTransport = func(_ httpclient.Options, t *http.Transport) { w.pool = t }
	if w.transport, err = httpclient.GetTransport(options); err != nil {
		return wire{}, explainFault("tlsCACert", "The HTTP client cannot be made: %s."+
			" Check that the CA certificate (tlsCACert) is PEM text.", err)
	}
	return w, nil
}

// idle is how long a connection is kept for the next hunt: less than the minute after
// which load balancers drop one silently, so that no hunt is sent into a closed one.
const idle = 30 * time.Second

// withoutEnd takes away the SDK's 30 s, which would end a hunt while the service
// still works (a hunt may take minutes). What bounds a hunt is timeoutSeconds,
// by its context; connecting keeps the SDK's own bounds.
func withoutEnd(timeouts *httpclient.TimeoutOptions) *httpclient.TimeoutOptions {
	own := httpclient.DefaultTimeoutOptions
	if timeouts != nil {
		own = *timeouts
	}
	own.Timeout, own.IdleConnTimeout = 0, idle
	return &own
}
