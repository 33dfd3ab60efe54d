package document

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

var namePattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// check finds what the front matter of a page says wrongly.
func (d Document) check() []diag.Finding {
	var fs []diag.Finding
	add := func(key, code, message, hint string) {
		fs = append(fs, diag.Finding{File: d.File, Line: d.KeyLine(key), Severity: diag.Error, Code: code, Message: message, Hint: hint})
	}
	if strings.TrimSpace(d.FrontMatter.Title) == "" {
		add("title", "missing-title", "the page has no title", `add title = "…" between the +++ lines at its top`)
		if d.FrontMatter.Draft {
			fs[0].Severity = diag.Warning
		}
	}
	if slug := d.FrontMatter.Slug; slug != "" && slug != d.Name() {
		add("slug", "bad-slug", fmt.Sprintf("the slug %s is not the page's name", diag.Quote(slug)),
			fmt.Sprintf("a page is called by its file or folder: remove the slug, or rename %s", d.Name()))
	}
	if name := d.Name(); d.LogicalPath() != "/" && (!namePattern.MatchString(name) || name == "index") {
		add("", "bad-name", fmt.Sprintf("%s cannot be the name of a page", diag.Quote(name)), "call it by lower-case letters a–z, digits and single hyphens, such as five-contracts; index is taken")
	}
	if strings.ContainsFunc(d.PlainText(), arabic.IsBidiControl) && !bytes.ContainsFunc(d.Body, arabic.IsBidiControl) {
		fs = append(fs, diag.BidiControls(d.File, []int{d.Line(0)})...)
	}
	for _, date := range []struct{ key, value string }{{"date", d.FrontMatter.Date}, {"lastmod", d.FrontMatter.Lastmod}} {
		if date.value == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, date.value); err != nil {
			add(date.key, "bad-date", fmt.Sprintf("%s is not a date", diag.Quote(date.value)), "write year-month-day, such as 2026-11-22")
		}
	}
	return fs
}

// CheckHTML finds raw HTML, which the site leaves out; comments may stand.
func (d Document) CheckHTML() []diag.Finding {
	var fs []diag.Finding
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var html text.Segment
		switch n := n.(type) {
		case *ast.HTMLBlock:
			html = n.Lines().At(0)
		case *ast.RawHTML:
			html = n.Segments.At(0)
		}
		tag := strings.TrimSpace(string(html.Value(d.Body)))
		if entering && tag != "" && !strings.HasPrefix(tag, "<!--") && !strings.HasPrefix(tag, "</") {
			fs = append(fs, diag.Finding{File: d.File, Line: d.Line(html.Start), Severity: diag.Error, Code: "raw-html",
				Message: fmt.Sprintf("the page holds HTML, which the site leaves out: %s", diag.Quote(tag)), Hint: `write it in Markdown; write \< for the sign itself`})
		}
		return ast.WalkContinue, nil
	})
	return fs
}

// Name is what the page is called in its address: its file's name, or its folder's where the file is an index.
func (d Document) Name() string {
	name := strings.TrimSuffix(path.Base(d.Path), "."+d.Lang+".md")
	if name == "index" || name == "_index" {
		return path.Base(path.Dir(d.Path))
	}
	return name
}

// Address is where the page stands below its language: "/about" for pages/about.ar.md. Two pages of a language with one address would hide each
// other.
func (d Document) Address() string {
	return strings.ToLower(strings.TrimPrefix(d.LogicalPath(), "/pages"))
}

// LogicalPath is how Hugo calls the page in any language: "/explainers/x" for explainers/x/index.ar.md.
func (d Document) LogicalPath() string {
	p := "/" + strings.TrimSuffix(d.Path, "."+d.Lang+".md")
	p = strings.TrimSuffix(strings.TrimSuffix(p, "/_index"), "/index")
	if p == "" {
		return "/"
	}
	return p
}
