package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"
)

// TestInterfaceWords holds that both languages have the same interface words, and that every counted one has all the plural forms of its
// language: six in Arabic, two in English (CLDR 47, cardinal plural rules).
func TestInterfaceWords(t *testing.T) {
	plurals := map[string][]string{"ar": {"few", "many", "one", "other", "two", "zero"}, "en": {"one", "other"}}
	words := map[string]map[string]any{}
	for lang := range plurals {
		data, err := os.ReadFile("../layouts/i18n/" + lang + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		var list map[string]any
		if err := toml.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		words[lang] = list
	}
	for lang, list := range words {
		other := words[map[string]string{"ar": "en", "en": "ar"}[lang]]
		for key, value := range list {
			if _, ok := other[key]; !ok {
				t.Errorf("%s: the other language has no %q", lang, key)
			}
			if forms, counted := value.(map[string]any); counted {
				for _, form := range plurals[lang] {
					if forms[form] == nil {
						t.Errorf("%s: %q lacks the plural form %q", lang, key, form)
					}
				}
			}
		}
	}
}

// builtPage is what a page of a built site says of itself and of others.
type builtPage struct {
	lang, dir  string
	ids        map[string]bool
	links      []string          // as written
	alternates map[string]string // hreflang → address
}

// whole checks a built site: every link and fragment within it leads somewhere, no id stands twice on a page, each page tells its language and
// direction, translations name each other, and nothing is requested from elsewhere.
func whole(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) == 1, "whole DIR")
	root := ts.MkAbs(args[0])
	pages := map[string]builtPage{}
	ts.Check(filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		tree, err := html.Parse(strings.NewReader(string(data)))
		rel, _ := filepath.Rel(root, name)
		pages["/"+strings.TrimSuffix(filepath.ToSlash(rel), "index.html")] = readBuilt(ts, rel, tree)
		return err
	}))
	for name, p := range pages {
		if p.lang == "" || (p.dir == "rtl") != (p.lang == "ar") {
			ts.Fatalf("%s: lang %q, dir %q", name, p.lang, p.dir)
		}
		for _, link := range p.links {
			checkLink(ts, root, pages, name, link)
		}
		for lang, address := range p.alternates {
			u, err := url.Parse(address)
			ts.Check(err)
			if other, ok := pages[u.Path]; !ok {
				ts.Fatalf("%s: its alternate %s is not there", name, address)
			} else if back := other.alternates[p.lang]; lang != "x-default" && !strings.HasSuffix(back, name) {
				ts.Fatalf("%s: its %s alternate leads back to %q", name, lang, back)
			}
		}
	}
	if len(pages) == 0 {
		ts.Fatalf("%s holds no page", args[0])
	}
}

func readBuilt(ts *testscript.TestScript, name string, n *html.Node) builtPage {
	p := builtPage{ids: map[string]bool{}, alternates: map[string]string{}}
	for n := range n.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			if p.ids[id] {
				ts.Fatalf("%s: the id %s stands twice", name, id)
			}
			p.ids[id] = true
		}
		switch href := attribute(n, "href"); {
		case n.Data == "html":
			p.lang, p.dir = attribute(n, "lang"), attribute(n, "dir")
		case n.Data == "link" && attribute(n, "hreflang") != "":
			p.alternates[attribute(n, "hreflang")] = href
		case n.Data == "link" && attribute(n, "rel") == "canonical":
		case n.Data == "link" || n.Data == "img" || n.Data == "script":
			if address := href + attribute(n, "src"); strings.Contains(address, "//") {
				ts.Fatalf("%s: requests %s", name, address)
			}
			p.links = append(p.links, href+attribute(n, "src"))
		case n.Data == "a" && href != "":
			p.links = append(p.links, href)
		}
	}
	return p
}

func checkLink(ts *testscript.TestScript, root string, pages map[string]builtPage, from, link string) {
	u, err := url.Parse(link)
	ts.Check(err)
	if u.Scheme != "" {
		return
	}
	to := from
	if u.Path != "" {
		to = u.Path
		if !strings.HasPrefix(to, "/") {
			to = path.Join(from, to)
		}
	}
	page, isPage := pages[to]
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(to))); !isPage && err != nil {
		ts.Fatalf("%s: the link %s leads nowhere", from, link)
	}
	if u.Fragment != "" && !page.ids[u.Fragment] {
		ts.Fatalf("%s: the link %s leads to no id", from, link)
	}
}

// jsonLD checks that a page's data for machines is one valid JSON value that holds the given parts.
func jsonLD(ts *testscript.TestScript, neg bool, args []string) {
	wants(ts, neg, len(args) >= 2, "jsonld PAGE PART...")
	root, err := html.Parse(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	scripts := find(root, func(n *html.Node) bool { return attribute(n, "type") == "application/ld+json" })
	if len(scripts) != 1 {
		ts.Fatalf("%s has %d blocks of data", args[0], len(scripts))
	}
	var compact bytes.Buffer
	ts.Check(json.Compact(&compact, []byte(scripts[0].FirstChild.Data)))
	for _, part := range args[1:] {
		if !strings.Contains(compact.String(), part) {
			ts.Fatalf("%s: the data lacks %s:\n%s", args[0], part, compact.String())
		}
	}
}
