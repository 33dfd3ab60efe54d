// Package source reads a source text: a report that somebody pasted as plain text, with or without front matter.
//
// [Parse] takes the bytes as received and gives a [Text]: the record of what is known, the headline, the numbered
// passages, and every line left out with its reason. [Text.Document] writes it as Markdown. Nothing is lost on the
// way: each line of the text is in the document's body or in its list of dropped lines. The words stay as received;
// what is untidy about them is a finding.
//
// The files follow the steps: encoding.go (bytes to text), furniture.go (what is not the report), passages.go (lines to
// passages), untidy.go (what to tell the maintainer), document.go (Markdown).
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
)

// MaxBytes is the size of the largest file that the program should read as a text. A long report has some 50 kB; a file beyond this is
// something else.
const MaxBytes = 8 << 20

// Text is a source text, read.
type Text struct {
	File            string
	Slug            string // names the page; lower-case ASCII
	Title           string // the headline, or the opening words of the first passage
	Headline        Passage
	HeadlineDerived bool // neither the text nor its front matter has a headline: Title is taken from the first passage
	Description     string
	Passages        []Passage
	SlugLine        int // the line of the file on which the slug is given; 1 where it is derived
	Record          document.Record
	Params          map[string]any // front matter fields unknown here
}

// Passage is a paragraph of a source text, the unit that a citation names.
type Passage struct {
	ID    string // "p1", "p2" …; "headline"
	Lines []Line // more than one where the text was hard-wrapped
}

// Line is a line of a source text.
type Line struct {
	Number int    // in the author's file, 1-based
	Text   string // without the spaces around it, and without the controls that a finding names
}

// Text is the passage on one line.
func (p Passage) Text() string {
	lines := make([]string, len(p.Lines))
	for i, l := range p.Lines {
		lines[i] = l.Text
	}
	return strings.Join(lines, " ")
}

// frontMatter is what a maintainer may say above a source text. The value "unknown" says that somebody looked and it
// cannot be known.
type frontMatter struct {
	Title            string         `toml:"title"`
	Slug             string         `toml:"slug"`
	Description      string         `toml:"description"`
	Publisher        string         `toml:"publisher"`
	URL              string         `toml:"url"`
	Author           string         `toml:"author"`
	Published        string         `toml:"published"`
	Retrieved        string         `toml:"retrieved"`
	Language         string         `toml:"language"`
	OriginalLanguage string         `toml:"original_language"`
	Rights           string         `toml:"rights"`
	Keep             []string       `toml:"keep"` // lines that are not furniture, whatever the rules say
	Params           map[string]any `toml:"params"`
}

// Parse reads a source text. file is the author's path, used in findings and, where its name is a slug, as the slug; data is the
// file as received, in any of the encodings of [Decode]. rules say what is furniture.
// With an error among the findings the Text is not to be used.
func Parse(file string, data []byte, rules Rules) (Text, []diag.Finding) {
	t := Text{File: file}
	decoded, fs := Decode(file, data)
	if diag.Failed(fs) {
		return t, fs
	}
	block, more := document.SplitFrontMatter(file, document.NormalizeLineEnds([]byte(decoded.Text)))
	fs = append(fs, more...)
	var fm frontMatter
	if !diag.Failed(fs) {
		fs = append(fs, block.Decode(&fm)...)
	}
	if diag.Failed(fs) {
		return t, fs
	}

	lines, more := cleanLines(file, string(block.Body), block.BodyLine)
	fs = append(fs, more...)
	lines, t.Record.Dropped = rules.drop(lines, fm.Keep)
	if countWords(lines) == 0 {
		message := "the file holds no text"
		if len(t.Record.Dropped) > 0 {
			message = "every line of the text was taken for site furniture"
		}
		return t, append(fs, diag.Finding{File: file, Line: block.BodyLine, Severity: diag.Error, Code: "no-text", Message: message,
			Hint: "paste the report's text below the front matter; a line that was dropped in error goes into keep = [\"…\"]"})
	}
	t.Headline, t.Passages = passages(lines)
	received := sha256.Sum256(decoded.bodyBytes(data, block.BodyLine))
	t.describe(fm, decoded.Encoding, "sha256:"+hex.EncodeToString(received[:]))
	t.SlugLine = block.KeyLine("slug")
	fs = append(fs, t.checkRecord(block, fm)...)
	fs = append(fs, t.untidy()...)
	return t, fs
}

// describe fills in what the text is called and what is known of it.
func (t *Text) describe(fm frontMatter, encoding, digest string) {
	t.Title, t.Description, t.Params = fm.Title, fm.Description, fm.Params
	if len(t.Headline.Lines) > 0 {
		if t.Title == "" {
			t.Title = t.Headline.Text()
		}
	} else {
		if t.Title == "" {
			t.HeadlineDerived = true
			t.Title = openingWords(t.Passages[0].Text())
		}
	}
	dropped := t.Record.Dropped
	t.Record = document.Record{
		Publisher: known(fm.Publisher), Author: known(fm.Author), URL: known(fm.URL), Published: known(fm.Published),
		Retrieved: known(fm.Retrieved), OriginalLanguage: known(fm.OriginalLanguage), Rights: fm.Rights,
		Language: fm.Language, Digest: digest, Encoding: encoding, Dropped: dropped,
	}
	whole := t.text()
	if t.Record.Language == "" {
		t.Record.Language = arabic.Language(whole)
	}
	if t.Record.Rights == "" { // checkRecord says so
		t.Record.Rights = "full"
	}
	t.Record.Words = len(arabic.Words([]byte(whole)))
	t.Record.ReadingMinutes = document.ReadingMinutes(t.Record.Words, t.Record.Language)
	t.Slug = fm.Slug
	if t.Slug == "" {
		t.Slug = slug(t.File, t.Title, digest)
	}
}

