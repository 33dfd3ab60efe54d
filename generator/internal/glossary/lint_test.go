package glossary

import (
	"slices"
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	loan := Concept{ID: "loan", Category: "money", line: 3, Arabic: Entry{Term: "قرض"}, English: Entry{Term: "loan"}}
	with := func(c Concept, change func(*Concept)) Concept {
		change(&c)
		return c
	}
	plural := with(loan, func(c *Concept) { c.Arabic.Forms = []string{"قروض"} })
	for _, test := range []struct {
		name     string
		concepts []Concept
		ar, en   string
		want     []string
	}{
		{"nothing to say", []Concept{plural}, "القرض قروض", "a loan", nil},
		{"no texts", []Concept{loan}, "", "", nil},
		{"in no page", []Concept{loan}, "بيت", "house", []string{"warning: no page has a form of “loan”"}},
		{"in no Arabic page", []Concept{loan}, "بيت", "loans", []string{"note: no Arabic page has a form of “loan”"}},
		{"in no English page", []Concept{loan}, "القرض", "house", []string{"note: no English page has a form of “loan”"}},
		{"only in a longer term", []Concept{loan, {ID: "guarantee", Category: "money", line: 9, Arabic: Entry{Term: "ضمان قرض"}}}, "ضمان القرض", "",
			[]string{"note: no Arabic page links “قرض”: another form, mostly a longer one, always comes before it, as in “القرض” (x.md:1)"}},
		{"only alone and ambiguous", []Concept{with(loan, func(c *Concept) { c.Ambiguous = true })}, "بيت\nقرض", "",
			[]string{"note: no Arabic page links “قرض”: it is ambiguous and always stands alone, as in “قرض” (x.md:2)"}},
		{"form without a use", []Concept{with(plural, func(c *Concept) { c.Arabic.Forms = append(c.Arabic.Forms, "سلفة") })}, strings.Repeat("القرض والقروض. ", 4), "loan",
			[]string{"note: Arabic pages have “loan” 8 times, but never as “سلفة”"}},
		{"form without a use in few", []Concept{with(plural, func(c *Concept) { c.Arabic.Forms = append(c.Arabic.Forms, "سلفة") })}, "القرض والقروض", "loan", nil},
		{"inflections listed", []Concept{with(plural, func(c *Concept) { c.Arabic.Forms = []string{"القرض", "قروض", "قُروض", "قرضين"} })}, "القرض والقروض", "loan",
			[]string{"note: “القرض” is found without being listed, from “قرض”", "note: “قُروض” is found without being listed, from “قروض”",
				"note: “قرضين” is found without being listed, from “قرض” (dual or sound plural)"}},
		{"English plural listed", []Concept{with(plural, func(c *Concept) { c.English.Forms = []string{"credit", "credits"} })}, "قرض", "loan",
			[]string{"note: “credits” is found without being listed, from “credit”"}},
		{"particle or first letter", []Concept{{ID: "x", line: 3, Arabic: Entry{Term: "زارة", Forms: []string{"وزارة"}}}}, "زارة وزارة", "", nil},
		{"short", []Concept{plural}, "قرض\nالقرض وبقرضها", "loan",
			[]string{"note: “قرض” is short: 1 of 3 matches have more than ال written onto them, as in “وبقرضها” (x.md:2)"}},
		{"ambiguous", []Concept{with(plural, func(c *Concept) { c.Ambiguous = true })}, "بقروض", "loan",
			[]string{"note: “قروض” is ambiguous: 1 of 1 matches have more than ال written onto them, as in “بقروض” (x.md:1)"}},
		{"capitals", []Concept{{ID: "eu", line: 3, English: Entry{Term: "EU"}}}, "", "the EU", nil},
		{"missing plural", []Concept{loan}, "قرض\nوبالقروض قروضها قروضًا", "loan",
			[]string{"note: “قرض” may have the plural “قروض”, which no concept matches and which the texts have 3 times, as in “وبالقروض” (x.md:2)"}},
		{"plural of a name", []Concept{with(loan, func(c *Concept) { c.Category = "place" })}, "قرض قروض", "loan", nil},
		{"plural of another concept", []Concept{loan, {ID: "loans", line: 9, Arabic: Entry{Term: "قروض"}}}, "قرض قروض", "", nil},
		{"verbal noun with إ", []Concept{{ID: "science", line: 3, Arabic: Entry{Term: "علم"}}}, "العلم إعلام", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var texts []Text
			if test.ar != "" {
				texts = append(texts, Text{Path: "x.md", Lang: "ar", Body: []byte(test.ar)})
			}
			if test.en != "" {
				texts = append(texts, Text{Path: "y.md", Lang: "en", Body: []byte(test.en)})
			}
			var got []string
			for _, f := range New(test.concepts).Lint("g.toml", texts) {
				if f.Hint == "" || f.Line != 3 {
					t.Errorf("hint %q, line %d: %v", f.Hint, f.Line, f)
				}
				message, _, _ := strings.Cut(strings.TrimPrefix(f.String(), "g.toml:3: "), "\n")
				got = append(got, message)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestLintTakesMarksAsOccurrences(t *testing.T) {
	g := New([]Concept{{ID: "loan", Ambiguous: true, Arabic: Entry{Term: "قرض"}}})
	line := func(int) int { return 7 }
	if found := g.Lint("g.toml", []Text{{Path: "x.md", Lang: "ar", Body: []byte("قرض"), Marked: []string{"loan"}, Line: line}}); len(found) > 0 {
		t.Errorf("got %v", found)
	}
}

func TestBrokenPlurals(t *testing.T) {
	for _, test := range []struct{ noun, want string }{
		{"قرض", "قروض"}, {"خبر", "أخبار"}, {"جبل", "جبال"}, {"شهر", "أشهر"}, {"حق", "حقوق"}, {"سر", "أسرار"}, {"مال", "أموال"}, {"وزير", "وزراء"},
		{"صديق", "أصدقاء"}, {"كبير", "كبار"}, {"رغيف", "أرغفة"}, {"عامل", "عمال"}, {"شاعر", "شعراء"}, {"حاجز", "حواجز"}, {"نظام", "أنظمة"}, {"كتاب", "كتب"},
		{"عمود", "أعمدة"}, {"رسالة", "رسائل"}, {"وثيقة", "وثائق"}, {"مدينة", "مدن"}, {"قائمة", "قوائم"}, {"تهمة", "تهم"}, {"قضية", "قضايا"}, {"مصنع", "مصانع"},
		{"محكمة", "محاكم"}, {"تقرير", "تقارير"}, {"مشروع", "مشاريع"}, {"مفتاح", "مفاتيح"}, {"امر", "امور"},
	} {
		if got := brokenPlurals(test.noun); !slices.Contains(got, test.want) {
			t.Errorf("%s: got %q, want %s among them", test.noun, got, test.want)
		}
	}
	for _, noun := range []string{"", "ة", "استثمار", "تكنولوجيا"} {
		if got := brokenPlurals(noun); len(got) > 0 {
			t.Errorf("%q: got %q", noun, got)
		}
	}
}
