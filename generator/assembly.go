package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/evidence"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/parallel"
	"bayan/generator/internal/site"
	"bayan/generator/internal/source"
)

// assembly is a site while it is put together, in the order of the steps of [assemble].
type assembly struct {
	findings []diag.Finding

	glossary     glossary.Glossary
	noGlossary   bool // it could not be read: a term that it lacks is not blamed on a page
	glossaryFile string
	annotator    *annotate.Annotator
	texts        []source.Text
	unread       []string // slugs of source texts with errors: what refers to them is not blamed
	pages        []document.Document
}

func (a *assembly) report(found []diag.Finding) bool {
	a.findings = append(a.findings, found...)
	return !diag.Failed(found)
}

func (a *assembly) readGlossary(file *site.File) {
	if file == nil {
		return
	}
	a.glossaryFile = file.Name
	terms, found := glossary.Parse(file.Name, file.Data)
	a.glossary = terms
	a.noGlossary = !a.report(found) && len(terms.Concepts) == 0
}

// readTexts reads the source texts. Two with one slug would share an address: the second is an error.
func (a *assembly) readTexts(files []site.File, furniture *site.File) {
	rules := a.furnitureRules(furniture)
	bySlug := map[string]string{}
	step, done := progress("reading source texts", len(files))
	defer done()
	for _, file := range files {
		step()
		text, found := source.Parse(file.Name, file.Data, rules)
		if !a.report(found) {
			a.unread = append(a.unread, strings.TrimSuffix(path.Base(file.Path), ".txt"))
			continue
		}
		if first, taken := bySlug[text.Slug]; taken {
			a.report([]diag.Finding{{File: file.Name, Line: text.SlugLine, Severity: diag.Error, Code: "duplicate-slug",
				Message: fmt.Sprintf("the slug %s is already taken by %s", diag.Quote(text.Slug), first), Hint: `give one of them another: slug = "…" above its text`}})
			continue
		}
		bySlug[text.Slug] = file.Name
		a.texts = append(a.texts, text)
	}
}

func (a *assembly) furnitureRules(furniture *site.File) source.Rules {
	rules := source.DefaultRules()
	if furniture != nil {
		own, found := source.ParseRules(furniture.Name, furniture.Data)
		if a.report(found) {
			rules = append(rules, own...)
		}
	}
	return rules
}

func (a *assembly) readPages(files []site.File, drafts bool) {
	for _, file := range files {
		page, found := document.Parse(file.Name, file.Path, file.Data)
		a.report(found)
		a.report(page.CheckHTML())
		a.report(page.CheckLinks())
		if !a.noGlossary {
			a.report(annotate.CheckTerms(page, a.glossary))
		}
		if drafts || !page.FrontMatter.Draft {
			a.pages = append(a.pages, page)
		}
	}
}

// resolveCitations numbers the citations of every page by the passages of the page's own language.
func (a *assembly) resolveCitations() {
	sources := map[string]evidence.Sources{"ar": {}, "en": {}}
	for _, text := range a.texts {
		s := evidence.Source{Title: text.Title, Passages: text.Document().IDs()}
		sources["ar"][text.Slug], sources["en"][text.Slug] = s, s
	}
	for _, slug := range a.unread {
		sources["ar"][slug], sources["en"][slug] = evidence.Source{}, evidence.Source{}
	}
	for _, page := range a.pages {
		if slug, ok := sourceSlug(page); ok {
			if s, known := sources[page.Lang][slug]; known {
				s.Title = page.FrontMatter.Title
				sources[page.Lang][slug] = s
			}
		}
	}
	for i, page := range a.pages {
		resolved, found := evidence.Resolve(page, sources[page.Lang])
		a.report(found)
		a.pages[i] = resolved
	}
}

// sourceSlug tells whether an author's page is the page of a source text, and of which.
func sourceSlug(page document.Document) (string, bool) {
	slug, ok := strings.CutPrefix(page.LogicalPath(), "/sources/")
	return slug, ok && !strings.Contains(slug, "/")
}

// addSourcePages makes the pages of the source texts, and gives the authors' English pages of them the same record.
func (a *assembly) addSourcePages() {
	records := map[string]*document.Record{}
	ids := map[string]map[string]bool{}
	cited := a.cited()
	for _, text := range a.texts {
		page := text.Shown(cited[text.Slug]).Document()
		records[text.Slug], ids[text.Slug] = page.FrontMatter.Source, page.IDs()
		a.pages = append(a.pages, page)
	}
	for i, page := range a.pages {
		slug, ok := sourceSlug(page)
		if !ok || page.FrontMatter.Source != nil || slices.Contains(a.unread, slug) {
			continue
		}
		record, known := records[slug]
		if !known {
			a.report([]diag.Finding{{File: page.File, Line: 1, Severity: diag.Error, Code: "unknown-source",
				Message: fmt.Sprintf("there is no source text %s for this page", diag.Quote(slug)), Hint: "add " + slug + ".txt beside it, or give the page the text's slug as its name"}})
			continue
		}
		a.report(comparePassages(page, ids[slug]))
		a.pages[i] = source.ShownPage(page, record.Rights, cited[slug])
		a.pages[i].FrontMatter.Source = record
	}
}

