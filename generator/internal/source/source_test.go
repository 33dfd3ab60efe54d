package source

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
)

const report = `افتح النشرة الإخبارية لـ City Watch مجانًا
وقعت بلدية المدينة عقد الجسر مع شركة Nile Bridges يوم الأحد ، وقالت إن “العمل يبدأ قريبًا.
جسور الأحياء الشرقية .

قالت الشركة إنها ستنشر التقرير (بالعربية والإنجليزية) في موعده المحدد.
اقرأ أيضًا: جسر آخر
جميع الحقوق محفوظة © 2024
`

func mustParse(t *testing.T, data []byte) (Text, []diag.Finding) {
	t.Helper()
	text, found := Parse("report.txt", data, DefaultRules())
	if diag.Failed(found) {
		t.Fatalf("%v", found)
	}
	return text, found
}

func codes(found []diag.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return list
}

func TestParse(t *testing.T) {
	text, found := mustParse(t, []byte(report))
	var dropped []string
	for _, d := range text.Record.Dropped {
		dropped = append(dropped, d.Reason)
	}
	if want := []string{"newsletter", "related", "copyright"}; !slices.Equal(dropped, want) {
		t.Errorf("dropped for %v, want %v", dropped, want)
	}
	if len(text.Passages) != 3 || text.Passages[0].ID != "p1" || text.Passages[2].Lines[0].Number != 5 {
		t.Errorf("passages %+v", text.Passages)
	}
	if !text.HeadlineDerived || !strings.HasPrefix(text.Title, "وقعت بلدية المدينة") || !strings.HasSuffix(text.Title, " …") {
		t.Errorf("title %q", text.Title)
	}
	if text.Record.Language != "ar" || text.Record.Encoding != "UTF-8" || text.Record.ReadingMinutes != 1 || text.Record.Words < 25 {
		t.Errorf("record %+v", text.Record)
	}
	want := []string{"derived-title", "fragment", "space-before-mark", "space-before-mark", "unbalanced-mark", "unknown-record", "unknown-rights"}
	if got := codes(found); !slices.Equal(got, want) {
		t.Errorf("findings %v, want %v", got, want)
	}
}

func TestFrontMatterWins(t *testing.T) {
	text, found := mustParse(t, []byte("---\ntitle: عقد الجسر\nslug: bridge\npublisher: unknown\npublished: 2024-05-01\nrights: excerpt\nkeep: [\"اقرأ أيضًا: جسر آخر\"]\n---\n"+report))
	if text.Title != "عقد الجسر" || text.Slug != "bridge" || text.Record.Published != "2024-05-01" || text.Record.Publisher != "" || text.Record.Rights != "excerpt" {
		t.Errorf("%+v", text)
	}
	if slices.Contains(codes(found), "unknown-record") {
		t.Error("a record that says unknown was asked for again")
	}
	if len(text.Record.Dropped) != 2 {
		t.Errorf("a line that was to be kept was dropped: %v", text.Record.Dropped)
	}
	bare, _ := mustParse(t, []byte(report))
	if text.Record.Digest != bare.Record.Digest {
		t.Error("front matter above a text changes the text's digest")
	}
}

func TestWrongFrontMatter(t *testing.T) {
	for _, test := range []struct{ field, code string }{
		{`slug = "../secret"`, "bad-slug"}, {`slug = "A B"`, "bad-slug"}, {`url = "../x"`, "bad-url"}, {`url = "javascript:alert(1)"`, "bad-url"},
		{`published = "yesterday"`, "bad-date"}, {`rights = "all"`, "bad-rights"}, {`title = 3`, "front-matter"}, {`title = `, "front-matter"},
	} {
		_, found := Parse("x.txt", []byte("+++\nauthor = \"a\"\n"+test.field+"\n+++\n"+report), DefaultRules())
		errors := slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity != diag.Error })
		if len(errors) != 1 || errors[0].Code != test.code || errors[0].Line != 3 || errors[0].Hint == "" {
			t.Errorf("%s: want %s on line 3, got %v", test.field, test.code, errors)
		}
	}
}

