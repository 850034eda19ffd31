# Recipes for maintainers; CONTRIBUTING.md explains them.

# All tests of the default packages.
test:
    cargo test

# Rewrites expected error texts and snapshots. Read the difference before you commit it.
bless:
    SHAPEFLOW_BLESS=1 UPDATE_ERRORS=1 INSTA_UPDATE=always REGENERATE=1 TRYBUILD=overwrite cargo test --no-fail-fast

# Prints what `pipeline!` writes for an example.
expand example="digits":
    rm -rf target/expansion
    touch examples/{{example}}.rs
    SHAPEFLOW_DUMP="$PWD/target/expansion" cargo check --quiet --example {{example}}
    cat target/expansion/*

# Runs a benchmark: check_time, cold_check, run_overhead, scheduler.
bench name *options:
    cargo bench --bench {{name}} -- {{options}}

# Everything that must hold before a change is merged.
ci:
    .ci/run
