package entra

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func usersOf(t *testing.T, f *fakeEntra) *Users {
	t.Helper()
	users, err := OnBehalfOf{SignIn: f.signIn(t), TenantID: tenant, ClientID: client, Secret: secret}.Users()
	if err != nil {
		t.Fatal(err)
	}
	return users
}

func tokenOf(t *testing.T, users *Users, userToken string) (string, error) {
	t.Helper()
	tokens, err := users.Of(userToken)
	if err != nil {
		t.Fatal(err)
	}
	return tokens.Token(t.Context())
}

func TestEachUserHasATokenOfTheirOwn(t *testing.T) {
	f := newFakeEntra(t)
	users := usersOf(t, f)
	for _, tt := range []struct{ user, want string }{
		{"user-ada", "user-ada-1"}, {"user-bob", "user-bob-2"}, {"user-ada", "user-ada-1"},
	} {
		if token, err := tokenOf(t, users, tt.user); err != nil || token != tt.want {
			t.Errorf("%s has %q, %v; want %q", tt.user, token, err, tt.want)
		}
	}
	tokens, err := users.Of("user-ada")
	if err != nil {
		t.Fatal(err)
	}
	if fresh, err := tokens.Renew(t.Context(), "user-ada-1"); err != nil || fresh != "user-ada-3" {
		t.Errorf("renewed to %q, %v", fresh, err)
	}
	if token, err := tokenOf(t, users, "user-bob"); err != nil || token != "user-bob-2" {
		t.Errorf("another's renewal changed %q, %v", token, err)
	}
}

func TestAUserWhoseTokenIsNotAcceptedIsToldWhatToDo(t *testing.T) {
	_, err := tokenOf(t, usersOf(t, newFakeEntra(t)), "forged")
	if kindOf(err) != KindRefused || !strings.Contains(err.Error(), "Sign out of Grafana and in again") {
		t.Errorf("got %v", err)
	}
}

func TestTheAppOfUsersMayProveItselfByItsMachine(t *testing.T) {
	f := newFakeEntra(t)
	f.federated = "machine-word"
	answers := true
	app := OnBehalfOf{SignIn: f.signIn(t), TenantID: tenant, ClientID: client, Managed: &Managed{
		ClientID: "11111111-1111-1111-1111-111111111111", Scope: "api://AzureADTokenExchange/.default",
		Transport: machine(t, func(w http.ResponseWriter, _ *http.Request) {
			if !answers {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			_, _ = fmt.Fprint(w, `{"access_token":"machine-word","expires_in":"3600","token_type":"Bearer"}`)
		}),
	}}
	users, err := app.Users()
	if err != nil {
		t.Fatal(err)
	}
	if token, err := tokenOf(t, users, "user-ada"); err != nil || token != "user-ada-1" {
		t.Errorf("%q, %v", token, err)
	}
	answers = false
	app.Managed.ClientID = "22222222-2222-2222-2222-222222222222"
	if users, err = app.Users(); err != nil {
		t.Fatal(err)
	}
	_, err = tokenOf(t, users, "user-ada")
	if err == nil || !strings.Contains(err.Error(), "this machine's managed identity") {
		t.Errorf("got %v", err)
	}
}

func TestTheMemoryForUsersIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		users, err := OnBehalfOf{
			SignIn: newTestSignIn(), TenantID: tenant, ClientID: client, Secret: secret,
		}.Users()
		if err != nil {
			t.Fatal(err)
		}
		for i := range maxUsers + 5 {
			time.Sleep(time.Millisecond)
			if _, err := users.Of(fmt.Sprint("user-", i)); err != nil {
				t.Fatal(err)
			}
		}
		if len(users.users) != maxUsers {
			t.Errorf("%d users are kept, want %d", len(users.users), maxUsers)
		}
		time.Sleep(userIdle + time.Minute)
		if _, err := users.Of("user-new"); err != nil || len(users.users) != 1 {
			t.Errorf("%d users are kept after an idle hour, %v", len(users.users), err)
		}
	})
}
