package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/parallel"
	"bayan/generator/internal/site"
	"bayan/generator/internal/source"
)

// tenThousandPages makes that many Arabic pages of about 4 kB from the site's own source texts.
func tenThousandPages(b *testing.B) []document.Document {
	b.Helper()
	data, err := os.ReadFile("../content/sources/five-contracts-ended.txt")
	if err != nil {
		b.Fatal(err)
	}
	text, found := source.Parse("x.txt", data, source.DefaultRules())
	if diag.Failed(found) {
		b.Fatal(found)
	}
	text.Passages = text.Passages[:len(text.Passages)/2]
	pages := make([]document.Document, 10_000)
	for i := range pages {
		text.Slug = fmt.Sprint("page-", i)
		pages[i] = text.Document()
	}
	return pages
}

// BenchmarkMarkPages marks ten thousand pages and writes them, as a build does: parsed, isolated, marked, and put into files.
func BenchmarkMarkPages(b *testing.B) {
	data, err := os.ReadFile("../content/glossary.toml")
	if err != nil {
		b.Fatal(err)
	}
	g, _ := glossary.Parse("glossary.toml", data)
	pages := tenThousandPages(b)
	size := 0
	for _, p := range pages {
		size += len(p.Body)
	}
	b.SetBytes(int64(size))
	dir := b.TempDir()
	for n := 0; b.Loop(); n++ {
		annotator := annotate.New(g, nil)
		marked := make([]document.Document, len(pages))
		parallel.For(len(pages), func(i int) { marked[i], _ = annotator.Page(pages[i]) })
		if err := site.Stage(filepath.Join(dir, fmt.Sprint(n)), marked, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParsePages is goldmark alone on the same pages, on one processor.
func BenchmarkParsePages(b *testing.B) {
	pages := tenThousandPages(b)
	for b.Loop() {
		for _, p := range pages {
			p.AST()
		}
	}
}
