package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/hashicorp/go-hclog"
)

// The plugin dies with the thread that started it (see endWithParent), so that thread must live as long as we do.
func init() { runtime.LockOSThread() }

type options struct {
	plugin       string // folder of the built plugin
	provisioning string // folder with datasources/*.yaml
	page         string // folder of the bundled page
	config       string // JSON file of the settings that Grafana forwards to plugins, "" = none
	port         int    // 0 takes a free one
	debug        bool   // the plugin's debug log too
	endWithStdin bool
}

func main() {
	var o options
	flag.StringVar(&o.plugin, "plugin", "dist", "folder of the built plugin")
	flag.StringVar(&o.provisioning, "provisioning", "provisioning", "folder with datasources/*.yaml")
	flag.StringVar(&o.page, "page", ".cache/preview/page", "folder of the bundled page")
	flag.StringVar(&o.config, "grafana-config", "", "JSON file of the settings that Grafana forwards to plugins")
	flag.BoolVar(&o.debug, "debug", false, "write the plugin's debug log, too")
	flag.IntVar(&o.port, "port", 0, "port on the loopback address; 0 takes a free one")
	flag.BoolVar(&o.endWithStdin, "end-with-stdin", false, "end when standard input closes")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "preview:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer cancel()
	if o.endWithStdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
	}

	provisioned, err := readProvisioning(o.provisioning, os.Getenv)
	if err != nil {
		return err
	}
	s, err := newSource(provisioned)
	if err != nil {
		return err
	}
	if s.grafana, err = readGrafanaConfig(o.config); err != nil {
		return err
	}
	level := hclog.Info
	if o.debug {
		level = hclog.Debug
	}
	p, err := startPlugin(o.plugin, level)
	if err != nil {
		return err
	}
	defer p.stop()

	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.port)))
	if err != nil {
		return fmt.Errorf("port %d can't be opened (is another preview running? --port 0 takes a free one): %w", o.port, err)
	}
	server := &http.Server{
		Handler:           newHandler(p, s, o),
		ReadHeaderTimeout: 10 * time.Second,
	}
	context.AfterFunc(ctx, func() { _ = server.Close() })

	ready, err := json.Marshal(map[string]string{"url": "http://" + listener.Addr().String()})
	if err != nil {
		return err
	}
	fmt.Println(string(ready))
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving on %s: %w", listener.Addr(), err)
	}
	return nil
}
