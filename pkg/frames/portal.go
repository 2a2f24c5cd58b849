package frames

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"time"
	"unicode/utf16"
)

// maxPortalURL is the longest link that is made: servers and chats cut longer ones,
// and a cut query is another query.
const maxPortalURL = 8000

// portalURL is the query in the portal of the cloud that answered, "" where there is
// no portal or the link would be too long. The portal reads base64url without padding
// of gzip of UTF-16LE; what else it was given shows as garbage.
func portalURL(o Options) string {
	if o.Site.Portal == "" || o.Hunt.KQL == "" {
		return ""
	}
	var packed bytes.Buffer
	zip, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return ""
	}
	units := utf16.Encode([]rune(o.Hunt.KQL))
	if binary.Write(zip, binary.LittleEndian, units) != nil || zip.Close() != nil {
		return ""
	}
	query := base64.RawURLEncoding.EncodeToString(packed.Bytes())
	url := "https://" + o.Site.Portal + "/v2/advanced-hunting?query=" + query + "&timeRangeId=" + timeRangeID(o)
	if len(url) > maxPortalURL {
		return ""
	}
	return url
}

// timeRangeID is the shortest of the portal's ranges, all of which end now, that
// begins before the executed range does.
func timeRangeID(o Options) string {
	if o.Hunt.From.IsZero() {
		return "month"
	}
	switch back := o.now().Sub(o.Hunt.From); {
	case back <= 24*time.Hour:
		return "day"
	case back <= 7*24*time.Hour:
		return "week"
	}
	return "month"
}
