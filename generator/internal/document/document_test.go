package document

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/diag"
)

func parse(t *testing.T, data string) Document {
	t.Helper()
	d, fs := Parse("content/x.ar.md", "x.ar.md", []byte(data))
	if diag.Failed(fs) {
		t.Fatalf("findings: %v", fs)
	}
	return d
}

const front = "+++\ntitle = 'ع'\n+++\n"

func TestFrontMatterInThreeSyntaxes(t *testing.T) {
	const body = "\nالنص\n"
	want := FrontMatter{Title: "عنوان: أول", Date: "2026-11-22", Draft: true, KeyPoints: []string{"أ", "ب"}, Params: map[string]any{"mood": int64(3)}}
	for _, top := range []string{
		"+++\ntitle = \"عنوان: أول\"\ndate = 2026-11-22\ndraft = true\nkey_points = ['أ', 'ب']\nmood = 3\n+++\n",
		"---\ntitle: \"عنوان: أول\"\ndate: 2026-11-22\ndraft: true\nkey_points: [أ, ب]\nmood: 3\nauthor:\n---\n",
		";;;\n{\"title\": \"عنوان: أول\", \"date\": \"2026-11-22\", \"draft\": true, \"key_points\": [\"أ\", \"ب\"], \"mood\": 3}\n;;;\n",
		"\ufeff+++\r\ntitle = \"عنوان: أول\"\r\ndate = 2026-11-22\r\ndraft = true\r\nkey_points = ['أ', 'ب']\r\nmood = 3\r\n+++\r\n",
	} {
		d := parse(t, top+body)
		if !reflect.DeepEqual(d.FrontMatter, want) {
			t.Errorf("%s\n got %#v\nwant %#v", top, d.FrontMatter, want)
		}
		if string(d.Body) != body {
			t.Errorf("%s: body %q", top, d.Body)
		}
		if line, want := d.Line(1), strings.Count(top, "\n")+2; line != want {
			t.Errorf("%s: the text is said to stand on line %d, it stands on %d", top, line, want)
		}
	}
}

func TestFrontMatterErrors(t *testing.T) {
	for _, test := range []struct {
		data string
		line int
	}{
		{"+++\ntitle = \"a\"\ndate = \n+++\nx", 3},
		{"---\ntitle: a\nkey_points: [a\n---\nx", 3},
		{"---\ntitle: a\n\tdate: 3\n---\nx", 3},
		{";;;\n{\"title\":\n3,}\n;;;\nx", 3},
		{"\n+++\ntitle = \"a\"\n", 2},
		{"+++\ndate = 2026-11-22\ntitle = 3\n+++\nx", 3},
		{"+++\ntitle = 'a'\ndate = 2026-13-01\n+++\nx", 3},
		{"+++\ntitle = 'a'\nslug = '../x'\n+++\nx", 3},
		{"+++\ntitle = 'a'\n+++\nx\n\u202ey", 5},
		{"+++\ntitle = 'a'\n+++\nx\n\xff", 5},
		{"x", 1},
	} {
		_, fs := Parse("x.ar.md", "x.ar.md", []byte(test.data))
		if len(fs) != 1 || fs[0].Severity != diag.Error || fs[0].Line != test.line || fs[0].Hint == "" {
			t.Errorf("%q: want one error on line %d, got %v", test.data, test.line, fs)
		}
	}
}

func TestFormatRoundTrip(t *testing.T) {
	d := New("x.txt", "x.ar.md", "ar", FrontMatter{
		Title: "عنوان “هيكفيجن” \\ \" + +++", Draft: true, KeyPoints: []string{"أ"},
		Source:    &Record{Digest: "sha256:ab", Words: 3, Dropped: []Dropped{{Line: 1, Text: "سطر\t\"x\"", Reason: "newsletter"}}},
		Glossary:  []GlossaryEntry{{ID: "x", Surface: "والصين", Arabic: "الصين"}},
		Citations: []Citation{{Number: 1, Source: "s", Passage: "p2"}},
		Concept:   &Concept{ID: "x", Names: map[string]string{"zh": "中国"}},
		Params:    map[string]any{"mood": int64(3), "nested": map[string]any{"a": "b"}},
	}, []byte("# أ\n\nب\n{#p1}\n"), nil)
	got := parse(t, string(d.Format()))
	if !reflect.DeepEqual(got.FrontMatter, d.FrontMatter) || string(got.Body) != string(d.Body) {
		t.Errorf("Parse(Format(d)) differs:\n got %+v\nwant %+v", got, d)
	}
}

