package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc/status"
)

const (
	pluginID   = "huntboard-defender-datasource"
	executable = "gpx_huntboard"
)

// passedEnv is what Grafana lets through to a plugin's process where it is strict (pluginsSkipHostEnvVars), the folder
// for its socket, and what an app service of Azure tells its processes of their managed identity.
var passedEnv = []string{
	"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "TMPDIR",
	"IDENTITY_ENDPOINT", "IDENTITY_HEADER",
}

// plugin is the running plugin process and its services.
type plugin struct {
	client      *goplugin.Client
	data        grpcplugin.DataClient
	diagnostics grpcplugin.DiagnosticsClient
	resource    grpcplugin.ResourceClient
}

// startPlugin launches the binary in dir that fits this machine and waits until it answers.
func startPlugin(dir string, level hclog.Level) (*plugin, error) {
	path := filepath.Join(dir, binaryName(runtime.GOOS, runtime.GOARCH))
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("the plugin's binary is missing (%w): build it with `npm run build`", err)
	}
	cmd := exec.Command(path)
	cmd.Dir = dir
	cmd.Env = pluginEnv(os.LookupEnv)
	endWithParent(cmd)
	client := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd:         cmd,
		SkipHostEnv: true,
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]goplugin.PluginSet{
			grpcplugin.ProtocolVersion: {
				"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
				"resource":    &grpcplugin.ResourceGRPCPlugin{},
				"data":        &grpcplugin.DataGRPCPlugin{},
			},
		},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Name: "plugin", Level: level, Output: os.Stderr}),
	})
	p, err := dispense(client)
	if err != nil {
		client.Kill()
		return nil, fmt.Errorf("%s didn't start as a Grafana plugin (run `npm run build` again): %w", path, err)
	}
	return p, nil
}

func dispense(client *goplugin.Client) (*plugin, error) {
	protocol, err := client.Client()
	if err != nil {
		return nil, err
	}
	data, dataErr := protocol.Dispense("data")
	diagnostics, diagnosticsErr := protocol.Dispense("diagnostics")
	resource, resourceErr := protocol.Dispense("resource")
	if err := errors.Join(dataErr, diagnosticsErr, resourceErr); err != nil {
		return nil, fmt.Errorf("asking the plugin for its services: %w", err)
	}
	p := &plugin{client: client}
	var ok [3]bool
	p.data, ok[0] = data.(grpcplugin.DataClient)
	p.diagnostics, ok[1] = diagnostics.(grpcplugin.DiagnosticsClient)
	p.resource, ok[2] = resource.(grpcplugin.ResourceClient)
	if ok != [3]bool{true, true, true} {
		return nil, fmt.Errorf("the SDK's clients are %T, %T and %T, not what it documents", data, diagnostics, resource)
	}
	return p, nil
}

func (p *plugin) stop() { p.client.Kill() }

func (p *plugin) query(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	answer, err := p.data.QueryData(ctx, backend.ToProto().QueryDataRequest(req))
	if err != nil {
		return nil, p.explain(err)
	}
	return backend.FromProto().QueryDataResponse(answer)
}

func (p *plugin) health(ctx context.Context, pc backend.PluginContext) (*backend.CheckHealthResult, error) {
	answer, err := p.diagnostics.CheckHealth(ctx, &pluginv2.CheckHealthRequest{
		PluginContext: backend.ToProto().PluginContext(pc),
		Headers:       map[string]string{},
	})
	if err != nil {
		return nil, p.explain(err)
	}
	return backend.FromProto().CheckHealthResponse(answer), nil
}

// metrics are the plugin process's own, in the text form of Prometheus.
func (p *plugin) metrics(ctx context.Context) ([]byte, error) {
	answer, err := p.diagnostics.CollectMetrics(ctx, &pluginv2.CollectMetricsRequest{})
	if err != nil {
		return nil, p.explain(err)
	}
	return answer.GetMetrics().GetPrometheus(), nil
}

// callResource hands each part of the plugin's answer to send, in order; only the first carries status and headers.
func (p *plugin) callResource(
	ctx context.Context, req *backend.CallResourceRequest, send func(*backend.CallResourceResponse) error,
) error {
	stream, err := p.resource.CallResource(ctx, backend.ToProto().CallResourceRequest(req))
	if err != nil {
		return p.explain(err)
	}
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return p.explain(err)
		}
		if err := send(backend.FromProto().CallResourceResponse(part)); err != nil {
			return err
		}
	}
}

// explain turns a gRPC failure into a sentence. A process that is gone is worth its own one: Grafana would restart it.
func (p *plugin) explain(err error) error {
	if p.client.Exited() {
		return errors.New("the plugin's process has ended; its last words are in this terminal; start the preview again")
	}
	return errors.New(status.Convert(err).Message())
}

func binaryName(goos, goarch string) string {
	name := executable + "_" + goos + "_" + goarch
	if goos == "windows" {
		name += ".exe"
	}
	return name
}

func pluginEnv(lookup func(string) (string, bool)) []string {
	env := []string{"GF_VERSION=" + grafanaVersion}
	for _, name := range passedEnv {
		if value, ok := lookup(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
