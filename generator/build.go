package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/site"
)

// project is where a site's files are.
type project struct {
	root    string   // the folder with config.toml
	sources []string // further folders of source texts
	baseURL string
	hugo    string
	drafts  bool
}

// flags adds the flags that say where a site's files are and how it is rendered.
func (p *project) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&p.sources, "sources", nil, "a further folder of source texts, beside content/sources (may be repeated)")
	cmd.Flags().BoolVar(&p.drafts, "drafts", false, "show pages with draft = true")
	cmd.Flags().StringVar(&p.hugo, "hugo", "", "the Hugo executable (default: go tool hugo, at the version in go.mod)")
	_ = cmd.MarkFlagDirname("sources")
}

func (p *project) content() string { return filepath.Join(p.root, "content") }
func (p *project) staged() string  { return filepath.Join(p.root, "build", "content") }

func (p *project) site() site.Hugo {
	hugo := site.Hugo{Command: []string{"go", "tool", "hugo"}, Root: p.root, Content: p.staged(), BaseURL: p.baseURL, Drafts: p.drafts}
	if p.hugo != "" {
		hugo.Command = []string{p.hugo}
	}
	return hugo
}

// check refuses what would make a wrong site before any work is done.
func (p *project) check() error {
	if _, err := os.Stat(filepath.Join(p.root, "config.toml")); err != nil {
		return failed{errors.New("there is no config.toml here\n\thint: run bayan in the folder that holds config.toml and content")}
	}
	if p.baseURL != "" {
		u, err := url.Parse(p.baseURL)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("--base-url %q is not the address of a site: give it whole, such as https://example.org/", p.baseURL)
		}
	}
	return nil
}

// checkOutput refuses an output folder that lies where the program reads.
func (p *project) checkOutput(output string) error {
	inputs := append([]string{p.content(), filepath.Join(p.root, "layouts"), filepath.Join(p.root, "static"), filepath.Join(p.root, "generator"), filepath.Dir(p.staged())}, p.sources...)
	out, err := filepath.Abs(output)
	if err != nil {
		return err
	}
	for _, input := range inputs {
		in, err := filepath.Abs(input)
		if err != nil {
			return err
		}
		if within(out, in) || within(in, out) {
			return failed{fmt.Errorf("--output %q lies in the way of %s, which the site is made from\n\thint: choose another folder", output, input)}
		}
	}
	return nil
}

// within reports whether a path is another or lies below it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// assemble reads what people wrote and makes the pages, with what there is to say of them.
func (p *project) assemble() ([]document.Document, []site.File, []diag.Finding) {
	tree, found := site.Read(p.content(), p.sources)
	pages, more := assemble(tree, p.drafts)
	found = append(found, more...)
	if len(pages) == 0 && !diag.Failed(found) {
		found = append(found, diag.Finding{File: p.content(), Severity: diag.Error, Code: "no-content", Message: "there is nothing to publish",
			Hint: "start with bayan new source NAME or bayan new explainer NAME; --drafts shows drafts"})
	}
	return pages, tree.Pictures, found
}

func buildCommand() *cobra.Command {
	p := project{root: "."}
	var output, format string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the whole site",
		Long: "Build the whole site: convert the source texts, mark the terms, check, and have Hugo write the pages.\n" +
			"The new site takes the old one's place when it is complete; until then, and where anything is wrong, the old one stays.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.check(); err != nil {
				return err
			}
			if err := p.checkOutput(output); err != nil {
				return err
			}
			return build(cmd, p, output, format)
		},
	}
	p.flags(cmd)
	cmd.Flags().StringVar(&output, "output", "public", "the folder to write the site to")
	cmd.Flags().StringVar(&p.baseURL, "base-url", "", "the address the site will have (default: baseURL of config.toml)")
	formatFlag(cmd, &format, "how to write findings", diag.Formats...)
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func build(cmd *cobra.Command, p project, output, format string) error {
	ctx, stop := interruptible()
	defer stop()
	unlock, err := lockBuild(p)
	if err != nil {
		return failed{err}
	}
	defer unlock()
	next, discard, err := site.Next(output)
	if err != nil {
		return failed{fmt.Errorf("%w\n\thint: choose another folder with --output, or move the file away; what belongs to every site goes into static", err)}
	}
	defer discard()

	pages, pictures, found := p.assemble()
	if !diag.Failed(found) {
		if err := site.Stage(p.staged(), pages, pictures); err != nil {
			return failed{err}
		}
		more, err := render(ctx, p.site(), next, pages)
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err != nil {
			return failed{err}
		}
		found = append(found, more...)
	}
	if err := printFindings(cmd.ErrOrStderr(), found, format); err != nil {
		return err
	}
	if err := site.Finish(next); err != nil {
		return failed{err}
	}
	if err := site.Replace(output, next); err != nil {
		return failed{err}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: the site is in %s\n", count(len(pages), "page"), output)
	return nil
}

func render(ctx context.Context, hugo site.Hugo, next string, pages []document.Document) ([]diag.Finding, error) {
	defer waiting("Hugo writes " + count(len(pages), "page"))()
	return hugo.Render(ctx, next, pages)
}

// lockBuild keeps two builds of one project from staging at the same time: the second waits.
func lockBuild(p project) (unlock func(), err error) {
	dir := filepath.Dir(p.staged())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return lockedfile.MutexAt(filepath.Join(dir, "lock")).Lock()
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
