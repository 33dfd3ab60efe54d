package annotate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
)

var concepts = glossary.New([]glossary.Concept{
	{ID: "hikvision", Category: "company", Arabic: glossary.Entry{Term: "هيكفيجن", Forms: []string{"Hikvision"}}, English: glossary.Entry{Term: "Hikvision"}},
	{ID: "entity-list", Category: "law", Arabic: glossary.Entry{Term: "قائمة الكيانات"}, English: glossary.Entry{Term: "Entity List"}},
	{ID: "contract", Category: "money", Ambiguous: true, Arabic: glossary.Entry{Term: "عقد", Forms: []string{"عقود"}}, English: glossary.Entry{Term: "contract"}},
	{ID: "uyghurs", Category: "people", Arabic: glossary.Entry{Term: "أويغور", Forms: []string{"إيغور"}}, English: glossary.Entry{Term: "Uyghurs"}},
	{ID: "china", Category: "place", Arabic: glossary.Entry{Term: "الصين"}, English: glossary.Entry{Term: "China"}},
})

func page(lang, body string) document.Document {
	return document.New("x."+lang+".md", "x."+lang+".md", lang, document.FrontMatter{}, []byte(body), nil)
}

func TestTerms(t *testing.T) {
	for _, test := range []struct{ name, lang, body, want string }{
		{"with its particles", "ar", "وللأويغور والصين", "[وللأويغور](term:uyghurs) [والصين](term:china)"},
		{"an adjective is another word", "ar", "الصينية", "الصينية"},
		{"the first in a section only", "ar", "هيكفيجن وهيكفيجن\n\n## عنوان\n\nهيكفيجن", "[هيكفيجن](term:hikvision) وهيكفيجن\n\n## عنوان\n\n[هيكفيجن](term:hikvision)"},
		{"not in a heading", "ar", "# هيكفيجن\n\nهيكفيجن", "# هيكفيجن\n\n[هيكفيجن](term:hikvision)"},
		{"not in a link or code", "ar", "[هيكفيجن](https://example.org) `هيكفيجن`", "[هيكفيجن](https://example.org) `هيكفيجن`"},
		{"over a line end", "ar", "قائمة\nالكيانات", "[قائمة\nالكيانات](term:entity-list)"},
		{"not over punctuation", "ar", "قائمة، الكيانات", "قائمة، الكيانات"},
		{"in emphasis", "ar", "**قائمة الكيانات**", "**[قائمة الكيانات](term:entity-list)**"},
		{"the author's own mark counts", "ar", "هيكفيجن ثم [الشركة](term:hikvision)", "هيكفيجن ثم [الشركة](term:hikvision)"},
		{"an everyday word needs company", "ar", "عقد ثم العقد", "عقد ثم [العقد](term:contract)"},
		{"on a whole isolated run", "ar", "[Hikvision](lang:en) و[Hikvision Australia](lang:en)", "[Hikvision](term:hikvision \"lang:en\") و[Hikvision Australia](lang:en)"},
		{"English capitals", "en", "an entity list, the Entity List", "an entity list, the [Entity List](term:entity-list)"},
		{"English plural and possessive", "en", "Contracts and Hikvision’s", "[Contracts](term:contract) and [Hikvision](term:hikvision)’s"},
		{"not in an attribute line", "en", "China\n{#china}", "[China](term:china)\n{#china}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := concepts.Matcher(test.lang, nil)
			d := page(test.lang, test.body)
			got, _ := Terms(d, m)
			if string(got.Body) != test.want {
				t.Errorf("\n got %s\nwant %s", got.Body, test.want)
			}
		})
	}
}

func TestOccurrencesAreAll(t *testing.T) {
	_, found := Terms(page("ar", "# هيكفيجن\n\nهيكفيجن [Hikvision Australia](lang:en) [هيكفيجن](https://example.org)"), concepts.Matcher("ar", nil))
	marked := 0
	for _, o := range found {
		if o.Marked {
			marked++
		}
	}
	if len(found) != 4 || marked != 1 {
		t.Errorf("found %d occurrences, %d of them marked; want 4 and 1", len(found), marked)
	}
}