func TestEncodings(t *testing.T) {
	plain := strings.NewReplacer("“", "", "©", "").Replace(report)
	want, _ := mustParse(t, []byte(plain))
	for _, test := range []struct {
		name string
		enc  encoding.Encoding
		bom  string
	}{
		{"UTF-8", unicode.UTF8, "\ufeff"},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "\ufeff"},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "\ufeff"},
		{"windows-1256", charmap.Windows1256, ""},
		{"ISO-8859-6", charmap.ISO8859_6, ""},
	} {
		for _, front := range []string{"", "+++\r\npublisher = \"بلدية\"\r\n+++\r\n"} {
			data, err := test.enc.NewEncoder().String(test.bom + front + plain)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := mustParse(t, []byte(data))
			if text.Record.Encoding != test.name {
				t.Errorf("%s was read as %s", test.name, text.Record.Encoding)
			}
			if !slices.EqualFunc(text.Passages, want.Passages, func(a, b Passage) bool { return a.Text() == b.Text() }) {
				t.Errorf("%s: passages %+v", test.name, text.Passages)
			}
			received, _ := test.enc.NewEncoder().String(plain)
			if again, _ := Parse("report.txt", []byte(received), DefaultRules()); front == "" && test.bom == "" && again.Record.Digest != text.Record.Digest {
				t.Errorf("%s: the digest is not of the bytes received", test.name)
			}
		}
	}
}

func TestNotText(t *testing.T) {
	for _, test := range []struct{ data, code string }{
		{"", "empty-file"}, {" \n\t\n", "empty-file"}, {"%PDF-1.7 x", "not-text"}, {"a\x00b", "not-text"}, {"caf\xe9 au lait", "unknown-encoding"},
		{"\x93\xfa\x96\x7b", "unknown-encoding"}, {"+++\ntitle = 'x'\n", "front-matter"},
		{"+++\ntitle = 'x'\n+++\n", "no-text"}, {"إعلان\n", "no-text"}, {"123 456", "text-language"},
	} {
		_, found := Parse("x.txt", []byte(test.data), DefaultRules())
		errors := slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity != diag.Error })
		if len(errors) != 1 || errors[0].Code != test.code || errors[0].Hint == "" {
			t.Errorf("%.20q: want %s, got %v", test.data, test.code, errors)
		}
	}
}

func TestPassages(t *testing.T) {
	long := "هذه فقرة طويلة تقال في سطر واحد لا يكسره عرض الصفحة ولا يقطعه المحرر مهما امتد الكلام فيها وتعددت الجمل واحدة بعد أخرى حتى تنتهي."
	for _, test := range []struct {
		name, text string
		headline   string
		passages   []string
	}{
		{"one paragraph a line", "عنوان قصير\n" + long + "\n" + long, "عنوان قصير", []string{long, long}},
		{"blank lines between", long + "\n\n" + long + "\n\n\n" + long, "", []string{long, long, long}},
		{"hard-wrapped", "عنوان الخبر\n\nوقعت البلدية عقد الجسر الجديد\nمع شركة محلية يوم الأحد في\nمقرها القديم وسط المدينة.\n\nوقالت الشركة إن العمل في\nالجسر يبدأ في الشهر المقبل.",
			"عنوان الخبر", []string{"وقعت البلدية عقد الجسر الجديد مع شركة محلية يوم الأحد في مقرها القديم وسط المدينة.", "وقالت الشركة إن العمل في الجسر يبدأ في الشهر المقبل."}},
		{"a short line ends a wrapped paragraph", "وقعت البلدية عقد الجسر الجديد\nمع شركة محلية يوم الأحد في\nمقرها.\nوقالت الشركة إن العمل الجاري\nيبدأ في الشهر المقبل.", "",
			[]string{"وقعت البلدية عقد الجسر الجديد مع شركة محلية يوم الأحد في مقرها.", "وقالت الشركة إن العمل الجاري يبدأ في الشهر المقبل."}},
		{"a sentence is no headline", "انتهى العقد.\n" + long, "", []string{"انتهى العقد.", long}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, _ := mustParse(t, []byte(test.text))
			var got []string
			for _, p := range text.Passages {
				got = append(got, p.Text())
			}
			if text.Headline.Text() != test.headline || !slices.Equal(got, test.passages) {
				t.Errorf("headline %q, passages %q", text.Headline.Text(), got)
			}
		})
	}
}

