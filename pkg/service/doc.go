// Package service is what Microsoft's documents say about each hunting API in
// each cloud: its hosts, what a token for it must be and allow, and its limits.
// It is data with names; it calls nobody.
//
// The words it uses:
//
//   - An API is one of the three services that run hunts: graph, xdr, mde.
//   - A Cloud is one of Microsoft's separate networks. GCC lives on the commercial
//     sign-in and Graph hosts and has hosts of its own for the older APIs.
//   - A Site is one API in one cloud.
//   - A region is a host of mde that stands nearer (`eu`). It takes the tokens of
//     the main host.
//   - A resource is whom a token is for (its audience); a scope asks for a token:
//     `<resource>/.default` means all that an administrator has consented to.
//   - An application role allows an app, a delegated scope an app in a user's name.
//
// Where documents disagree about a limit, the lowest is here.
package service