// cited lists by source the passages that the pages cite.
func (a *assembly) cited() map[string]map[string]bool {
	cited := map[string]map[string]bool{}
	for _, page := range a.pages {
		for _, c := range page.FrontMatter.Citations {
			if cited[c.Source] == nil {
				cited[c.Source] = map[string]bool{}
			}
			cited[c.Source][c.Passage] = true
		}
	}
	return cited
}

// comparePassages finds the passages of a source text to which its page in another language has nothing – a citation
// there would open at the top of the page – and passages there that the text does not have.
func comparePassages(page document.Document, passages map[string]bool) []diag.Finding {
	own := page.IDs()
	var missing []string
	for id := range passages {
		if !own[id] && id != "headline" {
			missing = append(missing, id)
		}
	}
	var found []diag.Finding
	if len(missing) > 0 {
		slices.SortFunc(missing, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
		found = append(found, diag.Finding{File: page.File, Line: 1, Severity: diag.Warning, Code: "missing-passage",
			Message: "passages of the source text are missing here: " + strings.Join(missing, ", "), Hint: "add each with its {#" + missing[0] + "} line"})
	}
	for _, p := range page.Passages() {
		if !passages[p.ID] {
			found = append(found, diag.Finding{File: page.File, Line: page.Line(p.Start), Severity: diag.Error, Code: "unknown-passage",
				Message: fmt.Sprintf("the source text has no passage %s", diag.Quote(p.ID)), Hint: fmt.Sprintf("its passages are p1 to p%d", len(passages)-1)})
		}
	}
	return found
}

// checkTargets finds links to pages and pictures that are not there.
func (a *assembly) checkTargets(pictures []site.File) {
	there := map[string]bool{"/": true}
	for _, page := range a.pages {
		there[page.LogicalPath()] = true
	}
	for _, picture := range pictures {
		there[picture.Path] = true
	}
	for _, page := range a.pages {
		for _, target := range page.Targets() {
			address, _, _ := strings.Cut(target.Address, "#")
			finding := diag.Finding{File: page.File, Line: page.Line(target.Offset), Severity: diag.Error}
			switch {
			case address == "" || strings.Contains(address, ":"):
				continue
			case target.Picture && !there[path.Join(path.Dir(page.Path), address)]:
				finding.Code, finding.Message, finding.Hint = "unknown-picture", fmt.Sprintf("there is no picture %s beside the page", diag.Quote(address)), "put it into the page's folder"
			case !target.Picture && !there[strings.TrimSuffix(address, "/")]:
				finding.Code, finding.Message = "unknown-page", fmt.Sprintf("there is no page %s", diag.Quote(address))
				finding.Hint = "a page is named by its path below content, without language, as in /pages/about"
			default:
				continue
			}
			a.report([]diag.Finding{finding})
		}
	}
}

// annotate marks every page; lists of pages get no terms of their own.
func (a *assembly) annotate() {
	attested := glossary.Attested{}
	for _, page := range a.pages {
		attested.Add(page.Body)
	}
	a.annotator = annotate.New(a.glossary, attested)
	step, done := progress("finding terms", len(a.pages))
	defer done()
	parallel.For(len(a.pages), func(i int) {
		step()
		a.pages[i] = a.annotated(a.pages[i])
	})
}

func (a *assembly) annotated(page document.Document) document.Document {
	page.FrontMatter.ReadingMinutes = document.ReadingMinutes(len(arabic.Words([]byte(page.PlainText()))), page.Lang)
	if strings.HasSuffix(page.Path, "_index."+page.Lang+".md") {
		return a.annotator.FrontMatter(annotate.Isolate(page))
	}
	page, _ = a.annotator.Page(page)
	return page
}

func (a *assembly) addTermPages() {
	occurs := map[string][]document.Occurrence{}
	for _, page := range a.pages {
		for _, entry := range page.FrontMatter.Glossary {
			occurs[entry.ID] = append(occurs[entry.ID], document.Occurrence{Path: page.LogicalPath(), Lang: page.Lang,
				Title: page.FrontMatter.Title, MarkedTitle: page.FrontMatter.MarkedTitle})
		}
	}
	for id := range occurs {
		slices.SortFunc(occurs[id], func(x, y document.Occurrence) int {
			return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Lang, y.Lang))
		})
	}
	for _, page := range a.glossary.Pages(a.glossaryFile, occurs) {
		a.pages = append(a.pages, a.annotator.FrontMatter(page))
	}
}

// lists are the addresses of the lists that the layouts make of sections.
var lists = map[string]bool{"/explainers": true, "/sources": true, "/glossary": true}

// checkAddresses refuses two pages with one address, and puts the pages in the order of their addresses.
func (a *assembly) checkAddresses() {
	slices.SortStableFunc(a.pages, func(x, y document.Document) int { return cmp.Compare(x.Path, y.Path) })
	taken := map[string]string{}
	for _, page := range a.pages {
		address := page.Lang + page.Address()
		if first, twice := taken[address]; twice || page.LogicalPath() != page.Address() && lists[page.Address()] {
			if first == "" {
				first = "a list of the site's own"
			}
			a.report([]diag.Finding{{File: page.File, Line: 1, Severity: diag.Error, Code: "duplicate-page",
				Message: fmt.Sprintf("%s has the same address, /%s/", first, address), Hint: "rename or remove one of them"}})
		}
		taken[address] = page.File
	}
}
