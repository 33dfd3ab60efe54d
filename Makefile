# Two commands do it all: make site, make test. Everything else is built on them.
#
#   make site     build the program and Hugo, write the site
#   make serve    preview on this machine, with live reload
#   make check    check the content without building
#   make test     every test, vet, gofmt and staticcheck
#   make bench    benchmarks (see BENCHMARKS.md)
#   make clean    remove what was built
#
#   make site SOURCES=DIR OUTPUT=DIR BASE_URL=https://… DRAFTS=1   with further source texts, another folder, another address, and drafts

OUTPUT  ?= public
GO      ?= go
program := bin/bayan
# Hugo is the tool that go.mod pins, as `go tool hugo` runs it; built once, it starts without asking the go command first.
hugo    := bin/hugo
go_code := $(shell find generator -name '*.go' -not -name '*_test.go' -o -name '*.toml' -o -path '*/scaffold/*')

.PHONY: site serve check test bench clean
site: $(program) $(hugo)
	@$(program) build --hugo $(hugo) --output '$(OUTPUT)' $(if $(SOURCES),--sources '$(SOURCES)') $(if $(BASE_URL),--base-url '$(BASE_URL)') $(if $(DRAFTS),--drafts)

serve: $(program) $(hugo)
	@$(program) serve --hugo $(hugo) $(if $(SOURCES),--sources '$(SOURCES)') $(if $(PORT),--port $(PORT))

check: $(program)
	@$(program) check $(if $(SOURCES),--sources '$(SOURCES)')

test: $(hugo)
	@test -z "$$(gofmt -l generator)" || { echo "gofmt would change:"; gofmt -l generator; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	BAYAN_HUGO='$(CURDIR)/$(hugo)' $(GO) test ./...

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

clean:
	rm -rf bin build public

$(program): $(go_code) go.mod go.sum
	@$(GO) build -o $@ ./generator

$(hugo): go.mod go.sum
	@echo "building Hugo, once: this takes some minutes"
	@$(GO) build -o $@ github.com/gohugoio/hugo
	@touch $@
