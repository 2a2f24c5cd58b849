package hunting

const (
	// MaxInFlight is how many calls of one client run at the same time. A
	// dashboard of 20 panels must not take all of the tenant's CPU share at once.
	MaxInFlight = 4

	// maxBody is the most that a decoded answer may weigh. The service stops at
	// 50 MB; two and a half times that is no hunt but a mistake or an attack
	// (a few kilobytes of gzip can unfold to gigabytes).
	maxBody = 128 << 20

	// maxErrorBody is how much of a refusal is read; the service's are below 2 kB.
	maxErrorBody = 64 << 10
)
