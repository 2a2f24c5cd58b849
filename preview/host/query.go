package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
)

// fromAlert is the header that marks a query of an alert rule. Grafana's alerting sets it without the prefix that
// forwarded HTTP headers carry; sending it to this host is how an alert's query is tried out.
const fromAlert = "FromAlert"

// forwarded are the request headers that Grafana hands on to a plugin (12.3, tracing_header_middleware.go).
var forwarded = []string{
	"X-Query-Group-Id", "X-Panel-Id", "X-Dashboard-Uid", "X-Datasource-Uid", "X-Grafana-From-Expr", "X-Grafana-Org-Id",
	"X-Panel-Plugin-Id", "X-Dashboard-Title", "X-Panel-Title",
}

// queryRequest is the body of POST /api/ds/query. From and to are milliseconds since 1970 or relative ("now-1h").
type queryRequest struct {
	From    string            `json:"from"`
	To      string            `json:"to"`
	Queries []json.RawMessage `json:"queries"`
}

// queryHead holds the fields of a query that Grafana reads itself; the plugin gets the whole JSON besides.
type queryHead struct {
	RefID         string `json:"refId"`
	QueryType     string `json:"queryType"`
	MaxDataPoints *int64 `json:"maxDataPoints"`
	IntervalMS    *int64 `json:"intervalMs"`
	Datasource    struct {
		UID string `json:"uid"`
	} `json:"datasource"`
}

// dataRequest turns the body of POST /api/ds/query into the plugin's request, with Grafana's defaults.
func dataRequest(body queryRequest, uid string, now time.Time) (*backend.QueryDataRequest, error) {
	if len(body.Queries) == 0 {
		return nil, errors.New("no queries found")
	}
	span, err := timeRange(body.From, body.To, now)
	if err != nil {
		return nil, err
	}
	req := &backend.QueryDataRequest{Headers: map[string]string{}}
	for _, raw := range body.Queries {
		query, err := dataQuery(raw, uid)
		if err != nil {
			return nil, err
		}
		query.TimeRange = span
		req.Queries = append(req.Queries, query)
	}
	return req, nil
}

func dataQuery(raw json.RawMessage, uid string) (backend.DataQuery, error) {
	var head queryHead
	if err := json.Unmarshal(raw, &head); err != nil {
		return backend.DataQuery{}, fmt.Errorf("a query is no JSON object of Grafana's: %w", err)
	}
	if head.Datasource.UID != uid {
		return backend.DataQuery{}, fmt.Errorf("query %s is for data source %q; this host has only %q (no expressions, "+
			"no other sources)", head.RefID, head.Datasource.UID, uid)
	}
	query := backend.DataQuery{
		RefID: head.RefID, QueryType: head.QueryType, MaxDataPoints: 100, Interval: time.Second, JSON: raw,
	}
	if query.RefID == "" {
		query.RefID = "A"
	}
	if head.MaxDataPoints != nil {
		query.MaxDataPoints = *head.MaxDataPoints
	}
	if head.IntervalMS != nil {
		query.Interval = time.Duration(*head.IntervalMS) * time.Millisecond
	}
	return query, nil
}

// timeRange refuses what it can't read; Grafana would silently take 1970.
func timeRange(from, to string, now time.Time) (backend.TimeRange, error) {
	span := gtime.TimeRange{From: from, To: to, Now: now}
	start, err := span.ParseFrom()
	if err != nil {
		return backend.TimeRange{}, fmt.Errorf("the range's start %q is neither milliseconds nor relative: %w", from, err)
	}
	end, err := span.ParseTo()
	if err != nil {
		return backend.TimeRange{}, fmt.Errorf("the range's end %q is neither milliseconds nor relative: %w", to, err)
	}
	return backend.TimeRange{From: start.UTC(), To: end.UTC()}, nil
}

func forwardHeaders(req *backend.QueryDataRequest, incoming http.Header) {
	for _, name := range forwarded {
		if value := incoming.Get(name); value != "" {
			req.SetHTTPHeader(name, value)
		}
	}
	if value := incoming.Get(backend.OAuthIdentityIDTokenHeaderName); value != "" {
		req.Headers[backend.OAuthIdentityIDTokenHeaderName] = value // a user's Microsoft token, where oauthPassThru is on
	}
	if value := incoming.Get(fromAlert); value != "" {
		req.Headers[fromAlert] = value
	}
}

// answerStatus is Grafana's: 400 as soon as one of the queries failed.
func answerStatus(answer *backend.QueryDataResponse) int {
	for _, response := range answer.Responses {
		if response.Error != nil {
			return http.StatusBadRequest
		}
	}
	return http.StatusOK
}
