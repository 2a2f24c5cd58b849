package decode

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func TestWhatIsNotJSONIsAnErrorWithItsPlace(t *testing.T) {
	tests := map[string]struct {
		cell string
		at   int // in the cell
		want string
	}{
		"a byte that is not UTF-8":          {"\"ab\xff\"", 3, "not UTF-8"},
		"a character that is cut":           {"\"a\xc3\"", 2, "not UTF-8"},
		"a surrogate in UTF-8":              {"\"\xed\xa0\x80\"", 1, "not UTF-8"},
		"an escape that is none":            {`"12345678\x"`, 9, "an escape that is none"},
		"an escape with too few digits":     {`"\u12g4"`, 1, "an escape that is none"},
		"half of a surrogate pair":          {`"\ud83d"`, 1, "an escape that is none"},
		"two first halves":                  {`"\ud83d\ud83d"`, 1, "an escape that is none"},
		"a second half alone":               {`"a\ude00b"`, 2, "an escape that is none"},
		"a line break in a string":          {"\"a\nb\"", 2, "the byte 0x0a in a string"},
		"a number that begins with 0":       {`012`, 0, "begins with 0"},
		"a number without a fraction":       {`1.,`, 2, "there is , in a number"},
		"a number with a plus":              {`+1`, 0, "there is + where a value belongs"},
		"a word that is none":               {`nill`, 1, "there is i in the word null"},
		"a list that ends in a comma":       {`[1,]`, 3, "there is ] where a value belongs"},
		"a member without a key":            {`{1:2}`, 1, "there is 1 where a key belongs"},
		"a member without a colon":          {`{"a" 2}`, 5, "there is 2 where : belongs"},
		"two values for one key":            {`1 2`, 2, "there is 2 where , or } belongs"},
		"a bag that nests deeper than 10 k": {strings.Repeat("[", maxDepth+1), maxDepth, "it nests too deep"},
	}
	head := strings.TrimSuffix(table("A:String", `{"A":`), "]}")
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, key := range []string{`"A":`, `"Z":`} { // a column's cell and one that is skipped
				text := strings.Replace(head, `{"A":`, "{"+key, 1) + tt.cell + "}]}"
				_, err := Read(iotest.OneByteReader(strings.NewReader(text)), testLimit)
				var malformed *Malformed
				if !errors.As(err, &malformed) || !strings.Contains(err.Error(), tt.want) {
					t.Fatalf("got %v, want %s", err, tt.want)
				}
				if at := int64(len(head) + tt.at); malformed.Offset != at {
					t.Errorf("byte %d, want %d", malformed.Offset, at)
				}
			}
		})
	}
}

func TestAnAnswerThatIsCutAnywhereIsAnError(t *testing.T) {
	body := table("A:String B:Object C:Int64", `{"A":"a\u00e4ö","B@odata.type":"#x","B":{"c":[1.5e3,null]},"C":-12}`)
	for end := range len(body) {
		if _, err := Read(strings.NewReader(body[:end]), testLimit); err == nil {
			t.Errorf("cut after byte %d it is read", end)
		}
	}
	if _, err := Read(strings.NewReader(body+"\n "), testLimit); err != nil {
		t.Error(err)
	}
}

func TestABodyThatBreaksKeepsItsError(t *testing.T) {
	broken := errors.New("broken")
	body := table("A:String", `{"A":"`+strings.Repeat("x", 100_000)+`"}`)
	_, err := Read(iotest.TimeoutReader(strings.NewReader(body)), testLimit)
	if !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("got %v", err)
	}
	if _, err := Read(iotest.ErrReader(broken), testLimit); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestABodyThatIsTooLargeIsGivenUp(t *testing.T) {
	var large *TooLarge
	_, err := Read(strings.NewReader(table("A:String", strings.Repeat(`{"A":"x"},`, 1000)+`{}`)), 5000)
	if !errors.As(err, &large) || large.Most != 5000 {
		t.Errorf("got %v", err)
	}
}
