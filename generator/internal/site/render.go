package site

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
)

// Hugo is how Hugo is run for a site.
type Hugo struct {
	Command []string // the executable and its first arguments: "go", "tool", "hugo"
	Root    string   // the folder with config.toml and layouts
	Content string   // the staged content folder
	BaseURL string   // overrides config.toml's; may be empty
	Drafts  bool
}

// Render has Hugo write the site of the staged documents into destination. What Hugo complains of comes back as
// findings that name the author's file and line. The error is for a Hugo that could not run, or was interrupted.
func (h Hugo) Render(ctx context.Context, destination string, docs []document.Document) ([]diag.Finding, error) {
	var output bytes.Buffer
	cmd := h.command(ctx, "build", "--destination", absolute(destination))
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	found := h.translate(output.String(), docs)
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil && !errors.As(err, &exit):
		return nil, fmt.Errorf("hugo could not be run: %w", err)
	case err != nil && !diag.Failed(found):
		found = append(found, diag.Finding{Severity: diag.Error, Code: "hugo", Message: strings.TrimSpace(fmt.Sprintf("hugo failed: %v %s", err, output.String())),
			Hint: "run `go tool hugo --contentDir build/content` to see all that it says"})
	}
	return found, nil
}

// Serve runs Hugo's own server with live reload on a loopback port until the context ends. What Hugo complains of goes to report; docs
// gives the documents that are staged at that moment.
func (h Hugo) Serve(ctx context.Context, port int, docs func() []document.Document, report func([]diag.Finding)) error {
	address := fmt.Sprintf("http://127.0.0.1:%d/", port)
	h.BaseURL = address
	cmd := h.command(ctx, "server", "--bind", "127.0.0.1", "--port", strconv.Itoa(port), "--noHTTPCache", "--appendPort=false", "--renderToMemory")
	output, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("hugo could not be run: %w", err)
	}
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if found := h.translate(lines.Text(), docs()); len(found) > 0 {
			report(found)
		}
	}
	if err := cmd.Wait(); ctx.Err() == nil {
		return err
	}
	return nil
}

// command makes a Hugo command: same bytes on any day, in any time zone and language, and nothing written beside the destination.
func (h Hugo) command(ctx context.Context, verb string, args ...string) *exec.Cmd {
	content := absolute(h.Content)
	all := append(append([]string{}, h.Command[1:]...), verb, "--source", absolute(h.Root), "--contentDir", content,
		"--cacheDir", filepath.Join(filepath.Dir(content), "hugo-cache"), "--noBuildLock", "--buildFuture")
	all = append(all, args...)
	if h.BaseURL != "" {
		all = append(all, "--baseURL", h.BaseURL)
	}
	if h.Drafts {
		all = append(all, "--buildDrafts")
	}
	cmd := exec.CommandContext(ctx, h.Command[0], all...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "HUGO_RESOURCEDIR="+filepath.Join(filepath.Dir(content), "hugo-resources"), "NO_COLOR=1")
	cmd.SysProcAttr = dieWithParent()
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

func absolute(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil { // the working folder is gone
		return name
	}
	return abs
}

var (
	hugoPrefix = regexp.MustCompile(`^(?:Error:|ERROR|WARN|panic:)\s*`)
	hugoNoise  = regexp.MustCompile(`(?:error building site: |process: |readAndProcessContent: |render: |assemble: |failed to (?:parse|render|process|create) [^:]*: )`)
	hugoTally  = regexp.MustCompile(`^logged \d+ error\(s\)$`)
)

// translate turns what Hugo printed into findings. A place in a staged file becomes the author's; other paths are
// shown below the root.
func (h Hugo) translate(output string, docs []document.Document) []diag.Finding {
	staged := map[string]document.Document{}
	for _, d := range docs {
		staged[filepath.Join(absolute(h.Content), filepath.FromSlash(d.Path))] = d
	}
	place := regexp.MustCompile(`"?(` + regexp.QuoteMeta(absolute(h.Root)) + `/[^":]+):(\d+)(?::\d+)?"?:?\s*|"?(` + regexp.QuoteMeta(absolute(h.Content)) + `/[^":]+):(\d+)(?::\d+)?"?:?\s*`)
	var found []diag.Finding
	seen := map[string]bool{}
	for _, line := range strings.Split(output, "\n") {
		prefix := hugoPrefix.FindString(line)
		if prefix == "" || seen[line] {
			continue
		}
		seen[line] = true
		f := diag.Finding{Severity: diag.Error, Code: "hugo", Message: hugoNoise.ReplaceAllString(line[len(prefix):], "")}
		if strings.HasPrefix(prefix, "WARN") {
			f.Severity = diag.Warning
		}
		if m := place.FindStringSubmatch(f.Message); m != nil {
			f.Message = strings.TrimSpace(strings.Replace(f.Message, m[0], "", 1))
			f.File = m[1] + m[3]
			f.Line, _ = strconv.Atoi(m[2] + m[4])
			if d, ok := staged[f.File]; ok {
				f.File, f.Line = d.File, d.AuthorLine(f.Line)
			} else if rel, err := filepath.Rel(absolute(h.Root), f.File); err == nil && !strings.HasPrefix(rel, "..") {
				f.File = rel
			}
		}
		if tally := hugoTally.MatchString(f.Message); !tally || len(found) == 0 {
			found = append(found, f)
		}
	}
	return found
}
