package document

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/language"

	"bayan/generator/internal/diag"
)

// webSchemes are the schemes that a link of a page may have beside our own.
var webSchemes = []string{"http", "https", "mailto"} // as in layouts/_markup/render-link.html

// almostMark is the inside of a mark that Markdown did not read as a link.
var almostMark = regexp.MustCompile(`(?:^|[^\\])\((?:term|source|claim|lang):`)

// CheckLinks finds links with a scheme that means nothing, runs in a language that does not exist, pictures from elsewhere, ids that stand twice,
// and what was meant as a mark and is not read as one.
func (d Document) CheckLinks() []diag.Finding {
	var fs []diag.Finding
	add := func(at int, code, message, hint string) {
		fs = append(fs, diag.Finding{File: d.File, Line: d.Line(at), Severity: diag.Error, Code: code, Message: message, Hint: hint})
	}
	seen := map[string]bool{} // ids
	for _, p := range d.Passages() {
		if seen[p.ID] {
			add(p.Start, "repeated-id", fmt.Sprintf("the id %s stands here twice", diag.Quote(p.ID)), "give each heading and passage its own")
		}
		seen[p.ID] = true
	}
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if at := almostMark.FindIndex(n.Segment.Value(d.Body)); at != nil {
				add(n.Segment.Start+at[0], "malformed-mark", "this is meant as a mark and is not read as one",
					"write [text](scheme:target) without a space before or inside the round brackets; a citation is [](source:name#p1)")
			}
		case *ast.Image:
			if strings.Contains(string(n.Destination), ":") || strings.HasPrefix(string(n.Destination), "//") {
				add(n.Pos(), "remote-picture", fmt.Sprintf("the picture %s lies elsewhere: whoever reads the page would be seen there", diag.Quote(string(n.Destination))),
					"put a copy into the page's folder")
			}
		case *ast.Heading:
			if n.Level == 1 {
				add(n.Pos(), "page-heading", "a page has one first heading, its title", "begin this one with ##")
			}
			if id, ok := n.AttributeString("id"); ok {
				if id, ok := id.([]byte); ok && seen[string(id)] {
					add(n.Pos(), "repeated-id", fmt.Sprintf("the id %s stands here twice", diag.Quote(string(id))), "give each heading and passage its own")
				} else if ok {
					seen[string(id)] = true
				}
			}
		case *ast.Link:
			scheme, target, ok := strings.Cut(string(n.Destination), ":")
			ours := slices.Contains(schemes, Scheme(scheme))
			if Scheme(scheme) == Term && len(n.Title) > 0 { // [surface](term:id "lang:en")
				scheme, target, _ = strings.Cut(string(n.Title), ":")
				if Scheme(scheme) != Lang {
					target = ""
				}
				scheme = string(Lang)
			}
			switch {
			case !ok || strings.ContainsAny(scheme, "/?#"):
			case ours && n.Reference != nil:
				add(n.Pos(), "malformed-mark", "a mark names its target itself", "write [text](scheme:target), not [text][name]")
			case Scheme(scheme) == Lang:
				if _, err := language.Parse(target); err != nil {
					add(n.Pos(), "unknown-language", fmt.Sprintf("%s is not the code of a language", diag.Quote(target)), "use ar, en, zh …, or und where it is not known")
				}
			case !ours && !slices.Contains(webSchemes, strings.ToLower(scheme)):
				add(n.Pos(), "unknown-scheme", fmt.Sprintf("a link cannot begin with %s", diag.Quote(scheme+":")),
					"a mark begins with term:, source: or lang:, an address with https://")
			}
		}
		return ast.WalkContinue, nil
	})
	return fs
}

// Target is where a link or a picture of a page leads.
type Target struct {
	Address string
	Picture bool
	Offset  int // of the link, in the body
}

// Targets lists where the links and pictures of a page lead, in order.
func (d Document) Targets() []Target {
	var targets []Target
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				targets = append(targets, Target{string(n.Destination), false, n.Pos()})
			}
		case *ast.Image:
			if entering {
				targets = append(targets, Target{string(n.Destination), true, n.Pos()})
			}
		}
		return ast.WalkContinue, nil
	})
	return targets
}
