package tomlfile

import "testing"

type file struct {
	Title   string `toml:"title"`
	Concept []struct {
		ID string `toml:"id"`
		AR struct {
			Term  string   `toml:"term"`
			Forms []string `toml:"forms"`
		} `toml:"ar"`
	} `toml:"concept"`
}

const data = "title = 'x' # one\n\n[[concept]]\nid = 'a'\n[concept.ar]\nterm = 'ا'\n[[concept]]\nid = 'b'\nar.term = 'ب'\nar.forms = [\n 'ج',\n]\n"

func TestPositions(t *testing.T) {
	var f file
	positions, found := Decode("x.toml", []byte("\ufeff"+data), &f)
	if len(found) > 0 || len(f.Concept) != 2 || f.Concept[1].AR.Forms[0] != "ج" {
		t.Fatalf("%v %+v", found, f)
	}
	for path, want := range map[string]int{
		"title": 1, "concept[0]": 3, "concept[0].id": 4, "concept[0].ar": 5, "concept[0].ar.term": 6, "concept[0].ar.definition": 5,
		"concept[1]": 7, "concept[1].ar.forms": 10, "concept[1].related": 7, "nothing": 1,
	} {
		if got := positions.Line(path); got != want {
			t.Errorf("%s is said to stand on line %d, it stands on %d", path, got, want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, test := range []struct {
		data string
		line int
		code string
	}{
		{"title = 'x'\ncolour = 1\n", 2, "unknown-field"},
		{"\ntitle = \n", 2, "toml"},
		{"\n\ntitle = 3\n", 3, "toml"},
		{"title = 'a'\ntitle = 'b'\n", 2, "toml"},
	} {
		var f file
		_, found := Decode("x.toml", []byte(test.data), &f)
		if len(found) != 1 || found[0].Line != test.line || found[0].Code != test.code || found[0].Hint == "" {
			t.Errorf("%q: %v", test.data, found)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(data))
	f.Add([]byte("[[a]]\n[a.b]\n[[a.b.c]]\nd.e=1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v map[string]any
		positions, _ := Decode("x.toml", data, &v)
		for path, line := range positions {
			if line < 1 {
				t.Errorf("%s on line %d", path, line)
			}
		}
	})
}
