package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var update = flag.Bool("update", false, "write what the program prints into the stories, where a story compares it with a file of its own")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bayan": main})
}

// TestScripts runs the stories of testdata/script: what somebody does at the command line, and what they get.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	hugo := findHugo(t, root)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: false,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HUGO", hugo)
			env.Setenv("ROOT", root)
			env.Setenv("SOURCES", filepath.Join(root, "testdata", "sources"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repository": repository,
			"exits":      exits,
			"encode":     encode,
			"unescape":   unescape,
			"repeat":     repeat,
			"page":       pageText,
			"keeps":      keeps,
			"spans":      spans,
			"freeport":   freePort,
			"fetch":      fetch,
			"await":      await,
			"whole":      whole,
			"jsonld":     jsonLD,
		},
	})
}

// findHugo gives the Hugo of $BAYAN_HUGO, or the tool that go.mod pins, which is built where it is not.
func findHugo(t *testing.T, root string) string {
	t.Helper()
	if hugo := os.Getenv("BAYAN_HUGO"); hugo != "" {
		return hugo
	}
	cmd := exec.Command("go", "tool", "-n", "hugo")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go tool -n hugo: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// wants stops a story that uses one of the commands below wrongly.
func wants(ts *testscript.TestScript, neg, right bool, usage string) {
	if neg || !right {
		ts.Fatalf("usage: %s", usage)
	}
}

// repository puts this repository's configuration, layouts and styles into the working folder.
func repository(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 0, "repository")
	for _, dir := range []string{"layouts", "static"} {
		ts.Check(os.CopyFS(ts.MkAbs(dir), os.DirFS(filepath.Join(ts.Getenv("ROOT"), dir))))
	}
	config, err := os.ReadFile(filepath.Join(ts.Getenv("ROOT"), "config.toml"))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("config.toml"), config, 0o644))
}

// exits runs a program that is to end with the given exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) >= 2, "exits CODE PROGRAM [ARGUMENT...]")
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, not %s", code, args[0])
	}
}

// encodings are those a source text may have, and one that it may not.
var encodings = map[string]encoding.Encoding{
	"utf-8":        unicode.UTF8,
	"utf-8-bom":    unicode.UTF8BOM,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16le-raw": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"windows-1256": charmap.Windows1256,
	"windows-1251": charmap.Windows1251,
	"iso-8859-6":   charmap.ISO8859_6,
}

// encode writes a UTF-8 file in another encoding. It fails where the encoding lacks a character.
func encode(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 3 && encodings[args[0]] != nil, "encode ENCODING IN OUT")
	out, err := encodings[args[0]].NewEncoder().String(ts.ReadFile(args[1]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(out), 0o644))
}

var escape = regexp.MustCompile(`\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[rnt])`)

// unescape replaces \u202e, \x00, \r, \n and \t in files by the characters they stand for, so that no story holds what nobody sees.
func unescape(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) > 0, "unescape FILE...")
	for _, name := range args {
		text := escape.ReplaceAllStringFunc(ts.ReadFile(name), func(e string) string {
			s, err := strconv.Unquote(`"` + e + `"`)
			ts.Check(err)
			return s
		})
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}

// repeat writes a file of a text over and over, up to a number of megabytes, on one line.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 3, "repeat TEXT MEGABYTES FILE")
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), bytes.Repeat([]byte(args[0]), (size<<20)/len(args[0])), 0o644))
}

// pageText prints what a reader sees of a page's main part, one block a line.
func pageText(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 1, "page FILE")
	root, err := html.Parse(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	main := find(root, func(n *html.Node) bool { return n.Data == "main" })
	if len(main) != 1 {
		ts.Fatalf("%s has %d main parts", args[0], len(main))
	}
	for line := range strings.Lines(visible(main[0])) {
		if line = oneSpaced(line); line != "" {
			fmt.Fprintln(ts.Stdout(), line)
		}
	}
}

