package plugin

import (
	"context"
	"fmt"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// What stands between the plugin and the service ends connections that wait a minute or
// so, and a hunt that is sent into one as it ends fails.
func TestAConnectionThatWaitsLongerThanHalfAMinuteIsNotUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, d, end := inMemory(t, nil)
		defer end()
		dial, dialed := d.wire.pool.DialContext, 0
		d.wire.pool.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dialed++
			return dial(ctx, network, address)
		}
		hunt := func(n int) {
			resp := d.look(t, fmt.Sprintf(`{"query":"DeviceInfo | where $__timeFilter() | take %d"}`, n), nil)
			if resp.Error != nil {
				t.Fatal(resp.Error)
			}
		}
		hunt(1)
		synctest.Wait()
		first := dialed
		time.Sleep(29 * time.Second)
		hunt(2)
		if dialed != first {
			t.Errorf("%d connections more within half a minute", dialed-first)
		}
		synctest.Wait()
		time.Sleep(31 * time.Second)
		hunt(3)
		if dialed != first+1 {
			t.Errorf("%d connections more after it", dialed-first)
		}
	})
}
