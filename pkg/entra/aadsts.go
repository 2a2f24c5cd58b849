package entra

import "fmt"

// refusals are the codes that people meet when they set up an app, in plain words.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes (2026-08)
var refusals = map[int]string{
	7000215: "the client secret is wrong. Enter its value, not its id; the value is shown only once, when it is made",
	7000222: "the client secret has expired. Make a new one in the app registration and enter its value",
	7000216: "the app has no client secret of this kind. Make one in the app registration and enter its value",
	700016:  "the tenant has no app with this client id. Check the client id, and that the app is of this tenant",
	90002:   "there is no tenant with this id in this cloud. Check the tenant id and the cloud",
	900023:  "the tenant id is neither a GUID nor a domain name. Check the tenant id",
	7000112: "the app is disabled in this tenant. Ask an administrator to enable it",
	7000229: "the app has no service principal in this tenant. Grant it admin consent there",
	700027:  "the certificate is not one of the app's. Upload it to the app registration",
	70011:   "the scope is not valid for this cloud. Check the cloud",
	500011:  "the tenant does not know Microsoft Graph under this name. Check the cloud",
	65001:   "an administrator has not consented to the app's permissions. Grant admin consent in the app registration",
	50034:   "this tenant has no user with that name. Check the tenant, and with whom you are signed in to Grafana",
	500200:  "this is a personal Microsoft account, and hunting takes work or school accounts only. Sign in with one",
	50020:   "the account is not of this tenant, or is a personal Microsoft account. Sign in with a work account of it",
	50105:   "the user is not assigned to the app. Ask an administrator to assign them in the enterprise application",
	50013:   "Entra does not accept the user's token. Sign out of Grafana and in again; the app has to be Grafana's own",
	500131:  "the user's token is for another app. The app has to be the one that Grafana's users sign in to",
	500133:  "the user's sign-in has expired. Sign out of Grafana and in again",
	50173:   "the user's password has changed since. Sign out of Grafana and in again",
	50076:   "Entra wants a second factor. Sign out of Grafana and in again with it",
	50079:   "Entra wants the user to register a second factor. Do so, then sign out of Grafana and in again",
	700024:  "the assertion is outside its time. Check the clock of the Grafana server",
	70021:   "no federated credential of the app matches the workload. Check its issuer, subject and audience",
	700211:  "no federated credential of the app has the workload's issuer. Add it to the app registration",
	700213:  "no federated credential of the app has the workload's subject. Add it to the app registration",
	53003:   "a Conditional Access rule blocks the sign-in. Ask an administrator to except the app or the server address",
}

// protocolRefusals are the OAuth errors for authorities that give no code.
var protocolRefusals = map[string]string{
	"invalid_client":      refusals[7000215],
	"unauthorized_client": refusals[700016],
	"invalid_tenant":      refusals[90002],
	"invalid_scope":       refusals[70011],
}

// refusal is the sentence for credentials that Entra does not accept.
func (e *Error) refusal() string {
	words, known := refusals[e.Code]
	if !known {
		words, known = protocolRefusals[e.OAuth]
	}
	if !known {
		words = "the credentials were refused. Look the code up at https://login.microsoftonline.com/error"
	}
	return fmt.Sprintf("Signing in failed: %s (%s).", words, e.number())
}

// number is the code as people search for it.
func (e *Error) number() string {
	if e.Code != 0 {
		return fmt.Sprintf("AADSTS%d", e.Code)
	}
	return fmt.Sprintf("status %d", e.Status)
}
