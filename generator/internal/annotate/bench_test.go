package annotate

import (
	"os"
	"testing"

	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/source"
)

// The benchmarks work on the site's own glossary and its longer source text, so that what they measure is what a build does.
func ownGlossary(b *testing.B) glossary.Glossary {
	data, err := os.ReadFile("../../../content/glossary.toml")
	if err != nil {
		b.Fatal(err)
	}
	g, found := glossary.Parse("glossary.toml", data)
	if len(found) > 0 {
		b.Fatal(found)
	}
	return g
}

func ownSource(b *testing.B) []byte {
	data, err := os.ReadFile("../../../content/sources/five-contracts-ended.txt")
	if err != nil {
		b.Fatal(err)
	}
	return data
}

func ownPage(b *testing.B) document.Document {
	text, _ := source.Parse("x.txt", ownSource(b), source.DefaultRules())
	return text.Document()
}

// BenchmarkParseMarkdown is goldmark alone: what marking a page is compared with.
func BenchmarkParseMarkdown(b *testing.B) {
	page := ownPage(b)
	b.SetBytes(int64(len(page.Body)))
	for b.Loop() {
		page.AST()
	}
}

func BenchmarkPage(b *testing.B) {
	page, a := ownPage(b), New(ownGlossary(b), nil)
	b.SetBytes(int64(len(page.Body)))
	for b.Loop() {
		a.Page(page)
	}
}

func BenchmarkConvert(b *testing.B) {
	data, rules := ownSource(b), source.DefaultRules()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		text, _ := source.Parse("x.txt", data, rules)
		text.Document().Format()
	}
}

// BenchmarkCompile is the cost of a glossary, once a run.
func BenchmarkCompile(b *testing.B) {
	g := ownGlossary(b)
	for b.Loop() {
		New(g, nil)
	}
}
