module github.com/huntboard/huntboard-defender-datasource/tests/bench/decode

go 1.26.5

replace github.com/huntboard/huntboard-defender-datasource => ../../..

require (
	github.com/go-json-experiment/json v1.27.2
	github.com/huntboard/huntboard-defender-datasource v0.0.0-00010101000000-000000000000
)
