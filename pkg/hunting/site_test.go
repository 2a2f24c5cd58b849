package hunting

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huntboard/huntboard-defender-datasource/pkg/hunting/decode"
	"github.com/huntboard/huntboard-defender-datasource/pkg/service"
)

func TestEachSiteIsAskedAtItsOwnAddressAndRefusesInItsOwnWords(t *testing.T) {
	for _, s := range service.All() {
		t.Run(string(s.API)+" in "+string(s.Cloud), func(t *testing.T) {
			sent := ""
			c := New(Options{
				Site: s, Endpoint: s.Endpoint(), Tokens: &passes{}, Timeout: time.Minute,
				Transport: wire(func(req *http.Request) (*http.Response, error) {
					body, _ := io.ReadAll(req.Body)
					sent = req.URL.String() + " " + string(body)
					return reply(403, `{"error":{"code":"Forbidden"}}`), nil
				}),
			})
			_, err := c.Run(t.Context(), Query{KQL: "T"})
			if want := "https://" + s.Host + s.Path + ` {"Query":"T"}`; sent != want {
				t.Errorf("sent %s, want %s", sent, want)
			}
			if kind(err) != KindForbidden || !strings.Contains(err.Error(), s.Role) || !strings.Contains(err.Error(), s.Host) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTheOlderAPIsGetNeitherTimespanNorWorkspace(t *testing.T) {
	for _, q := range []Query{{KQL: "T", Timespan: "P1D"}, {KQL: "T", WorkspaceID: "w"}} {
		c := New(Options{
			Site: site(service.XDR), Endpoint: &url.URL{Scheme: "https", Host: "xdr.example"}, Tokens: &passes{},
			Timeout:   time.Minute,
			Transport: wire(func(*http.Request) (*http.Response, error) { t.Error("sent"); return reply(200, oneRow), nil }),
		})
		if _, err := c.Run(t.Context(), q); kind(err) != KindInternal {
			t.Errorf("got %v", err)
		}
	}
}

func TestACellThatIsTooLongIsNamed(t *testing.T) {
	long := strings.Repeat("x", decode.MaxCell)
	c := newClient(wire(func(*http.Request) (*http.Response, error) {
		return reply(200, `{"schema":[{"name":"Body","type":"String"}],"results":[{"Body":"a"},{"Body":"`+long+`"}]}`), nil
	}))
	_, err := c.Run(t.Context(), Query{KQL: "T"})
	if kind(err) != KindCellTooLong || !strings.Contains(err.Error(), "column Body in row 2 has more than 8 MB") {
		t.Errorf("got %v", err)
	}
}

func TestFirstKeepsTheAnswerThatOthersShare(t *testing.T) {
	answer, err := readAnswer(strings.NewReader(`{"schema":[{"name":"a","type":"String"},{"name":"b","type":"Int64"}],`+
		`"results":[{"a":"x","b":1},{"a":"y","b":2},{"a":"z","b":3}]}`), maxBody)
	if err != nil {
		t.Fatal(err)
	}
	short := answer.First(2)
	if short.Rows != 2 || short.Columns[0].Cells.Len() != 2 || short.Columns[1].Cells.Len() != 2 {
		t.Errorf("%+v", short)
	}
	if answer.Rows != 3 || answer.Columns[0].Cells.Len() != 3 || answer.First(3) != answer {
		t.Errorf("%+v", answer)
	}
}
