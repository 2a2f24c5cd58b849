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
	spelling string  // `,"Name":` as the service writes it, "" if that has escapes
	opening  string  // the same for the first key of a row: `{"Name":`
	column   *column // nil for a key that is none
	texts    *texts  // of the column, if it is one of strings
	of       *column // of a sidecar: the column that it describes
	value    string  // of a sidecar: what it said last, as it came
	next     *key    // the key that followed it last time, nil before that
}

// keyring knows the keys of the rows, and in which order they came last.
type keyring struct {
	known map[string]*key
	start key // before the first key of a row
	token token
}

func newKeyring(columns []column) *keyring {
	ring := &keyring{known: make(map[string]*key, 2*len(columns))}
	for i := range columns {
		k := &key{column: &columns[i]}
		k.texts, _ = columns[i].cells.(*texts)
		ring.known[columns[i].name] = k
	}
	return ring
}

// again takes a string that is the one of the row before, which needs no scanning.
func (k *key) again(s *scanner, row int) bool {
	if k.texts == nil || k.texts.same == nil {
		return false
	}
	last := *k.texts.same
	end := s.at + 1 + len(last)
	if end >= len(s.buf) || s.buf[end] != '"' || s.buf[s.at] != '"' || string(s.buf[s.at+1:end]) != last {
		return false
	}
	k.texts.put(row, k.texts.same)
	s.at = end + 1
	return true
}

// read takes what stands between two values of a row: a comma, a key and a colon.
// before is the key of the value before, or the start; nil is the end of the row.
func (r *keyring) read(s *scanner, before *key) (*key, error) {
	if k := before.next; k != nil {
		spelling := k.spelling
		if before == &r.start {
			spelling = k.opening
		}
		if s.startsWith(spelling) {
			s.at += len(spelling)
			return k, nil
		}
	}
	more, err := false, error(nil)
	if before == &r.start {
		more, err = s.begins('{')
	} else {
		more, err = s.goesOn('}')
	}
	if err != nil || !more {
		return nil, err
	}
	if err := s.key(&r.token); err != nil {
		return nil, err
	}
	k := r.find(&r.token)
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
		k.spelling = "," + string(t.raw) + ":"
		k.opening = "{" + string(t.raw) + ":"
	}
	return k
}
