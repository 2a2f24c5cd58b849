package decode

const (
	// MaxCell is the most that one value may weigh as JSON. Kusto itself cuts strings
	// and dynamics at 1 MB; more would only stall the browser that shows it.
	MaxCell = 8 << 20

	// maxShown is how many characters of a cell a notice quotes.
	maxShown = 60

	// maxDepth is how deep a value may nest, as in encoding/json.
	maxDepth = 10_000

	// firstWindow is how much of the stream is held at first; a longer value makes it grow.
	firstWindow = 64 << 10
)