func TestIsolate(t *testing.T) {
	for _, test := range []struct{ lang, body, want string }{
		{"ar", "شركة Hikvision وSenseTime.", "شركة [Hikvision](lang:en) و[SenseTime](lang:en)."},
		{"ar", "مؤتمر Hikvision Australia Global ESG الذي", "مؤتمر [Hikvision Australia Global ESG](lang:en) الذي"},
		{"ar", "(Hikvision), IPVM", "([Hikvision](lang:en)), [IPVM](lang:en)"},
		{"ar", `AT\&T وR \& D وCOVID-19 و5G`, `[AT\&T](lang:en) و[R \& D](lang:en) و[COVID-19](lang:en) و[5G](lang:en)`},
		{"ar", "https://example.org/a?b=1 ثم", "[https://example.org/a?b=1](lang:en) ثم"},
		{"ar", "Hikvision 2019", "[Hikvision](lang:en) 2019"},
		{"ar", "71.5 مليون", "71.5 مليون"},
		{"ar", "## مؤتمر ESG {#esg}", "## مؤتمر [ESG](lang:en) {#esg}"},
		{"ar", "صورة {{< figure src=\"x.png\" >}} من IPVM", "صورة {{< figure src=\"x.png\" >}} من [IPVM](lang:en)"},
		{"ar", "[IPVM](lang:en) `code`", "[IPVM](lang:en) `code`"},
		{"en", "the word قائمة الكيانات means", "the word [قائمة الكيانات](lang:ar) means"},
		{"en", "海康威视 and Дахуа", "[海康威视](lang:zh) and [Дахуа](lang:und)"},
	} {
		if got := string(Isolate(page(test.lang, test.body)).Body); got != test.want {
			t.Errorf("\n got %s\nwant %s", got, test.want)
		}
	}
}

func TestIsolateText(t *testing.T) {
	if got, want := isolateText("عقود Hikvision *الخمسة*", "ar"), `عقود [Hikvision](lang:en) \*الخمسة\*`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := isolateText("عقود هيكفيجن", "ar"); got != "" {
		t.Errorf("a title in one script was rewritten: %s", got)
	}
}

// FuzzAnnotate holds the laws: stripping the marks restores the bytes, and marking twice is marking once.
func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{"شركة Hikvision في الصين", "> قائمة\n> الكيانات\n\n- عقود\n{#p1}", "[هيكفيجن](term:hikvision) [x](lang:en)", "*Hikvision* **و**`Hikvision`",
		"[Hikvision][1]\n\n[1]: term:hikvision", "<b>هيكفيجن</b>", "| هيكفيجن | China |\n|---|---|\n| a | b |", "\\[x\\](y) [![هيكفيجن](x.png)](y)", "[a] هيكفيجن", "![هيكفيجن](x)"} {
		f.Add(s)
	}
	matchers := map[string]*glossary.Matcher{"ar": concepts.Matcher("ar", nil), "en": concepts.Matcher("en", nil)}
	f.Fuzz(func(t *testing.T, body string) {
		if strings.ContainsRune(body, '\r') || !utf8.ValidString(body) {
			t.Skip() // document.Parse has made the line ends "\n"
		}
		if strings.Count(body, "[") > 500 {
			t.Skip() // goldmark gives up links in a block with a thousand open brackets
		}
		for lang, m := range matchers {
			d := page(lang, body).Strip(document.Term, document.Lang)
			if again := d.Strip(document.Term, document.Lang); string(again.Body) != string(d.Body) {
				t.Skip() // marks around marks, which no author writes and no program makes
			}
			isolated := Isolate(d)
			if twice := Isolate(isolated); string(twice.Body) != string(isolated.Body) {
				t.Errorf("isolating twice:\n%q\n%q", isolated.Body, twice.Body)
			}
			marked, found := Terms(isolated, m)
			if once, _ := markRuns(d, foreignParts(d, runs(d)), m); string(once.Body) != string(marked.Body) {
				t.Errorf("isolating and marking at once:\n%q\none after the other:\n%q", once.Body, marked.Body)
			}
			if twice, _ := Terms(marked, m); string(twice.Body) != string(marked.Body) {
				t.Errorf("marking twice:\n%q\n%q", marked.Body, twice.Body)
			}
			if got := marked.Strip(document.Term, document.Lang); string(got.Body) != string(d.Body) {
				t.Errorf("stripping the marks of\n%q\ngave\n%q, not\n%q", marked.Body, got.Body, d.Body)
			}
			end := 0
			for _, o := range found {
				if o.Start < end || o.End > len(isolated.Body) || !utf8.Valid(isolated.Body[o.Start:o.End]) {
					t.Errorf("occurrence %v out of order or off a boundary in %q", o, isolated.Body)
				}
				end = o.End
			}
		}
	})
}