func TestControlsAreRemovedAndSaid(t *testing.T) {
	text, found := mustParse(t, []byte("عقد \u202eالجسر\u202c في \u200fالمدينة\u200f القديمة\u0007 الآن."))
	if got, want := text.Passages[0].Text(), "عقد الجسر في \u200fالمدينة\u200f القديمة الآن."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !slices.Contains(codes(found), "control-removed") {
		t.Errorf("findings %v", codes(found))
	}
}

func TestSlug(t *testing.T) {
	for _, test := range []struct{ file, title, want string }{
		{"content/sources/five-contracts.txt", "عقود", "five-contracts"},
		{"000_2cf7.txt", "عقد الجسر (Bridge)", "aqad-al-jasar-bridge"},
		{"2024.txt", "٢٠٢٤", "2024"},
		{"x_y.txt", "日本語", "source-01234567"},
		{"x_y.txt", strings.Repeat("جسر ", 40), strings.TrimSuffix(strings.Repeat("jasar-", 10), "-")},
	} {
		if got := slug(test.file, test.title, "sha256:0123456789"); got != test.want || !slugPattern.MatchString(got) || len(got) > slugBytes {
			t.Errorf("slug(%q, %.20q) = %q, want %q", test.file, test.title, got, test.want)
		}
	}
}

func TestShownByRights(t *testing.T) {
	text, _ := mustParse(t, []byte("+++\nrights = \"excerpt\"\n+++\nعنوان التقرير\nالفقرة الأولى من نص التقرير الطويل.\nالفقرة الثانية من نص التقرير الطويل."))
	page := text.Shown(map[string]bool{"p2": true}).Document().PlainText()
	if strings.Contains(page, "الأولى") || !strings.Contains(page, "الثانية") {
		t.Errorf("an excerpt shows\n%s", page)
	}
	text.Record.Rights = "none"
	if page := text.Shown(map[string]bool{"p2": true}).Document(); strings.Contains(string(page.Body), "الثانية") || !page.IDs()["p2"] {
		t.Errorf("rights none shows\n%s", page.Body)
	}
}

