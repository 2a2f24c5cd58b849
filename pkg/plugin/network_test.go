package plugin

import (
	"context"
	"net"
	"sync"
	"testing"
)

// network is a host in memory, so that a hunt can take minutes in a bubble of
// testing/synctest. The name is one that httptest's certificate is for.
type network struct {
	conns chan net.Conn
	once  sync.Once
	down  chan struct{}
}

type memory struct{}

func (memory) Network() string { return "memory" }
func (memory) String() string  { return "example.com:443" }

func (n *network) Addr() net.Addr { return memory{} }

func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.conns:
		return c, nil
	case <-n.down:
		return nil, net.ErrClosed
	}
}

func (n *network) Close() error {
	n.once.Do(func() { close(n.down) })
	return nil
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case n.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// inMemory is a service and an instance that reach each other in memory. Call it
// inside a bubble; end must be called before the bubble ends.
func inMemory(t *testing.T, changes map[string]string) (s *fakeService, d *Datasource, end func()) {
	t.Helper()
	n := &network{conns: make(chan net.Conn), down: make(chan struct{})}
	s = notStarted()
	_ = s.Listener.Close() // httptest has opened one that nobody needs
	s.Listener = n
	s.StartTLS()
	d = open(t, with(t, s.stored(t), changes))
	if d.fault != nil {
		t.Fatal(d.fault)
	}
	d.wire.pool.Proxy, d.wire.pool.DialContext = nil, n.dial
	return s, d, func() {
		d.Dispose()
		s.CloseClientConnections()
		s.Close()
	}
}
