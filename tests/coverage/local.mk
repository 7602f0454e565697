# Of no one build's tests: it makes a build of its own, _coverage.
EXTRA_DIST += %D%/run

.PHONY: coverage
coverage:
	$(AM_V_at)top_srcdir='$(abs_top_srcdir)' $(abs_top_srcdir)/%D%/run \
		'$(abs_top_builddir)/_coverage'