// keeps checks that a source's page loses nothing: each line of the source is either in the page's text or among the lines it left out, in
// order, and so many are left out.
func keeps(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 3, "keeps SOURCE PAGE LEFT-OUT")
	root, err := html.Parse(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	var text string
	for _, n := range find(root, func(n *html.Node) bool {
		return n.Data == "h1" || n.Data == "p" && strings.HasPrefix(attribute(n, "id"), "p")
	}) {
		text += " " + oneSpaced(visible(n))
	}
	var dropped []string
	for _, n := range find(root, func(n *html.Node) bool { return attribute(n, "class") == "dropped" }) {
		for _, q := range find(n, func(n *html.Node) bool { return n.Data == "q" }) {
			dropped = append(dropped, oneSpaced(visible(q)))
		}
	}
	if strconv.Itoa(len(dropped)) != args[2] {
		ts.Fatalf("%d lines are left out, not %s: %q", len(dropped), args[2], dropped)
	}
	for line := range strings.Lines(withoutFrontMatter(ts.ReadFile(args[0]))) {
		if line = oneSpaced(line); line == "" {
			continue
		}
		if len(dropped) > 0 && dropped[0] == line {
			dropped = dropped[1:]
			continue
		}
		_, after, found := strings.Cut(text, line)
		if !found {
			ts.Fatalf("the page lacks, or has too early: %s\nleft of the page: %s", line, text)
		}
		text = after
	}
	if len(dropped) > 0 {
		ts.Fatalf("left out, but not in the source in this order: %q", dropped)
	}
}

func withoutFrontMatter(text string) string {
	if rest, ok := strings.CutPrefix(text, "+++\n"); ok {
		_, text, _ = strings.Cut(rest, "+++\n")
	}
	return text
}

func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// find lists the elements that match, outermost first; none within another.
func find(n *html.Node, matches func(*html.Node) bool) []*html.Node {
	if n.Type == html.ElementNode && matches(n) {
		return []*html.Node{n}
	}
	var found []*html.Node
	for c := range n.ChildNodes() {
		found = append(found, find(c, matches)...)
	}
	return found
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var blocks = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "li": true, "dt": true, "dd": true, "div": true, "section": true,
	"summary": true, "header": true, "article": true, "blockquote": true, "td": true, "tr": true}

// visible is the text of an element, without what is not shown, and a line a block.
func visible(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return strings.ReplaceAll(n.Data, "\n", " ")
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "template"):
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(visible(c))
	}
	if blocks[n.Data] {
		return "\n" + b.String() + "\n"
	}
	return b.String()
}

// spans checks the output of annotate --format json: the bytes between start and end of the file are the surface, on that line, and there are
// so many occurrences.
func spans(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 1, "spans OCCURRENCES")
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	n := 0
	for ; decoder.More(); n++ {
		var o struct {
			File, Term, Surface string
			Line, Start, End    int
		}
		ts.Check(decoder.Decode(&o))
		data := ts.ReadFile(o.File)
		if o.Start < 0 || o.End > len(data) || o.Start >= o.End || data[o.Start:o.End] != o.Surface {
			ts.Fatalf("%s: bytes %d to %d of %s are not %q", o.Term, o.Start, o.End, o.File, o.Surface)
		}
		if line := 1 + strings.Count(data[:o.Start], "\n"); line != o.Line {
			ts.Fatalf("%s: byte %d of %s is on line %d, not %d", o.Term, o.Start, o.File, line, o.Line)
		}
	}
	if strconv.Itoa(n) != args[0] {
		ts.Fatalf("%d occurrences, not %s", n, args[0])
	}
}

// freePort sets a variable to a port of the loopback interface on which nothing listens.
func freePort(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 1, "freeport VARIABLE")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	ts.Check(err)
	ts.Setenv(args[0], port)
}

// fetch asks for an address until the answer is a page that holds the text, for ten seconds at most, and prints the page.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 2, "fetch URL TEXT")
	var last string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		response, err := http.Get(args[0])
		if err != nil {
			last = err.Error()
			continue
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		ts.Check(err)
		if last = response.Status + "\n" + string(body); response.StatusCode == http.StatusOK && bytes.Contains(body, []byte(args[1])) {
			fmt.Fprint(ts.Stdout(), string(body))
			return
		}
	}
	ts.Fatalf("no answer from %s holds %q; the last: %s", args[0], args[1], last)
}

// await waits until a file that a background command writes holds the text, for ten seconds at most.
func await(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 2, "await FILE TEXT")
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if data, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && bytes.Contains(data, []byte(args[1])) {
			return
		}
	}
	ts.Fatalf("%s does not hold %q", args[0], args[1])
}
