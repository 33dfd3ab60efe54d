package evidence

import (
	"slices"
	"testing"

	"bayan/generator/internal/document"
)

var sources = Sources{"review": {Title: "المراجعة", Passages: map[string]bool{"headline": true, "p1": true, "p2": true}}}

func page(body string) document.Document {
	return document.New("x.ar.md", "x.ar.md", "ar", document.FrontMatter{}, []byte(body), []int{10, 11, 12, 13})
}

func TestResolveNumbersByFirstMention(t *testing.T) {
	d, fs := Resolve(page("أ.[](source:review#p2)[](source:review#p1)\n\nب.[](source:review#p2)"), sources)
	if want := "أ.[1](source:review#p2)[2](source:review#p1)\n\nب.[1](source:review#p2)"; string(d.Body) != want || len(fs) > 0 {
		t.Errorf("got %s %v", d.Body, fs)
	}
	want := []document.Citation{{Number: 1, Source: "review", Passage: "p2", Title: "المراجعة"}, {Number: 2, Source: "review", Passage: "p1", Title: "المراجعة"}}
	if !slices.Equal(d.FrontMatter.Citations, want) {
		t.Errorf("citations %v", d.FrontMatter.Citations)
	}
	if again, _ := Resolve(page(string(d.Body)), sources); string(again.Body) != string(d.Body) {
		t.Errorf("numbering a numbered page changed it: %s", again.Body)
	}
}

func TestResolveRefusesWhatLeadsNowhere(t *testing.T) {
	_, fs := Resolve(page("أ.[](source:other#p1)\n[](source:review#p9)\n\n[](source:review)"), sources)
	var got []string
	for _, f := range fs {
		got = append(got, f.String())
	}
	want := []string{
		"x.ar.md:10: error: no source has the slug “other”\n\thint: the slug is the file's name in content/sources, without .txt\n",
		"x.ar.md:11: error: “review” has no passage “p9”\n\thint: its passages are p1 to p2\n",
		"x.ar.md:13: error: the citation of “review” names no passage\n\thint: add the passage, as in source:review#p1\n",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
