package hunting

const (
	// MaxInFlight is how many queries of one request are worked on at the same time.
	// How many of them call at once is the budget's to say.
	MaxInFlight = 4

	// maxBody is the most that a decoded answer may weigh. The service stops at
	// 50 MB; two and a half times that is no hunt but a mistake or an attack
	// (a few kilobytes of gzip can unfold to gigabytes).
	maxBody = 128 << 20

	// maxErrorBody is how much of a refusal is read; the service's are below 2 kB.
	maxErrorBody = 64 << 10
)
