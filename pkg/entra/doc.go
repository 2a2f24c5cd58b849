// Package entra turns credentials into access tokens of Microsoft Entra ID. It
// knows Entra and nothing of Grafana or of hunting.
//
// The words it uses:
//
//   - The authority is the host that signs in, the resource whom a token is for.
//   - A tenant is an organization in Entra, a client an app registration in it, a
//     client secret that app's password. The secret's value is needed, not its id.
//   - A scope is what a token is asked for: `https://graph.microsoft.com/.default`
//     means all that an administrator has consented to.
//   - An AADSTS code is Entra's number for a refusal:
//     https://learn.microsoft.com/entra/identity-platform/reference-error-codes
//
// Errors are *Error. Neither secret nor token is ever part of one.
package entra
