package glossary

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"bayan/generator/internal/diag"
)

// carried is what TBX carries of a glossary.
func carried(g Glossary) []Concept {
	cs := slices.Clone(g.Concepts)
	for i := range cs {
		cs[i].Names, cs[i].Avoid, cs[i].Ambiguous, cs[i].line = nil, nil, false, 0
	}
	return cs
}

// TestTBXCarries holds the law that a glossary survives TBX, the site's own and one made of what is hard to carry.
func TestTBXCarries(t *testing.T) {
	data, err := os.ReadFile("../../../content/glossary.toml")
	if err != nil {
		t.Fatal(err)
	}
	own, _ := Parse("content/glossary.toml", data)
	hard := New([]Concept{
		{ID: "5g", Category: "technology", Related: []string{"r-and-d", "5g"}, Arabic: Entry{Term: "الجيل الخامس", Forms: []string{"5G", "5G"}, Definition: "a < b & \"c\" ]]> d\nسطر ثان"},
			English: Entry{Term: "5G", Definition: "x"}},
		{ID: "r-and-d", Arabic: Entry{Definition: "تعريف بلا مصطلح"}, English: Entry{Term: "R&D", Forms: []string{"<R>", "\u200fR\u200d"}, Definition: "عربي"}},
	})
	for name, g := range map[string]Glossary{"own": own, "hard": hard} {
		first, notes := g.FormatTBX("glossary.toml")
		for _, f := range notes {
			if f.Severity != diag.Note || f.Code != "not-carried" {
				t.Errorf("%s: %v", name, f)
			}
		}
		utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(bytes.Replace(first, []byte(`"UTF-8"`), []byte(`"UTF-16"`), 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, written := range [][]byte{first, append([]byte("\ufeff"), first...), utf16} {
			back, found := ParseTBX("glossary.tbx", written)
			if len(found) > 0 {
				t.Errorf("%s: %v", name, found)
			}
			if got, want := carried(back), carried(g); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, want %+v", name, got, want)
			}
			if again, _ := back.FormatTBX("glossary.toml"); !bytes.Equal(again, first) {
				t.Errorf("%s: written again, it differs", name)
			}
		}
	}
}

func TestParseTBX(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       Concept
	}{
		{"edition of 2019", `<conceptEntry id="bank"><descrip type="subjectField"> money </descrip><descripGrp><descrip type="definition">A house of money.</descrip></descripGrp>
			<langSec xml:lang="ar"><descripGrp><descrip type="definition">بيت مال.</descrip><admin type="source">x</admin></descripGrp><termSec><term>مصرف</term></termSec>
			<termSec><term>بنك</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec><langSec xml:lang="en"><termSec><term>bank</term></termSec></langSec></conceptEntry>`,
			Concept{ID: "bank", Category: "money", Arabic: Entry{"مصرف", []string{"بنك"}, "بيت مال."}, English: Entry{Term: "bank", Definition: "A house of money."}}},
		{"style dct", `<conceptEntry id="bank"><min:subjectField xmlns:min="http://www.tbxinfo.net/ns/min">money</min:subjectField><langSec xml:lang="en">
			<basic:definition xmlns:basic="http://www.tbxinfo.net/ns/basic">A house.</basic:definition><termSec><term>bank</term></termSec></langSec></conceptEntry>`,
			Concept{ID: "bank", Category: "money", English: Entry{Term: "bank", Definition: "A house."}}},
		{"the languages' own definitions come first", `<conceptEntry id="a"><descrip type="definition">general</descrip><langSec xml:lang="en-GB"><descrip type="definition">own
				wrapped</descrip><termSec><term>a <hi>b</hi></term></termSec></langSec><langSec xml:lang="en_US"><termSec><term>c</term></termSec></langSec></conceptEntry>`,
			Concept{ID: "a", English: Entry{"a b", []string{"c"}, "own wrapped"}}},
		{"no id", `<termEntry><langSet xml:lang="ar"><tig><term>فتح</term></tig></langSet><langSet lang="en"><tig><term>The Émigré’s café, no. 2</term></tig></langSet></termEntry>`,
			Concept{ID: "the-emigres-cafe-no-2", Arabic: Entry{Term: "فتح"}, English: Entry{Term: "The Émigré’s café, no. 2"}}},
		{"nothing for an id", `<termEntry id="فتح"><langSet xml:lang="ar"><tig><term>فتح</term></tig></langSet></termEntry>`,
			Concept{ID: "concept-1", Arabic: Entry{Term: "فتح"}}},
		{"the id of the list", `<termEntry id="index"><langSet xml:lang="en"><tig><term>list</term></tig></langSet></termEntry>`,
			Concept{ID: "index-2", English: Entry{Term: "list"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, found := ParseTBX("a.tbx", []byte("<tbx><text><body>"+test.body+"</body></text></tbx>"))
			if diag.Failed(found) {
				t.Fatal(found)
			}
			if got := carried(g); len(got) != 1 || !reflect.DeepEqual(got[0], test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestParseTBXRelated(t *testing.T) {
	g, found := ParseTBX("a.tbx", []byte(`<tbx><text><body>
		<conceptEntry id="A B"><ref type="crossReference" target="A_B">b</ref><ref type="crossReference" target="gone"/><langSec xml:lang="en"><termSec><term>x</term></termSec></langSec></conceptEntry>
		<conceptEntry id="A_B"><langSec xml:lang="en"><termSec><term>y</term></termSec></langSec></conceptEntry></body></text></tbx>`))
	if c := g.Concepts; len(c) != 2 || c[0].ID != "a-b" || c[1].ID != "a-b-2" || !slices.Equal(c[0].Related, []string{"a-b-2"}) {
		t.Errorf("%+v", c)
	}
	if len(found) != 3 || found[2].Code != "unknown-related" || found[2].Line != 2 {
		t.Error(found)
	}
}

func TestParseTBXNotesFewIDs(t *testing.T) {
	entry := `<termEntry><langSet xml:lang="en"><tig><term>same</term></tig></langSet></termEntry>`
	g, found := ParseTBX("a.tbx", []byte("<martif><text><body>"+strings.Repeat(entry, 50000)+"</body></text></martif>"))
	if len(found) != maxIDNotes+1 || !strings.HasPrefix(found[maxIDNotes].Message, "49990 more") {
		t.Errorf("%d findings, the last %v", len(found), found[len(found)-1])
	}
	if id := g.Concepts[49999].ID; id != "same-50000" {
		t.Error(id)
	}
}

func TestParseTBXRefuses(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"entities", "<?xml version=\"1.0\"?>\n<!DOCTYPE tbx [\n<!ENTITY a \"b\">\n]>\n<tbx/>", "a.tbx:2: error: the file declares entities"},
		{"an outer entity", "<!DOCTYPE tbx [<!ENTITY % a SYSTEM \"file:///etc/passwd\"> %a;]><tbx/>", "a.tbx:1: error: the file declares entities"},
		{"an unknown entity", "<!DOCTYPE martif SYSTEM \"a.dtd\">\n<martif>\n&a;</martif>", "a.tbx:3: error: the file is not valid XML: invalid character entity &a;"},
		{"depth", "<tbx>\n" + strings.Repeat("<a>", 64), "a.tbx:2: error: elements are nested more than 64 deep"},
		{"size", strings.Repeat(" ", maxTBX+1), "a.tbx: error: the file is larger than 16 MB"},
		{"cut short", "<tbx>\n<text>\n", "a.tbx:3: error: the file is not valid XML: unexpected EOF"},
		{"two roots", "<tbx/>\n<tbx/>", "a.tbx:2: error: the file is not valid XML: it has more than one"},
		{"not TBX", "<html/>", "a.tbx:1: error: the file is not TBX: it begins with the element “html”"},
		{"empty", "", "a.tbx:1: error: the file is not TBX"},
		{"text", "id,ar,en", "a.tbx:1: error: the file is not TBX"},
		{"another encoding", "<?xml version=\"1.0\" encoding=\"windows-1256\"?><tbx/>", "a.tbx:1: error: the file is not valid XML"},
		{"not the encoding", "<tbx>\n\xe1</tbx>", "a.tbx:2: error: the file is not valid XML: invalid UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g, found := ParseTBX("a.tbx", []byte(test.data))
			if len(found) != 1 || !strings.HasPrefix(found[0].String(), test.want) || found[0].Hint == "" {
				t.Errorf("got %v, want %q", found, test.want)
			}
			if len(g.Concepts) > 0 {
				t.Error("concepts were read")
			}
		})
	}
}

// FuzzParseTBX holds that what was read, written and read again is what was read, and that every id can be one.
func FuzzParseTBX(f *testing.F) {
	f.Add([]byte(`<!DOCTYPE martif SYSTEM "a.dtd"><martif xml:lang="en"><text><body><termEntry id="C 1"><descrip>x</descrip><langSet xml:lang="ar-SA"><ntig><termGrp><term>عقد</term></termGrp></ntig></langSet></termEntry></body></text></martif>`))
	f.Add([]byte(`<tbx><text><body><conceptEntry id="_5g"><descrip type="subjectField">money</descrip><ref type="crossReference" target="_5g"/><langSec xml:lang="en"><descrip type="definition">a
		b</descrip><termSec><term>5G</term></termSec></langSec></conceptEntry></body></text></tbx>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, found := ParseTBX("a.tbx", data)
		if diag.Failed(found) {
			return
		}
		for _, c := range g.Concepts {
			if !isID(c.ID) {
				t.Errorf("id %q", c.ID)
			}
		}
		written, _ := g.FormatTBX("a.tbx")
		back, found := ParseTBX("a.tbx", written)
		if diag.Failed(found) || !reflect.DeepEqual(carried(back), carried(g)) {
			t.Errorf("got %+v (%v), want %+v\n%s", carried(back), found, carried(g), written)
		}
	})
}