func TestMarks(t *testing.T) {
	d := parse(t, front+"أدرجت [القائمة](term:entity-list) و[Global ESG](lang:en) و[IPVM](term:ipvm \"lang:en\").[](source:review#p9) "+
		"[رابط](https://example.org) `[x](term:y)`\n\n> [قائمة\n> الكيانات](term:entity-list) \\[x](term:z)\n")
	var got []string
	for _, m := range d.Marks() {
		got = append(got, string(d.Body[m.Start:m.End])+"|"+string(m.Scheme)+"|"+m.Target+"|"+m.Title+"|"+string(d.Body[m.Text[0]:m.Text[1]]))
	}
	want := []string{
		"[القائمة](term:entity-list)|term|entity-list||القائمة",
		"[Global ESG](lang:en)|lang|en||Global ESG",
		"[IPVM](term:ipvm \"lang:en\")|term|ipvm|lang:en|IPVM",
		"[](source:review#p9)|source|review#p9||",
		"[قائمة\n> الكيانات](term:entity-list)|term|entity-list||قائمة\n> الكيانات",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	stripped := string(d.Strip(Term).Body)
	if want := "أدرجت القائمة و[Global ESG](lang:en) و[IPVM](lang:en).[](source:review#p9) "; !strings.HasPrefix(stripped, want) {
		t.Errorf("stripped: %s", stripped)
	}
}

func TestHostileFrontMatterIsBounded(t *testing.T) {
	for _, front := range []string{
		"---\ntitle: &a [x, x]\nb: *a\n---\n",
		"---\ntitle: " + strings.Repeat("[", 100) + "\n---\n",
		"---\ntitle: " + strings.Repeat("x", 100_000) + "\n---\n",
	} {
		if _, found := Parse("x.ar.md", "x.ar.md", []byte(front)); !diag.Failed(found) {
			t.Errorf("%.40q was read", front)
		}
	}
}

func TestKeyLines(t *testing.T) {
	for _, front := range []string{
		"---\nnote:\n  slug: x\ntitle: a\nslug: y\n---\n",
		"+++\ntitle = 'a'\nabout = \"\"\"\nslug = x\"\"\"\nslug = 'y'\n+++\n",
	} {
		_, found := Parse("x.ar.md", "x.ar.md", []byte(front))
		found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Code != "bad-slug" })
		if len(found) != 1 || found[0].Line != 5 {
			t.Errorf("%q: %v", front, found)
		}
	}
}

// FuzzParse holds that no page panics, whatever is asked of it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"+++\ntitle = 'x'\n+++\n[r]: lang:en\n\nA [word][r] and [link](/z).\n", "---\na: [\n---\n", "Text\n{id=1}\n", "{\n\"title\": 1e400\n}\n\nx", "[](term:x 'y')![](a)<b>\n# x {#y}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, _ := Parse("x.ar.md", "x.ar.md", data)
		d.CheckHTML()
		d.CheckLinks()
		d.Targets()
		d.IDs()
		withheld := d.Withhold(func(string, string) string { return "" })
		if bytes.Count(withheld.Body, []byte("\n")) > bytes.Count(d.Body, []byte("\n"))+1 {
			t.Errorf("withholding %q adds lines: %q", d.Body, withheld.Body)
		}
		if again, found := Parse("x.ar.md", "x.ar.md", d.Format()); !diag.Failed(found) && !reflect.DeepEqual(again.FrontMatter, d.FrontMatter) {
			t.Errorf("Parse(Format(d)) differs: %+v, %+v", d.FrontMatter, again.FrontMatter)
		}
	})
}

func TestIDs(t *testing.T) {
	d := parse(t, front+"# عنوان {#headline}\n\nفقرة\n{#p1}\n\nفقرة {x}\n{#p2}\n")
	if got := d.IDs(); len(got) != 3 || !got["headline"] || !got["p1"] || !got["p2"] {
		t.Errorf("got %v", got)
	}
}

// FuzzEscape holds the law that an escaped line shows exactly the line.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"1. أول", "- x", "<script>alert(1)</script>", "{{< x >}}", "a_b_ *c*", "&amp; \\", "# x", "~~~", "| a | b |",
		"[x]: y", "[^1]: z", ": def", "=", "2) x", "http://a.b", "{#p1}", "<!--more-->", "+++"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
		if s == "" || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			t.Skip()
		}
		escaped := Escape(s)
		d := Document{Body: []byte("فقرة\n\n" + escaped + "\n{#p1}\n")}
		if got := strings.TrimPrefix(d.PlainText(), "فقرة\n"); got != s+"\n" {
			t.Errorf("%q, escaped as %q, shows %q", s, escaped, got)
		}
		for _, hugo := range []string{"{{", "<!--"} {
			if strings.Contains(escaped, hugo) {
				t.Errorf("%q keeps %q, which Hugo reads before Markdown does", escaped, hugo)
			}
		}
	})
}
