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
	53003:   "a Conditional Access rule blocks the app. Ask an administrator to except it or the Grafana server's address",
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
	return fmt.Sprintf("Signing in failed: %s (%s).", words, e.proof())
}

// proof is the code as people search for it.
func (e *Error) proof() string {
	if e.Code != 0 {
		return fmt.Sprintf("AADSTS%d", e.Code)
	}
	return fmt.Sprintf("status %d", e.Status)
}
