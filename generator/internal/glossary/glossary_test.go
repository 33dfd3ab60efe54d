package glossary

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bayan/generator/internal/document"
)

const valid = `
[[concept]]
id = "contract"
category = "money"
[concept.ar]
term = "عقد"
forms = ["عقود"]
definition = "اتفاق."
[concept.en]
term = "contract"
definition = "An agreement."
`

func TestParseFindsFaultsAtTheirLine(t *testing.T) {
	for _, test := range []struct{ name, more, want string }{
		{"nothing", "", ""},
		{"duplicate id", strings.NewReplacer("عقد", "صفقة", "عقود", "صفقات", `term = "contract"`, `term = "deal"`).Replace(valid),
			"g.toml:14: error: the id “contract” is already taken on line 2"},
		{"colliding forms", strings.NewReplacer(`"contract"`, `"deal"`, "عقد", "صفقة").Replace(valid), "g.toml:18: error: “عقود” is a form of “contract” (line 2) too"},
		{"colliding after folding", "[[concept]]\nid = \"x\"\ncategory = \"law\"\n[concept.ar]\nterm = \"عُقُود\"\ndefinition = \"د\"\n[concept.en]\nterm = \"X\"\ndefinition = \"d\"\n",
			"g.toml:16: error: “عُقُود” is a form of “contract” (line 2) too"},
		{"missing language", "[[concept]]\nid = \"x\"\ncategory = \"law\"\n[concept.ar]\nterm = \"س\"\ndefinition = \"د\"\n", "g.toml:12: error: the concept “x” has no English"},
		{"empty definition", "[[concept]]\nid = \"x\"\ncategory = \"law\"\n[concept.ar]\nterm = \"س\"\ndefinition = \" \"\n[concept.en]\nterm = \"X\"\ndefinition = \"d\"\n",
			"g.toml:17: error: the Arabic definition of “x” is empty"},
		{"empty term", "[[concept]]\nid = \"x\"\ncategory = \"law\"\n[concept.ar]\nterm = \"س\"\ndefinition = \"د\"\n[concept.en]\nterm = \"-\"\ndefinition = \"d\"\n",
			"g.toml:19: error: the English term of “x” is empty"},
		{"unknown related id", strings.NewReplacer(`category = "money"`, "category = \"money\"\nrelated = [\"deal\"]", `"contract"`, `"x"`, "عقد", "صفقة", "عقود", "ص").Replace(valid),
			"g.toml:16: error: no concept has the id “deal”"},
		{"unknown category", "[[concept]]\nid = \"x\"\ncategory = \"thing\"\n[concept.ar]\nterm = \"س\"\ndefinition = \"د\"\n[concept.en]\nterm = \"X\"\ndefinition = \"d\"\n",
			"g.toml:14: error: “thing” is not a category"},
		{"bad id", "[[concept]]\nid = \"../x\"\ncategory = \"law\"\n[concept.ar]\nterm = \"س\"\ndefinition = \"د\"\n[concept.en]\nterm = \"X\"\ndefinition = \"d\"\n",
			"g.toml:13: error: “../x” cannot be an id"},
		{"unknown field", "[[concept]]\nid = \"x\"\ncategory = \"law\"\ncolour = \"red\"\n[concept.ar]\nterm = \"س\"\ndefinition = \"د\"\n[concept.en]\nterm = \"X\"\ndefinition = \"d\"\n",
			"g.toml:15: error: the field “concept.colour” is not known here"},
		{"not TOML", "[[concept]\n", "g.toml:12: error: the file is not valid TOML"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, found := Parse("g.toml", []byte(valid+test.more))
			var got []string
			for _, f := range found {
				if f.Hint == "" {
					t.Errorf("no hint: %v", f)
				}
				got = append(got, f.String())
			}
			if test.want == "" && len(got) > 0 || test.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestOwnGlossary(t *testing.T) {
	data, err := os.ReadFile("../../../content/glossary.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, found := Parse("content/glossary.toml", data)
	for _, f := range found {
		t.Error(f)
	}
	if len(g.Concepts) < 60 {
		t.Errorf("%d concepts", len(g.Concepts))
	}
}

func TestFind(t *testing.T) {
	g := New([]Concept{
		{ID: "contract", Category: "money", Arabic: Entry{Term: "عقد", Forms: []string{"عقود"}}, Ambiguous: true},
		{ID: "company", Category: "concept", Arabic: Entry{Term: "شركة"}},
		{ID: "subsidiary", Category: "concept", Arabic: Entry{Term: "شركة تابعة"}},
		{ID: "china", Category: "place", Arabic: Entry{Term: "الصين"}},
		{ID: "egypt", Category: "place", Arabic: Entry{Term: "مصر"}},
		{ID: "language", Category: "concept", Arabic: Entry{Term: "لغة"}},
		{ID: "hospital", Category: "concept", Arabic: Entry{Term: "مستشفى"}},
		{ID: "automation", Category: "technology", Arabic: Entry{Term: "آلية"}},
		{ID: "ipvm", Category: "company", Arabic: Entry{Term: "IPVM"}},
	})
	for _, test := range []struct{ text, want string }{
		{"بالعقود وعقودها", "بالعقود=contract[ب ال] وعقودها=contract[و ها]"},
		{"عقد", ""},
		{"الشركات التابعة وشركتهم", "الشركات التابعة=subsidiary[ال] وشركتهم=company[و هم]"},
		{"شركتا النقل", "شركتا=company"},
		{"شركة كبيرة تابعة", "شركة=company"},
		{"للصين والصيني", "للصين=china[ل ال]"},
		{"صين", ""},
		{"مصري في مصر", "مصر=egypt"},
		{"للغة", "للغة=language[ل]"},
		{"مستشفاهم ومستشفي", "مستشفاهم=hospital[هم] ومستشفي=hospital[و]"},
		{"والآلية", "والآلية=automation[و ال]"},
		{"لـ IPVM وIPVM", "IPVM=ipvm IPVM=ipvm"},
		{"شَرِكَةٌ", "شَرِكَةٌ=company"},
	} {
		var got []string
		for _, m := range g.Matcher("ar", nil).Find([]byte(test.text)) {
			s := test.text[m.Start:m.End] + "=" + m.ID
			if marks := slices.DeleteFunc(append(slices.Clone(m.Proclitics), m.Enclitic), func(s string) bool { return s == "" }); len(marks) > 0 {
				s += "[" + strings.Join(marks, " ") + "]"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: got %s, want %s", test.text, s, test.want)
		}
	}
}

func TestFindEnglish(t *testing.T) {
	g := New([]Concept{
		{ID: "eu", English: Entry{Term: "EU"}}, {ID: "entity-list", English: Entry{Term: "Entity List"}}, {ID: "subsidiary", English: Entry{Term: "subsidiary"}},
		{ID: "mass-detention", English: Entry{Term: "mass detention"}}, {ID: "five-contracts", English: Entry{Term: "five contracts"}},
		{ID: "contract", English: Entry{Term: "contract"}},
	})
	text := "The EU and eu: an Entity List’s subsidiaries, Subsidiary; mass-detention, mass. Detention; Entity lists; five contracts, contracts"
	var got []string
	for _, m := range g.Matcher("en", nil).Find([]byte(text)) {
		got = append(got, text[m.Start:m.End])
	}
	if want := []string{"EU", "Entity List", "subsidiaries", "Subsidiary", "mass-detention", "five contracts", "contracts"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPages(t *testing.T) {
	g, _ := Parse("g.toml", []byte(valid))
	pages := g.Pages("g.toml", map[string][]document.Occurrence{"contract": {{Path: "/explainers/x", Lang: "ar"}}})
	if len(pages) != 2 || pages[0].Path != "glossary/contract.ar.md" || pages[1].FrontMatter.Title != "contract" || len(pages[1].FrontMatter.Concept.Occurs) != 1 {
		t.Errorf("%+v", pages)
	}
}

func TestSorted(t *testing.T) {
	g := New([]Concept{{ID: "c", Arabic: Entry{Term: "بيت"}}, {ID: "b", Arabic: Entry{Term: "أسد"}}, {ID: "a", Arabic: Entry{Term: "الإبل"}}})
	var ids string
	for _, c := range g.sorted("ar") {
		ids += c.ID
	}
	if ids != "abc" {
		t.Errorf("order %s", ids)
	}
}

func FuzzFind(f *testing.F) {
	g, _ := Parse("g.toml", []byte(valid))
	m := g.Matcher("ar", nil)
	f.Add([]byte("بالعقود وعقودها\u200f عقد contract"))
	f.Add([]byte("\xd8"))
	f.Fuzz(func(t *testing.T, text []byte) {
		end := 0
		for _, match := range m.Find(text) {
			if match.Start < end || match.End <= match.Start || match.End > len(text) || utf8.Valid(text) && !utf8.Valid(text[match.Start:match.End]) {
				t.Fatalf("match %+v in %q", match, text)
			}
			end = match.End
		}
	})
}