func TestShownPageKeepsOnlyWhatItMay(t *testing.T) {
	page, found := document.Parse("x.en.md", "sources/x.en.md", []byte("+++\ntitle = \"T\"\ndescription = \"secret one\"\n+++\n\nsecret two\n\n"+
		"## Heading\n\nsecret three\nover lines\n{#p1}\n\n- secret four\n{#p2}\n\n> secret five\n\nshown\nwords\n{#p3}\n\n```\n# secret six\n```\n"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for rights, want := range map[string]string{
		"none":    "\n[…]\n\n## Heading\n\n\n[…]\n{#p1}\n\n[…]\n{#p2}\n\n[…]\n\n\n[…]\n{#p3}\n\n\n\n[…]\n",
		"excerpt": "\n[…]\n\n## Heading\n\n\n[…]\n{#p1}\n\n[…]\n{#p2}\n\n[…]\n\n\nshown words\n{#p3}\n\n\n\n[…]\n",
	} {
		shown := ShownPage(page, rights, map[string]bool{"p3": true})
		if got := strings.ReplaceAll(string(shown.Body), `\`, ""); got != want || shown.FrontMatter.Description != "" {
			t.Errorf("%s:\n got %q\nwant %q", rights, got, want)
		}
	}
	if whole := ShownPage(page, "full", nil); string(whole.Body) != string(page.Body) {
		t.Error("a page of a text with all rights was cut")
	}
}

func TestExcerptIsCutByWords(t *testing.T) {
	long := strings.TrimSuffix(strings.Repeat("word-", 500), "-")
	if got := firstWords(long); len(arabic.Words([]byte(got))) != excerptWords {
		t.Errorf("an excerpt of %d words", len(arabic.Words([]byte(got))))
	}
}

func TestRulesFile(t *testing.T) {
	if len(DefaultRules()) == 0 {
		t.Fatal("no rules")
	}
	_, found := ParseRules("furniture.toml", []byte("[[rule]]\nid = \"x\"\nwhole = [\"a\"]\nwhere = \"anywhere\"\n\n[[rule]]\nid = \"y\"\nmax_words = 3\nwhere = \"top\"\ncolour = 1\n"))
	var got []string
	for _, f := range found {
		got = append(got, f.String())
	}
	want := []string{
		"furniture.toml:10: error: the field “rule.colour” is not known here\n\thint: correct its name or remove it\n",
		"furniture.toml:1: error: the rule has no max_words\n\thint: say how long a line it may drop, such as max_words = 15\n",
		"furniture.toml:6: error: the rule names no phrase\n\thint: give it whole, begins or contains\n",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// lost gives the first line of a text that neither the page shows nor the list of dropped lines holds, in order.
func lost(data []byte, text Text) string {
	decoded, _ := Decode("", data)
	body := decoded.Text
	if strings.HasPrefix(body, "+++") {
		body = body[strings.LastIndex(body, "+++\n")+4:]
	}
	oneSpace := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	shown := oneSpace(text.Document().PlainText())
	dropped := text.Record.Dropped
	lines, _ := cleanLines("", body, 1)
	for _, line := range lines {
		if len(dropped) > 0 && dropped[0].Text == line.Text {
			dropped = dropped[1:]
			continue
		}
		_, after, found := strings.Cut(shown, oneSpace(line.Text))
		if !found {
			return line.Text
		}
		shown = after
	}
	return ""
}

// TestNothingIsLost holds the first law over every sample report, over those of the folder that $SOURCES names, and over texts put
// together from their lines.
func TestNothingIsLost(t *testing.T) {
	files, _ := filepath.Glob("../../../testdata/sources/*.txt")
	if dir := os.Getenv("SOURCES"); dir != "" {
		more, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
		files = append(files, more...)
	}
	samples := [][]byte{[]byte(report)}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		samples = append(samples, data)
	}
	var lines []string
	for _, data := range samples {
		text, found := Parse("x.txt", data, DefaultRules())
		if diag.Failed(found) {
			continue
		}
		if line := lost(data, text); line != "" {
			t.Errorf("lost: %q", line)
		}
		for line := range strings.Lines(string(data)) {
			if line != "+++\n" && line != "---\n" { // which would open front matter
				lines = append(lines, strings.TrimSuffix(line, "\n"))
			}
		}
	}
	lines = append(lines, "", "", "# x", "1. أول", "- ثان", "> ثالث", "```", "    رابع", "| أ | ب |", "***", "===", "<div>", "{{< x >}}", "إعلان", "[x]: y", "\t", "a\\", "&lt;")
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var b strings.Builder
		for range 1 + random.IntN(20) {
			b.WriteString(lines[random.IntN(len(lines))] + "\n")
		}
		data := []byte(b.String())
		text, found := Parse("x.txt", data, DefaultRules())
		if line := ""; !diag.Failed(found) {
			if line = lost(data, text); line != "" {
				t.Fatalf("lost %q of\n%s", line, data)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(report))
	f.Add([]byte("+++\nslug = '../x'\n+++\nنص"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Add([]byte("---\n: x\n---\nنص\r\rنص"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, found := Parse("x.txt", data, DefaultRules())
		if diag.Failed(found) {
			return
		}
		if !slugPattern.MatchString(text.Slug) || text.Title == "" {
			t.Errorf("slug %q, title %q", text.Slug, text.Title)
		}
		body := text.Document().Body
		if !utf8.Valid(body) || strings.ContainsFunc(string(body), arabic.IsBidiControl) {
			t.Errorf("body %q", body)
		}
		if !strings.HasPrefix(string(data), "+++") && !strings.HasPrefix(string(data), "---") {
			if line := lost(data, text); line != "" && !strings.Contains(string(data), "\r") && len(text.Params) == 0 {
				t.Errorf("lost %q", line)
			}
		}
	})
}
