package decode

import "strings"

// sidecar is how OData ends a key that describes another member; such a key
// stands right before its member (OData JSON 4.01, section 4.6).
const sidecar = "@odata.type"

// collectionOfStrings is how the service announces a dynamic array of objects:
// each element is a JSON string that holds the object.
const collectionOfStrings = `"#Collection(String)"`

// maxKeys is how many different keys that are no columns are remembered.
const maxKeys = 4096

// key is one key of the rows.
type key struct {
	spelling string  // `"Name":` as the service writes it, "" if that has escapes
	column   *column // nil for a key that is none
	of       *column // of a sidecar: the column that it describes
	next     *key    // the key that followed it last time, nil before that
}

// keyring knows the keys of the rows, and in which order they came last.
type keyring struct {
	known map[string]*key
	start key // before the first key of a row
}

func newKeyring(columns []column) *keyring {
	ring := &keyring{known: make(map[string]*key, 2*len(columns))}
	for i := range columns {
		ring.known[columns[i].name] = &key{column: &columns[i]}
	}
	return ring
}

// read takes the next key of a row and its colon. before is the key that came
// before it in the row.
func (r *keyring) read(s *scanner, before *key) (*key, error) {
	if k := before.next; k != nil && k.spelling != "" {
		if end := s.at + len(k.spelling); end <= len(s.buf) && string(s.buf[s.at:end]) == k.spelling {
			s.at = end
			return k, nil
		}
	}
	var t token
	if err := s.key(&t); err != nil {
		return nil, err
	}
	k := r.find(&t)
	before.next = k
	return k, s.take(':')
}

// find looks a key up by its exact name.
func (r *keyring) find(t *token) *key {
	k, known := r.known[string(t.text)]
	if !known {
		k = &key{}
		name := string(t.text)
		if described, yes := strings.CutSuffix(name, sidecar); yes && r.known[described] != nil {
			k.of = r.known[described].column
		}
		if len(r.known) < maxKeys {
			r.known[name] = k
		}
	}
	if k.spelling == "" && len(t.raw) == len(t.text)+2 {
		k.spelling = string(t.raw) + ":"
	}
	return k
}