func known(value string) string {
	if strings.EqualFold(value, "unknown") {
		return ""
	}
	return value
}

// text is the whole text, headline first.
func (t *Text) text() string {
	var b strings.Builder
	for _, p := range append([]Passage{t.Headline}, t.Passages...) {
		b.WriteString(p.Text())
		b.WriteByte('\n')
	}
	return b.String()
}

const titleWords = 12

// openingWords makes a title of a text that has none: its first words, and an ellipsis where it goes on.
func openingWords(passage string) string {
	words := strings.Fields(passage)
	if len(words) <= titleWords {
		return strings.Join(words, " ")
	}
	return strings.TrimRight(strings.Join(words[:titleWords], " "), "،؛,;:.") + " …"
}

var (
	slugPattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	wordPattern = regexp.MustCompile(`[a-z]{3,}`)
	datePattern = regexp.MustCompile(`^\d{4}(?:-\d\d(?:-\d\d)?)?$`)
	rights      = map[string]bool{"full": true, "excerpt": true, "none": true}
)

const slugBytes = 60

// slug names a page: the file's name where it is a slug with a word in it, otherwise the title in ASCII, otherwise the
// start of the digest.
func slug(file, title, digest string) string {
	if name := fileName(file); slugPattern.MatchString(name) && wordPattern.MatchString(name) {
		return name
	}
	s := arabic.Romanize(title)
	if len(s) > slugBytes {
		s = s[:slugBytes+1]
		s = s[:max(strings.LastIndexByte(s, '-'), 0)]
	}
	if s == "" {
		s = "source-" + strings.TrimPrefix(digest, "sha256:")[:8]
	}
	return s
}

// holds reports whether a line of the text is the given one.
func (t *Text) holds(line string) bool {
	for _, p := range append([]Passage{t.Headline}, t.Passages...) {
		for _, l := range p.Lines {
			if l.Text == strings.TrimSpace(line) {
				return true
			}
		}
	}
	return false
}

// fileName is a file's name without its folders and .txt.
func fileName(file string) string {
	return strings.TrimSuffix(file[strings.LastIndexAny(file, `/\`)+1:], ".txt")
}

// checkRecord finds what the front matter says wrongly and what nobody has said.
func (t *Text) checkRecord(block document.Block, fm frontMatter) []diag.Finding {
	var fs []diag.Finding
	add := func(severity diag.Severity, key, code, message, hint string) {
		fs = append(fs, diag.Finding{File: t.File, Line: block.KeyLine(key), Severity: severity, Code: code, Message: message, Hint: hint})
	}
	if !slugPattern.MatchString(t.Slug) || t.Slug == "index" {
		add(diag.Error, "slug", "bad-slug", fmt.Sprintf("the slug %s is not a slug", diag.Quote(t.Slug)),
			"use lower-case letters a–z, digits and single hyphens between them, such as five-contracts")
	}
	if fm.Slug == "" && t.Slug != fileName(t.File) {
		add(diag.Note, "slug", "derived-slug", fmt.Sprintf("the slug is made from the title: %s", diag.Quote(t.Slug)),
			fmt.Sprintf("set slug = %q above the text to keep the page's address when the title changes", t.Slug))
	}
	if t.HeadlineDerived {
		add(diag.Note, "title", "derived-title", "the text has no headline: the page is called by its opening words",
			"set title = \"…\" above the text to name it")
	}
	if u, err := url.Parse(t.Record.URL); t.Record.URL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		add(diag.Error, "url", "bad-url", fmt.Sprintf("%s is not the address of a page", diag.Quote(t.Record.URL)),
			"give the whole address, beginning with https://, or leave the field out")
	}
	for _, field := range []struct{ key, value string }{{"published", t.Record.Published}, {"retrieved", t.Record.Retrieved}} {
		if field.value != "" && !datePattern.MatchString(field.value) {
			add(diag.Error, field.key, "bad-date", fmt.Sprintf("%s is not a date", diag.Quote(field.value)),
				"write year-month-day, such as 2024-12-09; a year, or year and month, will do")
		}
	}
	if !rights[t.Record.Rights] {
		add(diag.Error, "rights", "bad-rights", fmt.Sprintf("rights cannot be %s", diag.Quote(t.Record.Rights)), "use full, excerpt or none")
	}
	if t.Record.Language != "ar" && t.Record.Language != "en" {
		add(diag.Error, "language", "text-language", "the text is neither mostly Arabic nor mostly English",
			"a source text is in Arabic; set language = \"ar\" above it if this one is")
	}
	if t.HeadlineDerived && t.Record.Rights == "none" {
		add(diag.Error, "rights", "missing-title", "the page would be called by words of a text of which it may show nothing", "name it: title = \"…\"")
	}
	var missing []string
	for _, field := range []struct{ key, value string }{{"publisher", fm.Publisher}, {"published", fm.Published}} {
		if field.value == "" {
			missing = append(missing, field.key)
		}
	}
	if fm.Rights == "" {
		add(diag.Warning, "rights", "unknown-rights", "nobody has said what of this text may be shown: the page shows all of it",
			"say rights = \"full\", \"excerpt\" (only the passages that pages cite) or \"none\" (only the record)")
	}
	for _, line := range fm.Keep {
		if !t.holds(line) {
			add(diag.Warning, "keep", "keep", fmt.Sprintf("no line of the text is %s", diag.Quote(line)), "keep names whole lines, as they stand in the text")
		}
	}
	if len(missing) > 0 {
		add(diag.Warning, missing[0], "unknown-record", "not known of this text: "+strings.Join(missing, ", "),
			"say it above the text between +++ lines, such as "+missing[0]+" = \"…\"; \"unknown\" says that it cannot be known")
	}
	return fs
}
