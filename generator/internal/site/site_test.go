package site

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
)

// write makes files below a temporary folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRead(t *testing.T) {
	content := write(t, map[string]string{
		"glossary.toml": "", "furniture.toml": "", "sources/a.txt": "نص", "sources/a.en.md": "x", "pages/about.ar.md": "x", "explainers/x/map.png": "x",
		"sources/.a.txt.swp": "x", "sources/a.txt~": "x", "notes.docx": "x", "LICENSE": "x",
	})
	more := write(t, map[string]string{"b.txt": "نص", "README.md": "x"})
	tree, found := Read(content, []string{more, filepath.Join(more, "missing")})
	if tree.Glossary == nil || tree.Furniture == nil || len(tree.Pages) != 2 || len(tree.Pictures) != 1 {
		t.Errorf("%+v", tree)
	}
	if len(tree.Sources) != 2 || tree.Sources[1].Path != "sources/b.txt" || tree.Sources[1].Name != filepath.Join(more, "b.txt") {
		t.Errorf("sources %+v", tree.Sources)
	}
	var got []string
	for _, f := range found {
		got = append(got, filepath.Base(f.File)+" "+f.Code+" "+f.Severity.String())
	}
	if want := []string{"notes.docx file-left-out warning", "README.md file-left-out note", "missing no-folder error"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func page(path, body string) document.Document {
	return document.New("x", path, "ar", document.FrontMatter{Title: "ع"}, []byte(body), []int{7, 8, 9})
}

func TestStage(t *testing.T) {
	dir := write(t, map[string]string{"old/gone.ar.md": "x", "a/kept.ar.md": "x"})
	docs := []document.Document{page("a/kept.ar.md", "نص\n"), page("b/new.ar.md", "نص\n")}
	if err := Stage(dir, docs, []File{{Path: "a/map.png", Data: []byte("png")}}); err != nil {
		t.Fatal(err)
	}
	var got []string
	_ = filepath.WalkDir(dir, func(name string, entry os.DirEntry, _ error) error {
		rel, _ := filepath.Rel(dir, name)
		got = append(got, rel)
		return nil
	})
	if want := []string{".", "a", "a/kept.ar.md", "a/map.png", "b", "b/new.ar.md"}; !slices.Equal(got, want) {
		t.Errorf("staged %q", got)
	}
	kept := filepath.Join(dir, "a/kept.ar.md")
	if s := read(t, kept); !strings.HasSuffix(s, "نص\n") {
		t.Errorf("%q", s)
	}
	before, _ := os.Stat(kept)
	if err := Stage(dir, docs, nil); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(kept); after.ModTime() != before.ModTime() {
		t.Error("a page that did not change was written again")
	}
	if err := Stage(dir, []document.Document{docs[0], docs[0]}, nil); err == nil {
		t.Error("two pages were staged in one place")
	}
}

// hugoSaying is a Hugo that prints a line to standard error and fails.
func hugoSaying(t *testing.T, line string) Hugo {
	script := filepath.Join(t.TempDir(), "hugo")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ncat >&2 <<'END'\n"+line+"\nEND\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return Hugo{Command: []string{script}, Root: t.TempDir(), Content: t.TempDir()}
}

func TestHugoErrorsNameTheAuthorsLine(t *testing.T) {
	h := hugoSaying(t, "")
	doc := page("a/x.ar.md", "أ\nب\nج\n")
	front := strings.Count(string(doc.Format()), "\n") - 3
	for _, test := range []struct{ said, want string }{
		{`ERROR "` + h.Content + `/a/x.ar.md:` + strconv.Itoa(front+2) + `:1": error: unknown link scheme "foo"`, `x:8: error: error: unknown link scheme "foo"`},
		{`Error: error building site: process: "` + h.Content + `/a/x.ar.md:1:1": bad`, "x:1: error: bad"},
		{`ERROR render of "page" failed: "` + h.Root + `/layouts/page.html:3:4": execute of template failed`, "layouts/page.html:3: error: "},
		{"WARN something is old", "warning: something is old"},
	} {
		found := h.translate(test.said+"\n"+test.said+"\n", []document.Document{doc})
		if len(found) != 1 || !strings.HasPrefix(found[0].String(), test.want) {
			t.Errorf("%s\n got %v\nwant %s", test.said, found, test.want)
		}
	}
}

func TestAHugoThatFailsInSilenceIsAnError(t *testing.T) {
	h := hugoSaying(t, "panic of some kind")
	found, err := h.Render(t.Context(), filepath.Join(t.TempDir(), "out"), nil)
	if err != nil || !diag.Failed(found) || !strings.Contains(found[0].Message, "panic of some kind") {
		t.Errorf("%v %v", found, err)
	}
	h.Command = []string{filepath.Join(t.TempDir(), "no-hugo")}
	if _, err := h.Render(t.Context(), filepath.Join(t.TempDir(), "out"), nil); err == nil {
		t.Error("a Hugo that is not there ran")
	}
}

func publish(t *testing.T, output, page string) {
	t.Helper()
	next, _, err := Next(output)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(next, "index.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Finish(next); err != nil {
		t.Fatal(err)
	}
	if err := Replace(output, next); err != nil {
		t.Fatal(err)
	}
}

func TestReplace(t *testing.T) {
	parent := t.TempDir()
	output := filepath.Join(parent, "public")
	for _, p := range []string{"first", "second"} {
		publish(t, output, p)
		if got := read(t, filepath.Join(output, "index.html")); got != p {
			t.Errorf("got %s, want %s", got, p)
		}
		if entries, _ := os.ReadDir(parent); len(entries) != 1 {
			t.Errorf("left beside the site: %v", entries)
		}
	}
	if m := read(t, filepath.Join(output, manifestName)); !strings.Contains(m, `"index.html": "sha256:`) {
		t.Errorf("manifest %s", m)
	}
}

func TestABuildThatDiedLeavesTheSite(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	publish(t, output, "good")
	if _, _, err := Next(output); err != nil { // began, and was killed
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(output, "index.html")); got != "good" {
		t.Errorf("got %s", got)
	}
	if err := os.Rename(output, beside(output, "old")); err != nil { // killed between two renames
		t.Fatal(err)
	}
	if _, _, err := Next(output); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(output, "index.html")); got != "good" {
		t.Errorf("got %s", got)
	}
}

func TestNextRefusesSomebodysFolder(t *testing.T) {
	own := write(t, map[string]string{"thesis.txt": "years of work"})
	if _, _, err := Next(own); err == nil {
		t.Error("a folder of somebody's files would be replaced")
	}
	file := filepath.Join(own, "thesis.txt", "public")
	if _, _, err := Next(file); err == nil {
		t.Error("a folder below a file was accepted")
	}
}
