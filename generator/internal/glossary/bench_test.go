package glossary

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bayan/generator/internal/arabic"
)

// ownText is the site's own Arabic, about a megabyte of it over and over.
func ownText(b *testing.B) []byte {
	b.Helper()
	var text []byte
	for _, name := range []string{"five-contracts-ended", "internal-review"} {
		data, err := os.ReadFile("../../../content/sources/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text = append(text, data...)
	}
	return bytes.Repeat(text, 1+(1<<20)/len(text))
}

// ownAndMore is the site's own glossary and as many further terms, of letters at random, as make n. The same words of the text match, however
// many terms there are.
func ownAndMore(b *testing.B, n int) Glossary {
	b.Helper()
	data, err := os.ReadFile("../../../content/glossary.toml")
	if err != nil {
		b.Fatal(err)
	}
	own, _ := Parse("glossary.toml", data)
	random := rand.New(rand.NewPCG(3, 4))
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	concepts := own.Concepts[:min(n, len(own.Concepts))]
	for len(concepts) < n {
		word := make([]rune, 5+random.IntN(4))
		for i := range word {
			word[i] = letters[random.IntN(len(letters))]
		}
		concepts = append(concepts, Concept{ID: fmt.Sprint("c", len(concepts)), Category: "concept", Arabic: Entry{Term: string(word)}})
	}
	return New(concepts)
}

// BenchmarkFind shows that the cost grows with the text and not with the number of terms.
func BenchmarkFind(b *testing.B) {
	text := ownText(b)
	for _, n := range []int{120, 1_200, 12_000} {
		m := ownAndMore(b, n).Matcher("ar", nil)
		b.Run(fmt.Sprint("terms=", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			found := make([]Match, 0, 1<<16)
			for b.Loop() {
				found = m.Append(found[:0], text)
			}
			b.ReportMetric(float64(len(found)), "matches")
		})
	}
}

// BenchmarkScan is the least that any finder of terms must do: find and fold every word.
func BenchmarkScan(b *testing.B) {
	text := ownText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for s := (arabic.Scanner{Text: text}); s.Next(); {
		}
	}
}

// BenchmarkRipgrep lists the same terms in the same text with rg -F -o: fixed strings, without any morphology. It is the honest yardstick for speed, and is
// skipped where ripgrep is not installed.
func BenchmarkRipgrep(b *testing.B) {
	if _, err := exec.LookPath("rg"); err != nil {
		b.Skip("ripgrep is not installed")
	}
	text := bytes.Repeat(ownText(b), 50) // long enough for a process's start not to count
	g := ownAndMore(b, 1_200)
	var terms bytes.Buffer
	for _, c := range g.Concepts {
		for _, form := range append([]string{c.Arabic.Term}, c.Arabic.Forms...) {
			terms.WriteString(form + "\n")
		}
	}
	dir := b.TempDir()
	for name, data := range map[string][]byte{"text": text, "terms": terms.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		cmd := exec.Command("rg", "-F", "-o", "--threads", "1", "-f", "terms", "text")
		cmd.Dir, cmd.Stdout = dir, io.Discard
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
	}
}
